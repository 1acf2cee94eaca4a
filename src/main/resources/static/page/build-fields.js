/** Fields that belong to paths of the request, and what is wrong with them. */

import { freshId, h } from './dom.js';
import { withParents } from './build-request.js';

/**
 * A labelled field.
 *
 * @param {object} facts of the vocabulary: `label`, `kind`, and `min`, `max`, `step` or `options`
 * @param {object} place
 * @param {string} place.path of the value in a request, by which errors find it
 * @param {number|string|boolean|undefined} place.value
 * @param {number|string} [place.usual] what an empty field means
 * @param {function(number|string|boolean|undefined)} place.set called with each change; undefined for an empty field
 * @returns {HTMLElement}
 */
export function field(facts, { path, value, usual, set }) {
  const id = freshId('field');
  const control = (facts.kind === 'choice' ? select : facts.kind === 'text' ? text : number)(facts, id, { path, value, usual, set });
  return h('div', { class: 'field' }, h('label', { for: id }, facts.label), control, problemPlace(`${id}-problem`));
}

/** Where a part of the request says what is wrong with it as a whole. */
export function problemPlace(id = freshId('problem')) {
  return h('span', { class: 'problem', id });
}

/** Whether numbers are written with a decimal comma here, which a browser then reads by itself. */
const DECIMAL_COMMA = (0.5).toLocaleString().includes(',');

function number(facts, id, { path, value, usual, set }) {
  const input = h('input', {
    id,
    type: 'number',
    dataset: { path },
    min: facts.min,
    max: facts.max,
    step: facts.step,
    placeholder: usual,
    value: value ?? '',
    /* Where numbers have a point, browsers drop a comma without a word: 0,001 would become 0001. */
    onbeforeinput: event => {
      if (facts.step !== 1 && !DECIMAL_COMMA && /^\d*,\d*$/.test(event.data)) {
        event.preventDefault();
        document.execCommand('insertText', false, event.data.replace(',', '.'));
      }
    },
    oninput: () => {
      accept(input);
      if (input.validity.badInput) {
        refuse(input, 'must be a number');
      } else {
        set(input.value === '' ? undefined : Number(input.value));
      }
    },
  });
  return input;
}

function text(facts, id, { path, value, set }) {
  const input = h('input', {
    id,
    type: 'text',
    dataset: { path },
    maxlength: facts.max,
    placeholder: facts.placeholder,
    autocomplete: 'off',
    list: facts.list,
    value: value ?? '',
    oninput: () => {
      accept(input);
      set(input.value);
    },
  });
  return input;
}

function select(facts, id, { path, value, usual, set }) {
  const options = facts.options.map(option => (Array.isArray(option) ? option : [option, option]));
  const control = h(
    'select',
    {
      id,
      dataset: { path },
      onchange: () => {
        accept(control);
        set(options[control.selectedIndex][0]);
      },
    },
    options.map(([, words]) => h('option', {}, words)),
  );
  control.selectedIndex = options.findIndex(([option]) => option === (value ?? usual));
  return control;
}

/** The place for the words about a field or about a part that has a path. */
function placeOf(element) {
  return element.matches('input, select')
    ? element.closest('.field').querySelector('.problem')
    : element.querySelector(':scope > .problem');
}

function refuse(element, message) {
  const place = placeOf(element);
  place.textContent = place.textContent === '' ? message : `${place.textContent}; ${message}`;
  if (element.matches('input, select')) {
    element.setAttribute('aria-invalid', 'true');
    element.setAttribute('aria-describedby', place.id);
  }
  for (let box = element.closest('details'); box !== null; box = box.parentElement.closest('details')) {
    box.open = true;
  }
}

/**
 * Says what is wrong with a field that the page itself can tell, or that nothing is any more.
 *
 * @param {HTMLInputElement} input
 * @param {string|null} message
 */
export function judge(input, message) {
  if (message !== null || input.validity.customError) {
    accept(input);
  }
  if (message !== null) {
    input.setCustomValidity(message);
    refuse(input, message);
  }
}

function accept(element) {
  element.setCustomValidity?.('');
  element.removeAttribute('aria-invalid');
  element.removeAttribute('aria-describedby');
  placeOf(element).textContent = '';
}

/**
 * Puts each error at its field, or at the nearest part that has one.
 *
 * @param {HTMLElement} form
 * @param {{field: string, message: string}[]} errors
 * @returns {{field: string, message: string}[]} those that have no place in the form
 */
export function showProblems(form, errors) {
  form.querySelectorAll('[data-path]').forEach(element => isUnreadable(element) || accept(element));
  return errors.filter(({ field: path, message }) => {
    const element = placeFor(form, path);
    if (element) {
      const inner = path.startsWith(element.dataset.path) ? path.slice(element.dataset.path.length).replace(/^\./, '') : '';
      refuse(element, inner === '' ? message : `${inner}: ${message}`);
    }
    return !element;
  });
}

/** The field of a path, of the list that it is an item of (whose path ends in []), or of what it is a part of. */
function placeFor(form, path) {
  return withParents(path)
    .flatMap(part => [part, part.replace(/\[\d+\]$/, '[]')])
    .map(part => form.querySelector(`[data-path="${CSS.escape(part)}"]`))
    .find(found => found !== null);
}

const isUnreadable = ({ validity }) => validity?.badInput || validity?.customError;

/** Whether a field holds what the page cannot read, so that a request would have an earlier value in its place. */
export const hasUnreadable = form => [...form.elements].some(isUnreadable);

/** Puts the focus on the first field that is wrong. @returns {boolean} whether there is one */
export function focusProblem(form) {
  const places = [...form.querySelectorAll('.problem')].filter(place => place.textContent !== '');
  const part = places[0]?.closest('.field, [data-path]');
  part?.querySelector('input, select, button')?.focus();
  return part !== undefined;
}
