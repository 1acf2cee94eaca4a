/** What several views of results have in common. */

import { h } from './dom.js';
import { count } from './format.js';
import { downloads, pictureWidth } from './parts.js';

/** How wide a picture in one of two columns is. */
const HALF = 560;
const IN_A_ROW = 4;

/** One figure, large, with its words above and hints below. */
export function keyFigure(words, value, ...hints) {
  return h(
    'div',
    {},
    h('span', { class: 'hint' }, words),
    h('div', { class: 'figure' }, value),
    hints.map(hint => h('span', { class: 'hint' }, hint)),
  );
}

/** Names with their values. @param {[string, Node|string][]} pairs */
export function facts(pairs) {
  return h(
    'dl',
    { class: 'facts' },
    pairs.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]),
  );
}

/**
 * Links to the forms that the picture of a result comes in.
 *
 * @param {string} label such as `Errors`
 * @param {function(string): string} path of the result with this suffix
 * @param {string} stem of the names of the files
 */
export function forms(label, path, stem) {
  return downloads(
    label,
    ['png', 'svg', 'csv'].map(suffix => [suffix.toUpperCase(), path(suffix), `${stem}.${suffix}`]),
  );
}

/** How wide a picture in a column may be asked for. */
export const columnWidth = () => Math.min(HALF, pictureWidth());

/** How large a picture of so many images in a column must be to have four in a row. */
export function sheet(images) {
  const width = columnWidth();
  const rows = Math.max(1, Math.ceil(images / IN_A_ROW));
  return { width, height: Math.max(400, Math.round(60 + rows * (width / IN_A_ROW + 30))) };
}

/**
 * A page of a list, which is that of the address, or the last one where the address names one behind it.
 *
 * @param {Visit} visit keeps `page`
 * @param {function(number): Promise<{totalPages: number}>} ask for the page with a number
 */
export async function pageOf(visit, ask) {
  const page = visit.number('page');
  const answer = await ask(page);
  if (page === 0 || page < answer.totalPages) {
    return answer;
  }
  visit.keep('page', Math.max(0, answer.totalPages - 1) || null);
  return pageOf(visit, ask);
}

/**
 * Buttons to the pages before and after; nothing where there is one page only.
 *
 * @param {{page: number, totalPages: number}} list
 * @param {function(number)} turn called with the number of the page
 */
export function paging({ page, totalPages }, turn) {
  const button = (to, words) =>
    h('button', { type: 'button', disabled: to < 0 || to >= totalPages, onclick: () => turn(to) }, words);
  return totalPages < 2
    ? null
    : h(
        'nav',
        { class: 'row apart', 'aria-label': 'Pages' },
        button(page - 1, 'Previous'),
        h('span', {}, `Page ${count(page + 1)} of ${count(totalPages)}`),
        button(page + 1, 'Next'),
      );
}
