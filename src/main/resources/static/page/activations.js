/** What the layers of a network make of one image. */

import { get } from './api.js';
import { announce, fill, freshId, h } from './dom.js';
import { count, figure, finePercent } from './format.js';
import { later } from './later.js';
import { errorBox, picture, pictureWidth, table } from './parts.js';
import { forms } from './results.js';

/**
 * The activations of an image, which is chosen by its number.
 *
 * @param {Visit} visit keeps `image`
 * @param {object} of
 * @param {function(string, object): string} of.file the path of a result
 * @param {function(string): Promise} of.ask the JSON of a result
 * @returns {HTMLElement} with `choose(image)`, which resolves when the image is there
 */
export function activations(visit, { file, signal, ask }) {
  const { query } = visit;
  const place = h('div', {});
  const id = freshId('image');
  const input = h('input', { id, type: 'number', min: 0, value: 0, onchange: () => section.choose(Number(input.value)) });
  const section = later('What it makes of an image', build, signal);
  let round = 0;
  section.choose = async image => {
    input.value = Math.min(Number(input.max), Math.max(0, Math.trunc(image) || 0));
    visit.keep('image', input.value === '0' ? null : input.value);
    try {
      await show();
      announce(place.querySelector('p').textContent);
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fill(place, errorBox(problem));
      }
    }
  };
  return section;

  async function build() {
    const { count: images } = await ask('confusion-matrix');
    input.max = images - 1;
    input.value = Math.min(images - 1, visit.number('image'));
    const step = (by, words) => h('button', { type: 'button', onclick: () => section.choose(Number(input.value) + by) }, words);
    await show();
    return [
      h(
        'div',
        { class: 'row' },
        h('span', { class: 'choice' }, h('label', { for: id }, 'Image'), input),
        h('span', { class: 'hint' }, `0 to ${count(images - 1)}`),
        step(-1, 'Previous'),
        step(1, 'Next'),
        h('button', { type: 'button', onclick: () => section.choose(Math.floor(Math.random() * images)) }, 'Any'),
      ),
      place,
    ];
  }

  async function show() {
    const mine = ++round;
    const asked = { image: input.value };
    const answer = await get(file('activations', asked), signal);
    if (mine !== round) {
      return;
    }
    const right = answer.trueClass === answer.predicted;
    const words = `Image ${answer.image} is “${answer.trueClass}”, and is taken for ${right ? 'it' : `“${answer.predicted}”`} with a probability of ${finePercent(answer.confidence)}.`;
    fill(
      place,
      h('p', { class: right ? null : 'note' }, words),
      picture(
        file('activations.png', { ...asked, width: pictureWidth() }),
        `What each layer makes of image ${answer.image}, brighter where it is more active; the table below has what is in it`,
        signal,
      ),
      h(
        'details',
        { class: 'numbers' },
        h('summary', {}, 'The numbers as a table'),
        h('div', { class: 'columns' }, layers(answer.layers), output(answer.output)),
      ),
      forms(
        'Activations',
        suffix => file(`activations.${suffix}`, asked),
        `experiment-${answer.experimentId}-trial-${answer.trial}-image-${answer.image}`,
      ),
    );
  }
}

function layers(rows) {
  return table(
    {
      caption: 'Activations by layer',
      columns: [
        {
          name: 'Layer',
          cell: one =>
            `${one.firstLayer === one.lastLayer ? one.firstLayer : `${one.firstLayer} to ${one.lastLayer}`} ${one.operations.join(', ')}`,
        },
        { name: 'Shape', cell: one => one.shape.map(count).join(' × '), short: true },
        { name: 'Least', number: true, cell: one => figure(one.smallest) },
        { name: 'Most', number: true, cell: one => figure(one.largest) },
        { name: 'Active', number: true, cell: one => finePercent(active(one)) },
      ],
    },
    rows,
  );
}

/** The share of a layer's values above 0, as far as they are in the answer. */
function active({ maps, units }) {
  const values = (maps ?? [units ?? []]).flat(Infinity);
  return values.filter(value => value > 0).length / values.length;
}

function output(classes) {
  return table(
    {
      caption: 'Probabilities of the classes',
      columns: [
        { name: 'Class', cell: one => one.class, by: one => one.class },
        { name: 'Probability', number: true, cell: one => finePercent(one.probability), by: one => one.probability },
      ],
    },
    classes,
  );
}
