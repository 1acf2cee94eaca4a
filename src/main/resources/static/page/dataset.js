/** One dataset: its images, its balance, its files, and which labels deserve a look. */

import { get, remove } from './api.js';
import { announce, fill, h } from './dom.js';
import { bytes, count, figure, finePercent, imageWords, plural } from './format.js';
import { ask, choice, errorBox, picture, table } from './parts.js';
import { go } from './router.js';

/** Shows it. */
export default async function dataset(visit) {
  const { signal } = visit;
  const path = `/datasets/${encodeURIComponent(visit.parameters.name)}`;
  const known = await get(path, signal);
  visit.title(known.title);
  return h(
    'div',
    {},
    heading(known, path),
    h('div', { class: 'columns' }, facts(known), duplicates(known.duplicates)),
    samples(visit, known, path),
    balance(known),
    suspicious(path, signal),
    preprocessing(known.preprocessing),
    files(known.files),
  );
}

function heading(known, path) {
  return h(
    'div',
    { class: 'row spread' },
    h('h1', {}, known.title),
    h(
      'div',
      { class: 'row' },
      h('a', { class: 'button primary', href: `#/new?dataset=${encodeURIComponent(known.name)}` }, 'Train on it'),
      known.builtIn ? null : h('button', { type: 'button', onclick: () => discard(known, path) }, 'Delete'),
    ),
  );
}

async function discard(known, path) {
  const words = `“${known.title}” with its ${plural(known.train.count + known.test.count, 'image')} will be gone for good.`;
  const done = await ask({ title: 'Delete this dataset?', body: words, yes: 'Delete', danger: true }, () => remove(path));
  if (done) {
    announce('The dataset was deleted');
    go('/data');
  }
}

function facts(known) {
  const fact = (words, value) => [h('dt', {}, words), h('dd', {}, value)];
  return h(
    'section',
    { class: 'card', 'aria-label': 'Facts' },
    h('p', {}, known.description),
    h(
      'dl',
      { class: 'facts' },
      fact('Name', h('code', {}, known.name)),
      fact('Images', `${count(known.train.count)} for training, ${count(known.test.count)} for testing`),
      fact('Size of each', imageWords(known.imageShape)),
      fact('Classes', `${known.classes.length}: ${known.classes.join(', ')}`),
      fact('Comes from', known.source),
    ),
  );
}

function duplicates({ inTrain, inTest, acrossSplits, withOtherLabels }) {
  const line = (number, words) => h('li', {}, h('strong', {}, count(number)), ` ${words}`);
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'duplicates-heading' },
    h('h2', { id: 'duplicates-heading' }, 'Duplicates'),
    h('p', { class: 'hint' }, 'Images that are the same as another one, to the bit.'),
    h(
      'ul',
      {},
      line(inTrain, 'within the training images'),
      line(inTest, 'within the test images'),
      line(acrossSplits, 'test images that are also training images'),
      line(withOtherLabels, 'labelled differently from their twin'),
    ),
    acrossSplits > 0
      ? h('p', { class: 'note' }, 'A network may have memorised some test images, so its test accuracy looks better than it is.')
      : null,
  );
}

function samples(visit, known, path) {
  const from = split => `${path}/samples.png?split=${split}`;
  const split = visit.query.get('split') === 'test' ? 'test' : 'train';
  const sheet = picture(from(split), `Examples of ${known.title}, a row for each class`, visit.signal);
  const change = wanted => {
    visit.keep('split', wanted === 'train' ? null : wanted);
    sheet.refresh(from(wanted));
  };
  const splits = [
    ['train', 'Training images'],
    ['test', 'Test images'],
  ];
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'samples-heading' },
    h('h2', { id: 'samples-heading' }, 'Samples'),
    h('div', { class: 'row' }, choice('Show', splits, split, change)),
    sheet,
  );
}

function balance({ train, test }) {
  const most = Math.max(...[train, test].flatMap(({ classBalance }) => classBalance.map(({ share }) => share)));
  const rows = train.classBalance.map((one, index) => ({ label: one.label, train: one, test: test.classBalance[index] }));
  const number = (name, split) => ({ name, number: true, cell: row => count(row[split].count), by: row => row[split].count });
  const share = (name, split) => ({
    name,
    cell: row =>
      h(
        'div',
        { class: 'share' },
        h('meter', { min: 0, max: most, value: row[split].share, 'aria-label': `${row.label}: share of ${split === 'train' ? 'training' : 'test'} images` }),
        h('span', { class: 'number' }, finePercent(row[split].share)),
      ),
    by: row => row[split].share,
  });
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'balance-heading' },
    h('h2', { id: 'balance-heading' }, 'Balance of the classes'),
    h('p', {}, balanceWords('training', train), ' ', balanceWords('test', test)),
    table(
      {
        caption: 'Images of each class',
        columns: [
          { name: 'Class', cell: row => row.label, by: row => row.label },
          number('Training images', 'train'),
          share('Share', 'train'),
          number('Test images', 'test'),
          share('Share', 'test'),
        ],
      },
      rows,
    ),
  );
}

function balanceWords(split, { largestToSmallest }) {
  if (largestToSmallest === null) {
    return `A class has no ${split} images.`;
  }
  if (figure(largestToSmallest) === figure(1)) {
    return `All classes have ${largestToSmallest === 1 ? 'equally' : 'nearly equally'} many ${split} images.`;
  }
  return `The largest class has ${figure(largestToSmallest)} times as many ${split} images as the smallest.`;
}

/** Asked for when the rest is shown: the service may have to let networks look at all images first. */
function suspicious(path, signal) {
  const place = h('div', { 'aria-busy': 'true' }, h('p', { class: 'hint' }, 'Asking the networks …'));
  get(`${path}/suspicious-labels`, signal).then(
    answer => fill(place, suspicions(answer)),
    problem => problem.name === 'AbortError' || fill(place, errorBox(problem)),
  ).finally(() => place.removeAttribute('aria-busy'));
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'suspicious-heading' },
    h('h2', { id: 'suspicious-heading' }, 'Labels worth a second look'),
    place,
  );
}

function suspicions({ networks, suspicious: found, items }) {
  if (networks === 0) {
    return h('p', {}, 'Once networks have been trained on this dataset, this lists the test images that all of them take for another class.');
  }
  const one = networks === 1;
  const asked = `${plural(networks, 'network')} trained on this dataset ${one ? 'was' : 'were'} asked.`;
  if (found === 0) {
    return h('p', {}, `${asked} There is no test image that ${one ? 'it confidently takes' : 'all of them confidently take'} for another class.`);
  }
  const take = one ? 'It confidently takes' : 'All of them confidently take';
  const images = plural(found, 'test image');
  return [
    h('p', {}, `${asked} ${take} ${images} for another class: the label may be wrong, or the image hard to read.`),
    table(
      {
        caption: 'Suspicious labels',
        columns: [
          { name: 'Test image', cell: one => `number ${one.image}`, by: one => one.image },
          { name: 'Label', cell: one => one.label, by: one => one.label },
          { name: 'Taken for', cell: one => one.suspected, by: one => one.suspected },
          { name: 'With a probability of', cell: one => finePercent(one.confidence), by: one => one.confidence },
        ],
      },
      items,
    ),
  ];
}

function preprocessing(steps) {
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'preprocessing-heading' },
    h('h2', { id: 'preprocessing-heading' }, 'From files to what a network sees'),
    h(
      'ol',
      { class: 'steps' },
      steps.map(({ name, what, why }) => h('li', {}, h('strong', {}, name), h('p', {}, what), h('p', { class: 'hint' }, why))),
    ),
  );
}

function files(all) {
  return h(
    'details',
    { class: 'card' },
    h('summary', {}, `${plural(all.length, 'file')} with ${all.length === 1 ? 'its checksum' : 'their checksums'}`),
    table(
      {
        caption: 'Files',
        columns: [
          { name: 'File', cell: one => one.name, by: one => one.name },
          { name: 'Size', number: true, cell: one => bytes(one.bytes), by: one => one.bytes },
          { name: 'SHA-256', cell: one => h('code', {}, one.sha256) },
        ],
      },
      all,
    ),
  );
}
