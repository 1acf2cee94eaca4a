/** The layers of a network as a list to change, with the shapes that follow from them. */

import { announce, fill, freshId, h } from './dom.js';
import { field, problemPlace } from './build-fields.js';
import { placeFor, usual } from './build-request.js';
import { LAYERS } from './build-vocabulary.js';
import { count, plural } from './format.js';

/** The shape of an image or a vector: 28 × 28 × 1 */
export const shape = sizes => sizes.join(' × ');

/**
 * The list.
 *
 * @param {object} draft whose `layers` it changes
 * @param {function(object[])} reordered called with the layers as they were, when some were added, moved or removed
 * @param {function()} changed called after each change
 * @returns {HTMLElement} `show()` draws other layers, `shapes(summary)` what the service makes of them, null while that is
 *     not known
 */
export function layerList(draft, reordered, changed) {
  const input = h('p', { class: 'hint' });
  const list = h('ol', { class: 'layers' });
  const totals = h('p', { class: 'totals', role: 'status' });
  const kind = h(
    'select',
    { id: freshId('kind') },
    Object.entries(LAYERS).map(([type, { words }]) => h('option', { value: type }, words)),
  );
  const element = h(
    'section',
    { class: 'card', 'aria-labelledby': 'layers-heading', dataset: { path: 'network' } },
    h('h2', { id: 'layers-heading' }, 'Layers'),
    input,
    list,
    problemPlace(),
    h(
      'div',
      { class: 'row' },
      h('span', { class: 'choice' }, h('label', { for: kind.id }, 'New layer'), kind),
      h('button', { type: 'button', onclick: () => add(kind.value) }, 'Add'),
    ),
    totals,
  );

  function add(type) {
    const index = placeFor(type, draft.layers);
    reorder(() => draft.layers.splice(index, 0, { type, ...LAYERS[type].first }));
    redraw(index, 'input, select, button');
    announce(`${LAYERS[type].words} was added as layer ${index + 1}`);
  }

  function move(index, by) {
    const layer = draft.layers[index];
    reorder(() => draft.layers.splice(index + by, 0, ...draft.layers.splice(index, 1)));
    redraw(index + by, by < 0 ? '.up:enabled, .down' : '.down:enabled, .up');
    announce(`${LAYERS[layer.type].words} is layer ${index + by + 1} now`);
  }

  function remove(index) {
    const layer = draft.layers[index];
    reorder(() => draft.layers.splice(index, 1));
    redraw(Math.min(index, draft.layers.length - 1), '.remove');
    announce(`${LAYERS[layer.type].words} was removed`);
  }

  function reorder(action) {
    const before = [...draft.layers];
    action();
    reordered(before);
  }

  function redraw(index, focus) {
    element.show();
    changed();
    (list.children[index]?.querySelector(focus) ?? kind).focus();
  }

  element.show = () => {
    fill(list, draft.layers.map((layer, index) => item(layer, index)));
  };

  function item(layer, index) {
    const { words, fields } = LAYERS[layer.type];
    const path = `network.layers[${index}]`;
    const name = `layer ${index + 1}, ${words.toLowerCase()}`;
    const make = facts =>
      field(facts, {
        path: `${path}.${facts.name}`,
        value: layer[facts.name],
        usual: usual(facts, layer),
        set: value => {
          layer[facts.name] = value;
          changed();
        },
      });
    const hidden = fields.filter(({ more }) => more);
    const button = (text, label, style, action, disabled = false) =>
      h('button', { type: 'button', class: `quiet ${style}`, 'aria-label': `${label} ${name}`, title: label, disabled, onclick: action }, text);
    const parts = h(
      'div',
      { class: 'layer', dataset: { path }, role: 'group', 'aria-label': name },
      h('h3', {}, `${index + 1} · ${words}`),
      h('div', { class: 'layer-fields' }, fields.filter(({ more }) => !more).map(make)),
      h('div', { class: 'layer-shape' }),
      h(
        'div',
        { class: 'layer-buttons' },
        button('↑', 'Move up', 'up', () => move(index, -1), index === 0),
        button('↓', 'Move down', 'down', () => move(index, 1), index === draft.layers.length - 1),
        button('✕', 'Remove', 'remove', () => remove(index)),
      ),
      h(
        'details',
        { class: 'layer-more', open: hidden.some(facts => differs(facts, layer)) },
        h('summary', {}, 'More'),
        h('div', { class: 'layer-fields' }, hidden.map(make)),
        h('p', { class: 'hint' }),
      ),
      problemPlace(),
    );
    return h('li', {}, parts);
  }

  element.shapes = summary => {
    list.classList.toggle('stale', summary === null);
    totals.classList.toggle('stale', summary === null);
    if (summary === null) {
      return;
    }
    fill(input, `Each image comes in as ${shape(summary.inputShape)}.`);
    [...list.children].forEach((place, index) => {
      const layer = summary.layers[index];
      fill(place.querySelector('.layer-shape'), layer ? shapeWords(layer) : null);
      fill(place.querySelector('.layer-more .hint'), layer ? layerWords(layer) : null);
    });
    const words = h('span', {}, totalWords(summary));
    if (words.textContent !== totals.textContent) {
      fill(totals, words);
    }
  };
  return element;
}

function differs(facts, layer) {
  const value = layer[facts.name];
  return value !== undefined && value !== usual(facts, layer);
}

function shapeWords({ outputShape, parameters }) {
  return [h('strong', {}, `→ ${shape(outputShape)}`), parameters > 0 ? h('span', {}, plural(parameters, 'parameter')) : null];
}

/** What a layer does, why its activation fits, and how its parameters add up. */
function layerWords({ does, activation, whyActivation, parameters, parametersWorkedOut }) {
  return [
    `${does.replace(/^[a-z]/, letter => letter.toUpperCase())}.`,
    whyActivation ? ` ${activation}: ${whyActivation}.` : '',
    parameters > 0 ? ` Parameters: ${parametersWorkedOut}.` : '',
  ];
}

function totalWords({ parameters, nonTrainableParameters, multiplyAdds, engines }) {
  const able = engines.filter(({ unsupported }) => !unsupported).map(({ engine }) => engine);
  const unable = engines.filter(({ unsupported }) => unsupported);
  return [
    h('strong', {}, plural(parameters, 'parameter')),
    nonTrainableParameters > 0 ? `, and ${count(nonTrainableParameters)} that are kept but not trained` : '',
    ` · ${plural(multiplyAdds, 'multiply-add')} per image · `,
    able.length > 0 ? `can be trained by ${able.join(' and ')}` : 'no engine can train it',
    unable.map(({ engine, unsupported }) => `; not by ${engine}: ${unsupported}`),
  ];
}
