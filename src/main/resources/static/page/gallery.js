/** The images that a network gets wrong, a page at a time, the surest first. */

import { get } from './api.js';
import { announce, fill, h } from './dom.js';
import { accuracy, count, plural } from './format.js';
import { choice, errorBox, picture, table } from './parts.js';
import { forms, pageOf, paging, sheet } from './results.js';

const SIZE = 12;

/**
 * The gallery of a trial's errors.
 *
 * @param {Visit} visit keeps `trueClass`, `predicted` and `page`
 * @param {object} of
 * @param {function(string, object): string} of.file the path of a result
 * @param {function(string): Promise} of.ask the JSON of a result
 * @param {function(number)} of.inspect called with the number of an image
 * @param {function(?string, ?string)} of.filtered called with the true and the predicted class whose errors are shown
 * @returns {{build: function(): Promise<Node>, choose: function(string, string)}} `choose` shows one pair of classes only
 */
export function gallery(visit, { file, signal, ask, inspect, filtered }) {
  const { query } = visit;
  const place = h('div', { class: 'gallery' });
  const results = h('div', {});
  const filters = h('div', { class: 'row' });
  let round = 0;
  return { build, choose };

  async function build() {
    const { classes } = await ask('confusion-matrix');
    const options = [['', 'Any'], ...classes.map(name => [name, name])];
    const select = (label, name) =>
      choice(label, options, query.get(name) ?? '', value => {
        visit.keep(name, value);
        turn(0);
      });
    fill(filters, select('It is', 'trueClass'), select('Taken for', 'predicted'));
    fill(place, h('h3', {}, 'Errors, most confident first'), filters, results);
    await show();
    return place;
  }

  function choose(actual, predicted) {
    visit.keep('trueClass', actual);
    visit.keep('predicted', predicted);
    const selects = filters.querySelectorAll('select');
    selects[0].value = actual;
    selects[1].value = predicted;
    turn(0);
    place.scrollIntoView({ block: 'nearest' });
  }

  async function turn(page) {
    visit.keep('page', page === 0 ? null : page);
    try {
      await show();
      announce(results.querySelector('p').textContent);
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        fill(results, errorBox(problem));
      }
    }
  }

  async function show() {
    const mine = ++round;
    const of = page => ({ trueClass: query.get('trueClass'), predicted: query.get('predicted'), page, size: SIZE });
    const answer = await pageOf(visit, page => get(file('errors', of(page)), signal));
    const asked = of(answer.page);
    if (mine !== round) {
      return;
    }
    filtered(asked.trueClass, asked.predicted);
    fill(results, h('p', {}, summary(answer)), answer.items.length === 0 ? null : images(answer, asked));
  }

  function summary({ totalItems, items, page }) {
    const [actual, predicted] = [query.get('trueClass'), query.get('predicted')];
    const which = [
      actual ? `${plural(totalItems, 'image')} of ${actual}` : plural(totalItems, 'image'),
      predicted ? `taken for ${predicted}` : 'taken for something else',
    ].join(' ');
    return totalItems <= SIZE
      ? `${which}.`
      : `${which}; ${count(page * SIZE + 1)} to ${count(page * SIZE + items.length)} are shown.`;
  }

  function images(answer, asked) {
    const alt = `${plural(answer.items.length, 'image')} that the network gets wrong, with the true and the predicted class; the table below has them all`;
    return [
      picture(file('errors.png', { ...asked, ...sheet(answer.items.length) }), alt, signal),
      paging(answer, turn),
      table(
        {
          caption: 'Errors on this page',
          columns: [
            {
              name: 'Image',
              cell: ({ image }) =>
                h(
                  'button',
                  { type: 'button', class: 'link', 'aria-label': `Look inside at image ${image}`, onclick: () => inspect(image) },
                  String(image),
                ),
              by: one => one.image,
            },
            { name: 'It is', cell: one => one.trueClass, by: one => one.trueClass },
            { name: 'Taken for', cell: one => one.predicted, by: one => one.predicted },
            { name: 'Confidence', number: true, cell: one => accuracy(one.confidence), by: one => one.confidence },
            {
              name: 'For true class',
              number: true,
              cell: one => accuracy(one.probabilityOfTrue),
              by: one => one.probabilityOfTrue,
            },
          ],
        },
        answer.items,
      ),
      forms(
        'Errors',
        suffix => file(`errors.${suffix}`, asked),
        `experiment-${answer.experimentId}-trial-${answer.trial}-errors`,
      ),
    ];
  }
}
