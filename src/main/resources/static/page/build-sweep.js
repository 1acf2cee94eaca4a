/** What is varied, how often it is repeated, and what the experiment is called. */

import { fill, freshId, h } from './dom.js';
import { field, judge, problemPlace } from './build-fields.js';
import { ambiguity, factorsOf, searches, sweepable, trialsOf } from './build-request.js';
import { plural } from './format.js';

const DRAWN = [
  ['sobol', 'evenly over all ranges'],
  ['random', 'each for itself'],
];

/** A grid of more trainings than this is worth a word. */
const MANY = 100;

/**
 * The fields of a sweep.
 *
 * @param {object} draft whose `sweep` and `replicates` they change
 * @param {function()} changed called after each change
 * @returns {HTMLElement} `show()` draws another sweep, `count()` how many trainings it makes
 */
export function sweepFields(draft, changed) {
  const rows = h('div', {});
  const count = h('p', { class: 'hint' });
  const paths = h('datalist', { id: freshId('paths') });
  const search = searchFields(draft, changed);
  const element = h(
    'section',
    { class: 'card', 'aria-labelledby': 'sweep-heading', dataset: { path: 'sweep' } },
    h('h2', { id: 'sweep-heading' }, 'Sweep and replicates'),
    h('p', { class: 'hint' }, 'Each value of a parameter is trained with each value of the others. A range, such as 0.0001 to 0.1 log, is drawn from instead. Replicates repeat that with other seeds, for error bars.'),
    rows,
    problemPlace(),
    h('div', { class: 'row' }, h('button', { type: 'button', onclick: add }, 'Vary a parameter')),
    paths,
    search,
    replicates(),
    count,
  );

  function add() {
    draft.sweep.push({ path: '', text: '' });
    element.show();
    rows.lastChild.querySelector('input').focus();
    changed();
  }

  function replicates() {
    return h('div', { class: 'fields' }, [
      field(
        { label: 'Replicates', kind: 'number', step: 1, min: 1, max: 1000 },
        {
          path: 'replicates',
          value: draft.replicates,
          usual: 1,
          set: value => {
            draft.replicates = value;
            changed();
          },
        },
      ),
    ]);
  }

  /** What would be read otherwise than it is meant. */
  function judgeRows() {
    draft.sweep.forEach(({ path, text }, index) => {
      const [pathInput, valuesInput] = rows.children[index].querySelectorAll('input');
      const first = draft.sweep.findIndex(other => other.path.trim() === path.trim());
      judge(pathInput, path.trim() !== '' && first < index ? `is parameter ${first + 1} already; put all its values there` : null);
      judge(valuesInput, ambiguity(text));
    });
  }

  element.count = () => {
    judgeRows();
    const trials = trialsOf(draft);
    search.hidden = !searches(draft);
    const factors = factorsOf(draft).filter(factor => factor > 1);
    if (searches(draft) && draft.search.halving) {
      fill(count, `That makes ${plural(draft.search.samples ?? 0, 'training run')} that begin${(draft.replicates ?? 1) > 1 ? '; those that reach the end get their other replicates then' : ''}.`);
      return;
    }
    fill(
      count,
      `That makes ${plural(trials, 'training run')}${factors.length > 1 ? ` (${factors.join(' × ')})` : ''}.`,
      trials > MANY ? ' The estimate says how long they take.' : '',
    );
  };

  element.show = () => fill(rows, draft.sweep.map(row));

  const offer = () => fill(paths, sweepable(draft).map(path => h('option', { value: path })));

  function row(entry, index) {
    const path = field(
      { label: 'Path', kind: 'text', list: paths.id, placeholder: 'training.l2' },
      { path: 'sweep.', value: entry.path, set: set('path') },
    );
    const values = field(
      { label: 'Values, with commas between them, or a range', kind: 'text', placeholder: '0, 0.0001, 0.001' },
      { path: '', value: entry.text, set: set('text') },
    );
    const [pathInput, valuesInput] = [path, values].map(place => place.querySelector('input'));
    const address = () => {
      pathInput.dataset.path = `sweep.${entry.path.trim()}`;
      valuesInput.dataset.path = `sweep.${entry.path.trim()}[]`;
    };
    pathInput.addEventListener('focus', offer);
    address();
    return h(
      'fieldset',
      { class: 'swept' },
      h('legend', {}, `Parameter ${index + 1}`),
      path,
      values,
      h(
        'button',
        {
          type: 'button',
          'aria-label': `Remove parameter ${index + 1}`,
          onclick: () => {
            draft.sweep.splice(index, 1);
            element.show();
            changed();
            element.querySelector('.row button').focus();
          },
        },
        'Remove',
      ),
    );

    function set(name) {
      return value => {
        entry[name] = value;
        address();
        changed();
      };
    }
  }
  return element;
}

/** How the cells are drawn where a range is swept. */
function searchFields(draft, changed) {
  let asked = draft.search.halving;
  const make = (name, facts) =>
    field(facts, {
      path: `search.${name}`,
      value: draft.search[name],
      usual: facts.usual,
      set: value => {
        draft.search = { ...draft.search, [name]: value };
        changed();
      },
    });
  return h(
    'div',
    { class: 'fields', dataset: { path: 'search' } },
    make('samples', { label: 'Samples', kind: 'number', step: 1, min: 1, max: 100_000, usual: 16 }),
    make('type', { label: 'Samples are drawn', kind: 'choice', options: DRAWN, usual: 'sobol' }),
    make('seed', { label: 'Seed of the samples', kind: 'number', step: 1, usual: 1 }),
    halving('reduction', { label: 'Keep the best of every', kind: 'number', step: 1, min: 2, max: 100, usual: 'all are kept' }),
    halving('firstEpochs', { label: 'First stop after epoch', kind: 'number', step: 1, min: 1, usual: 1 }),
    problemPlace(),
  );

  /** Without a reduction nothing is asked for, whatever else is filled in. */
  function halving(name, facts) {
    return field(facts, {
      path: `search.halving.${name}`,
      value: draft.search.halving?.[name],
      usual: facts.usual,
      set: value => {
        const { halving: _, ...search } = draft.search;
        asked = { ...asked, [name]: value };
        draft.search = asked.reduction === undefined ? search : { ...search, halving: asked };
        changed();
      },
    });
  }
}

/** The fields of what an experiment is called and compared with. */
export function nameFields(draft, changed) {
  const make = (path, facts, part, name) =>
    field(facts, {
      path,
      value: part[name],
      usual: facts.usual,
      set: value => {
        part[name] = value;
        changed();
      },
    });
  const { reference } = draft;
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'name-heading' },
    h('h2', { id: 'name-heading' }, 'Name and reference'),
    h(
      'div',
      { class: 'fields named' },
      make('name', { label: 'Name', kind: 'text', max: 200, placeholder: 'that of the network' }, draft, 'name'),
      make('priority', { label: 'Priority', kind: 'number', step: 1, min: -100, max: 100, usual: 0 }, draft, 'priority'),
    ),
    h('p', { class: 'hint' }, 'A reference is an accuracy from elsewhere, drawn beside the results.'),
    h(
      'div',
      { class: 'fields', dataset: { path: 'reference' } },
      make('reference.label', { label: 'Reference', kind: 'text', max: 100, placeholder: 'Hinton' }, reference, 'label'),
      make('reference.value', { label: 'Its accuracy', kind: 'number', step: 'any', min: 0, max: 1, usual: 0.9847 }, reference, 'value'),
      problemPlace(),
    ),
  );
}
