/** Which classes a network takes for which, as a table whose cells open the images behind them. */

import { h } from './dom.js';
import { count, finePercent } from './format.js';
import { table } from './parts.js';

/** A square of more classes is not read any more; then the most frequent confusions are listed. */
const MOST_CLASSES = 30;
const LISTED = 100;
/** How strong the colour of the most frequent confusion is, in percent, so that its number keeps its contrast. */
const STRONGEST = 45;
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * The confusion matrix.
 *
 * @param {{classes: string[], matrix: number[][]}} answer a row for each true class
 * @param {function(string, string)} choose called with the true and the predicted class of a cell
 */
export function confusion({ classes, matrix }, choose) {
  const pairs = classes
    .flatMap((actual, row) =>
      classes.map((predicted, column) => ({ actual, predicted, images: matrix[row][column], of: sum(matrix[row]) })),
    )
    .filter(({ actual, predicted, images }) => actual !== predicted && images > 0)
    .sort((one, other) => other.images - one.images);
  const most = pairs[0]?.images ?? 1;
  return [
    h('h3', {}, 'What is taken for what'),
    classes.length <= MOST_CLASSES ? square(classes, matrix, most, choose) : null,
    pairs.length === 0
      ? h('p', {}, 'Every image is taken for what it is.')
      : h(
          'p',
          { class: 'hint apart' },
          `Most often “${pairs[0].actual}” is taken for “${pairs[0].predicted}”: ${count(most)} of ${count(pairs[0].of)}. A cell shows its images; in the matrix, the arrow keys move.`,
        ),
    classes.length <= MOST_CLASSES ? null : list(pairs.slice(0, LISTED), choose),
  ];
}

const sum = row => row.reduce((total, images) => total + images, 0);

function square(classes, matrix, most, choose) {
  const body = h(
    'tbody',
    {},
    classes.map((actual, row) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, actual),
        classes.map((predicted, column) => cell(actual, predicted, matrix[row][column], most, choose)),
      ),
    ),
  );
  const buttons = [...body.querySelectorAll('button')];
  buttons.forEach((button, index) => (button.tabIndex = index === 0 ? 0 : -1));
  body.addEventListener('keydown', event => move(event, body));
  return h(
    'div',
    { class: 'table' },
    h(
      'table',
      { class: 'confusion', role: 'grid' },
      h('caption', {}, 'Rows: what it is. Columns: what it is taken for.'),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('td', {}),
          classes.map(name => h('th', { scope: 'col' }, name)),
        ),
      ),
      body,
    ),
  );
}

function cell(actual, predicted, images, most, choose) {
  if (actual === predicted) {
    return h('td', { class: 'right' }, count(images));
  }
  if (images === 0) {
    return h('td', { class: 'none' }, '0');
  }
  return h(
    'td',
    { vars: { '--heat': `${Math.round(3 + (STRONGEST - 3) * (images / most) ** 0.75)}%` } },
    h(
      'button',
      {
        type: 'button',
        'aria-label': `${actual} taken for ${predicted}: ${count(images)}`,
        dataset: { actual, predicted },
        onclick: () => choose(actual, predicted),
      },
      count(images),
    ),
  );
}

/** Marks the cell whose images are shown; none if they are of several cells. */
export function mark(element, actual, predicted) {
  for (const button of element.querySelectorAll('.confusion button')) {
    if (button.dataset.actual === actual && button.dataset.predicted === predicted) {
      button.setAttribute('aria-current', 'true');
    } else {
      button.removeAttribute('aria-current');
    }
  }
}

/** To the next button in the direction of the arrow; only one of all is a stop of the tab key. */
function move(event, body) {
  const step = STEPS[event.key];
  if (!step || event.target.tagName !== 'BUTTON') {
    return;
  }
  event.preventDefault();
  const from = event.target.closest('td');
  let [row, column] = [from.parentNode.rowIndex - 1, from.cellIndex];
  for (;;) {
    row += step[0];
    column += step[1];
    const place = body.rows[row]?.cells[column];
    if (!place) {
      return;
    }
    const button = place.querySelector('button');
    if (button) {
      event.target.tabIndex = -1;
      button.tabIndex = 0;
      button.focus();
      return;
    }
  }
}

function list(pairs, choose) {
  return table(
    {
      caption: 'The most frequent confusions',
      columns: [
        { name: 'What it is', cell: one => one.actual, by: one => one.actual },
        { name: 'Taken for', cell: one => one.predicted, by: one => one.predicted },
        {
          name: 'Images',
          number: true,
          cell: one =>
            h('button', { type: 'button', class: 'link', onclick: () => choose(one.actual, one.predicted) }, count(one.images)),
          by: one => one.images,
        },
        { name: 'Of its class', number: true, cell: one => finePercent(one.images / one.of), by: one => one.images / one.of },
      ],
    },
    pairs,
  );
}
