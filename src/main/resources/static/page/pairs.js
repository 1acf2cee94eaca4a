/** What the tests of a comparison say, in words. */

import { h } from './dom.js';
import { accuracy, count, figure } from './format.js';
import { table } from './parts.js';

const TESTS = {
  'paired-seeds': 'Student’s t, replicates of the same seed in pairs',
  'unpaired-seeds': 'Welch’s t, replicates of different seeds',
  networks: 'McNemar’s exact test of two networks',
};
const MOST_READ = 6;

/**
 * Every pair as sentences, and all their figures as a table.
 *
 * @param {object} comparison as the service answers
 */
export function pairs({ metric, cells, pairs: all }) {
  const labels = new Map(cells.map(({ cell, label }) => [cell, label]));
  const rows = all.map(pair => ({ ...pair, names: [labels.get(pair.one), labels.get(pair.other)] }));
  const shared = common(rows.map(basis));
  const sentences = some =>
    h(
      'ul',
      { class: 'sentences' },
      some.map(pair => h('li', {}, words(pair, metric, shared === null))),
    );
  return [
    h(
      'p',
      { class: 'hint' },
      `p is how often chance alone would bring a difference as large as this, with allowance for all the pairs here. Below ${figure(0.05)} a difference counts as more than chance.`,
      shared === null ? null : ` ${shared}`,
    ),
    sentences(rows.slice(0, MOST_READ)),
    rows.length > MOST_READ
      ? h('details', {}, h('summary', {}, `${count(rows.length - MOST_READ)} more pairs`), sentences(rows.slice(MOST_READ)))
      : null,
    h('details', { class: 'numbers' }, h('summary', {}, 'The numbers as a table'), numbers(rows)),
  ];
}

/** What all have in common; null where they differ. */
const common = texts => (new Set(texts).size === 1 ? texts[0] : null);

const basis = pair => (pair.basis ? `${TESTS[pair.test]}; ${pair.basis}.` : '');

/** A pair in sentences. */
function words(pair, metric, withBasis) {
  return [
    h('strong', {}, verdict(pair, metric)),
    ' ',
    ...answers(pair),
    pair.images ? ` ${imageWords(pair)}` : '',
    withBasis ? h('span', { class: 'hint' }, ` ${basis(pair)}`) : null,
  ];
}

/** The conclusion: a difference that may be chance is none. */
function verdict({ names: [one, other], difference, otherSeeds, otherImages }, metric) {
  if (difference === null) {
    return `${quoted(one)} and ${quoted(other)} are not compared.`;
  }
  if (difference === 0) {
    return `${quoted(one)} and ${quoted(other)} are equally good on the test images.`;
  }
  const [better, worse] = difference > 0 === (metric === 'accuracy') ? [one, other] : [other, one];
  const by = `${size(difference)}${metric === 'loss' ? ' of the loss' : ''}`;
  const shown = [otherSeeds, otherImages].filter(Boolean).map(({ significant }) => significant);
  if (shown.length === 0) {
    return `${quoted(better)} is ahead of ${quoted(worse)} by ${by} on the test images, which is not tested.`;
  }
  if (shown.every(Boolean)) {
    return `${quoted(better)} is better than ${quoted(worse)} by ${by} on the test images.`;
  }
  return shown.some(Boolean)
    ? `${quoted(better)} is better than ${quoted(worse)} by ${by} here, but only one of the two tests supports that.`
    : `No difference is shown between ${quoted(better)} and ${quoted(worse)}: ${by} on the test images may be chance.`;
}

const quoted = name => `“${name}”`;
const size = difference => (Math.abs(difference) < 0.00005 ? figure(Math.abs(difference)) : accuracy(Math.abs(difference)));

/** Each question of the test with its answer, and why another one has none. */
function answers({ otherSeeds, otherImages, test, reason }) {
  const seeds =
    otherSeeds && `with other seeds this ${otherSeeds.significant ? 'would' : 'might not'} come out again (${p(otherSeeds)})`;
  const who = test === 'networks' ? 'these two networks' : 'they';
  const images =
    otherImages &&
    `on other images of this kind ${who} ${otherImages.significant ? 'would differ as well' : 'might not differ'} (${p(otherImages)})`;
  const link = otherSeeds?.significant === otherImages?.significant ? ', and ' : ', but ';
  const both = [seeds, images].filter(Boolean).join(link);
  return [both === '' ? '' : `${capital(both)}.`, reason ? ` ${capital(reason)}.` : ''];
}

/** With no-break spaces, and in decimals down to where it no longer matters. */
function p({ adjustedP }) {
  if (adjustedP < 0.0001) {
    return `p\u00A0<\u00A0${accuracy(0.0001)}`;
  }
  return `p\u00A0=\u00A0${adjustedP < 0.01 ? accuracy(adjustedP) : figure(Number(adjustedP.toPrecision(2)))}`;
}

const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

function imageWords({ names: [one, other], images, test }) {
  const mean = test === 'networks' ? '' : ', in the mean of the replicates';
  return `Of ${count(images.count)} images${mean}, ${quoted(one)} alone gets ${count(images.gained)} right and ${quoted(other)} alone ${count(images.lost)}.`;
}

function numbers(rows) {
  return table(
    {
      caption: 'Tests of all pairs',
      columns: [
        { name: 'One', cell: ({ names }) => names[0], by: ({ names }) => names[0] },
        { name: 'Other', cell: ({ names }) => names[1], by: ({ names }) => names[1] },
        { name: 'One − other', number: true, cell: pair => signed(pair.difference), by: pair => pair.difference },
        { name: '± (seeds)', number: true, cell: pair => accuracy(pair.otherSeeds?.margin), by: pair => pair.otherSeeds?.margin },
        {
          name: 'p, other seeds',
          number: true,
          cell: pair => figure(pair.otherSeeds?.adjustedP),
          by: pair => pair.otherSeeds?.adjustedP,
        },
        {
          name: '± (images)',
          number: true,
          cell: pair => accuracy(pair.otherImages?.margin),
          by: pair => pair.otherImages?.margin,
        },
        {
          name: 'p, other images',
          number: true,
          cell: pair => figure(pair.otherImages?.adjustedP),
          by: pair => pair.otherImages?.adjustedP,
        },
      ],
    },
    rows,
  );
}

const signed = value => (typeof value === 'number' ? `${value < 0 ? '−' : '+'}${accuracy(Math.abs(value))}` : '–');
