/** What the completed trials of an experiment are worth together, and how well each bears a shift. Both take the service a while. */

import { get } from './api.js';
import { lineChart } from './chart.js';
import { announce, fill, h } from './dom.js';
import { accuracy, count, figure } from './format.js';
import { labelsOf } from './labels.js';
import { actionButton, table } from './parts.js';

const MORE_THAN_CHANCE = 0.05;

/** All completed trials as one network. @param {string} path of the experiment */
export function ensemble(path, signal) {
  return onRequest(
    'As one network',
    'All completed trials answer together, with the mean of their probabilities. This takes seconds, or minutes where they are many and large.',
    'Score them together',
    async () => ensembleWords(await get(`${path}/ensemble`, signal)),
  );
}

/** The completed trials on shifted images. @param {string} path of the experiment */
export function robustness(path, signal) {
  return onRequest(
    'When the images are shifted',
    'Every test image is moved by 1 to 4 pixels in eight directions, and every completed trial reads it. This takes half a minute for a convolutional network.',
    'Shift the images',
    async () => shiftWords(await get(`${path}/robustness`, signal), signal),
  );
}

function onRequest(title, purpose, words, work) {
  const place = h('div', {});
  const button = actionButton(words, async () => {
    announce('The service is at work');
    fill(place, h('p', { class: 'hint' }, 'The service is at work …'));
    try {
      const content = await work();
      button.remove();
      fill(place, content);
      announce(place.querySelector('p').textContent);
    } catch (problem) {
      fill(place);
      throw problem;
    }
  });
  return h('section', { class: 'card' }, h('h2', {}, title), h('p', {}, purpose), button, place);
}

function ensembleWords({ accuracy: together, standardError, memberAccuracy, members, loss, images }) {
  const chance = members.length === 1 ? 'One trial alone is no ensemble.' : chanceWords(members);
  return [
    h(
      'p',
      { class: 'apart' },
      `Together they get ${accuracy(together)} of the ${count(images)} test images right (± ${accuracy(standardError)}, standard error), alone ${accuracy(memberAccuracy.mean)} in the mean. ${chance} The loss of the ensemble is ${figure(loss)}.`,
    ),
    table(
      {
        caption: 'Members of the ensemble',
        columns: [
          { name: 'Trial', cell: namesOf(members), by: one => one.trial },
          { name: 'Alone', number: true, cell: one => accuracy(one.accuracy), by: one => one.accuracy },
          { name: 'Together gains', number: true, cell: one => count(one.gained), by: one => one.gained },
          { name: 'and loses', number: true, cell: one => count(one.lost), by: one => one.lost },
          { name: 'p', number: true, cell: one => figure(one.adjustedP), by: one => one.adjustedP },
        ],
      },
      members,
    ),
    h(
      'p',
      { class: 'hint apart' },
      'Images that only the ensemble gets right, and that only the member does; McNemar’s exact test, with allowance for all members.',
    ),
  ];
}

/** Whether together they are better than each of them alone, or worse, by more than chance. */
function chanceWords(members) {
  const byMoreThanChance = sign => members.filter(({ gain, adjustedP }) => sign * gain > 0 && adjustedP < MORE_THAN_CHANCE).length;
  const better = byMoreThanChance(1);
  const worse = byMoreThanChance(-1);
  const lost = worse === 0 ? '' : ` ${count(worse)} of ${count(members.length)} of them alone ${worse === 1 ? 'is' : 'are'} better than it by more than chance.`;
  if (members.every(({ gain }) => gain <= 0)) {
    return `It is not better than any of them.${lost}`;
  }
  if (better === 0) {
    return `That it is better than any of them may be chance.${lost}`;
  }
  return better === members.length
    ? 'It is better than each of them by more than chance.'
    : `It is better than ${count(better)} of ${count(members.length)} of them by more than chance.${lost}`;
}

function shiftWords({ trials, directions }, signal) {
  const name = namesOf(trials);
  const pixels = trials[0].shifts.map(shift => shift.pixels);
  const mean = step => trials.reduce((sum, { shifts }) => sum + shifts[step].accuracy, 0) / trials.length;
  const chart = lineChart({ title: 'Accuracy on shifted images', x: 'Pixels' }, signal);
  chart.show({
    x: pixels,
    y: 'Accuracy',
    lines: trials.map(trial => ({ label: name(trial), values: trial.shifts.map(shift => shift.accuracy) })),
  });
  return [
    h(
      'p',
      { class: 'apart' },
      `Where they are, ${accuracy(mean(0))} of the images are read right in the mean of the trials; moved by one pixel, ${accuracy(mean(1))}; by ${pixels.at(-1)}, ${accuracy(mean(pixels.length - 1))}. A line is the mean over ${directions} directions.`,
    ),
    chart,
    h('h3', { class: 'apart' }, 'In the worst direction'),
    table(
      {
        caption: 'Lowest accuracy over the directions',
        columns: [
          { name: 'Trial', cell: name, by: one => one.trial },
          ...pixels.map((number, step) => ({
            name: `${number} px`,
            number: true,
            cell: one => accuracy(one.shifts[step].lowest),
            by: one => one.shifts[step].lowest,
          })),
        ],
      },
      trials,
    ),
  ];
}

/** What each of some trials is called among them. */
function namesOf(trials) {
  const labels = labelsOf(trials.map(({ parameters }) => parameters));
  return ({ trial, parameters, seed }) => [`Trial ${trial}`, labels.of(parameters) || `seed ${seed}`].join(', ');
}
