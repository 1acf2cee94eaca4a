/** What the trials of an experiment get wrong, alone and together. */

import { address, get } from './api.js';
import { announce, fill, h } from './dom.js';
import { plural } from './format.js';
import { choice, errorBox, picture, table } from './parts.js';
import { forms, pageOf, paging, sheet } from './results.js';
import { ensemble, robustness } from './together.js';

const SIZE = 20;

/** Shows the errors of all completed trials. */
export default async function missed(visit) {
  const { query, signal } = visit;
  const { id } = visit.parameters;
  const path = `/experiments/${id}`;
  const experiment = await get(path, signal);
  const completed = experiment.trials.filter(({ status, pruned }) => status === 'COMPLETED' && !pruned);
  visit.title(`Errors of ${experiment.name}`);
  return h(
    'div',
    {},
    h('nav', { 'aria-label': 'Experiment' }, h('a', { href: `#${path}` }, `${id} · ${experiment.name}`)),
    h('h1', {}, 'Errors of all trials'),
    completed.length === 0
      ? h('section', { class: 'empty' }, h('p', {}, 'No trial is completed yet. What they get wrong is here as soon as one is.'))
      : [images(), h('div', { class: 'columns' }, ensemble(path, signal), robustness(path, signal))],
  );

  function images() {
    const place = h('div', {});
    const turn = async page => {
      visit.keep('page', page === 0 ? null : page);
      try {
        await show();
      } catch (problem) {
        if (problem.name !== 'AbortError') {
          fill(place, errorBox(problem));
        }
      }
    };
    const show = async () => {
      const of = page => ({ missedBy: query.get('missedBy'), page, size: SIZE });
      const answer = await pageOf(visit, page => get(address(`${path}/errors`, of(page)), signal));
      fill(place, sheetOf(answer, of(answer.page), turn));
    };
    turn(visit.number('page'));
    const options = [
      ['', 'At least one trial'],
      ['all', 'Every trial'],
    ];
    return h(
      'section',
      { class: 'card' },
      h('h2', {}, 'Misclassified images'),
      choice('Missed by', options, query.get('missedBy') === 'all' ? 'all' : '', value => {
        visit.keep('missedBy', value);
        turn(0);
      }),
      place,
    );
  }

  function sheetOf(answer, parameters, turn) {
    const file = (suffix, more = {}) => address(`${path}/errors.${suffix}`, { ...parameters, ...more });
    const shown = answer.items.length;
    announce(summary(answer));
    return [
      h('p', { class: 'apart' }, summary(answer)),
      shown === 0
        ? h('p', { class: 'hint' }, 'There is no such image.')
        : h(
            'div',
            { class: 'columns' },
            h(
              'div',
              {},
              picture(
                file('png', sheet(shown)),
                `${plural(shown, 'image')}, with the true class and what they are taken for; the table has them all`,
                signal,
              ),
              paging(answer, turn),
              forms('Errors', file, `experiment-${id}-errors`),
            ),
            items(answer),
          ),
    ];
  }

  function items({ items: rows, trials }) {
    const inside = `#${path}/trials/${completed[0].trial}`;
    return table(
      {
        caption: 'Missed images on this page',
        columns: [
          {
            name: 'Image',
            cell: ({ image }) =>
              h('a', { href: `${inside}?image=${image}`, 'aria-label': `Look inside at image ${image}` }, String(image)),
            by: one => one.image,
          },
          { name: 'It is', cell: one => one.trueClass, by: one => one.trueClass },
          { name: 'Missed by', number: true, cell: one => `${one.missedBy} of ${trials}`, by: one => one.missedBy },
          {
            name: 'Taken for (by trials)',
            cell: one => one.predictions.map(wrong => `${wrong.predicted} (${wrong.trials})`).join(', '),
          },
        ],
      },
      rows,
    );
  }
}

/** How many images are missed by how many trials. */
function summary({ trials, missedBy, images }) {
  const missed = images - missedBy[0];
  const all = missedBy[trials];
  if (trials === 1) {
    return `Of ${plural(images, 'test image')}, the one completed trial misses ${missed}.`;
  }
  const split = missedBy.slice(1, -1).map((number, index) => `${number} by ${index + 1}`);
  return `Of ${plural(images, 'test image')}, the ${trials} completed trials together miss ${missed}: ${split.join(', ')}, and ${all} by all ${trials}. What no seed gets right may be labelled wrongly, or be hard to tell for anybody.`;
}
