/** All studies, the templates to start one from, and how long that would take. */

import { address, get, post } from './api.js';
import { cellsOf } from './build-request.js';
import { announce, fill, freshId, h } from './dom.js';
import { ago, count, duration, plural, time } from './format.js';
import { poll } from './later.js';
import { ask, badge, errorBox, isOver, progressBar, table } from './parts.js';
import { pageOf, paging } from './results.js';
import { go } from './router.js';

const POLL = 3000;
const SIZE = 20;

/** Shows the studies and the templates. */
export default async function studies(visit) {
  const { signal } = visit;
  visit.title('Studies');
  const [first, templates] = await Promise.all([load(), get('/studies/templates', signal)]);
  let known = first;
  const list = table(
    { caption: 'Studies', columns: columns(), empty: 'None yet. Start one from a template below.' },
    known.items,
  );
  poll(POLL, signal, async () => {
    if (known.items.some(({ status }) => !isOver(status))) {
      show(await load());
    }
  });
  return h(
    'div',
    {},
    h('h1', {}, 'Studies'),
    h('p', {}, 'A study trains all experiments of a template and answers its questions in a report.'),
    h('section', { class: 'card' }, list, pages()),
    h('h2', { class: 'part' }, 'Templates'),
    h(
      'div',
      { class: 'columns' },
      templates.map(template => h('section', { class: 'card' }, describe(template))),
    ),
  );

  function load() {
    return pageOf(visit, page => get(address('/studies', { page, size: SIZE }), signal));
  }

  function show(answer) {
    known = answer;
    list.show(answer.items);
  }

  function pages() {
    const place = h('div', {});
    const draw = () =>
      fill(
        place,
        paging(known, async page => {
          visit.keep('page', page);
          show(await load());
          draw();
        }),
      );
    draw();
    return place;
  }
}

function columns() {
  return [
    { name: 'Study', cell: one => h('a', { href: `#/studies/${one.id}` }, `${one.id} · ${one.name}`), by: one => one.name },
    { name: 'Status', cell: one => badge(one.status), by: one => one.status },
    {
      name: 'Progress',
      cell: one =>
        one.status === 'COMPLETED' ? plural(one.progress.epochsCompleted, 'epoch') : progressBar(one.progress, one.status),
      by: one => one.progress.fraction,
    },
    { name: 'Experiments', number: true, cell: one => count(one.experiments.length), by: one => one.experiments.length },
    {
      name: 'Created',
      short: true,
      cell: one => h('time', { datetime: one.createdAt, title: time(one.createdAt) }, ago(one.createdAt)),
      by: one => one.createdAt,
    },
  ];
}

function describe(template) {
  const { title, description, experiments, name } = template;
  return [
    h('h3', {}, title),
    h('p', {}, description),
    h(
      'details',
      {},
      h('summary', {}, `Its ${plural(experiments.length, 'experiment')}`),
      h(
        'ol',
        {},
        experiments.map(({ question, experiment }) =>
          h(
            'li',
            {},
            h('span', { class: 'hint' }, `Question ${question}: `),
            experiment.name,
            `, ${plural(trials(experiment), 'trial')}`,
          ),
        ),
      ),
    ),
    h(
      'p',
      { class: 'apart' },
      h('button', { type: 'button', class: 'primary', 'aria-label': `Start ${name}`, onclick: () => begin(template) }, 'Start'),
    ),
  ];
}

/** As many as the sweep has cells, times the replicates. */
function trials({ sweep = {}, search, replicates = 1 }) {
  return cellsOf({ sweep, search }) * (replicates ?? 1);
}

/** Asks for name and author, and says what the study comes to before it is started. */
async function begin({ name, title }) {
  const field = (words, hint, value = '') => {
    const id = freshId('study');
    const input = h('input', { id, maxlength: 200, value, autocomplete: 'off' });
    return {
      input,
      element: h('div', { class: 'field' }, h('label', { for: id }, words), input, h('span', { class: 'hint' }, hint)),
    };
  };
  const called = field('Name', 'Under which it is listed');
  const author = field('Author', 'Who hands the report in; stands below its title');
  called.input.placeholder = title;
  const estimate = h('p', { role: 'status' }, 'Working out how long it takes …');
  const request = () =>
    Object.fromEntries(
      Object.entries({ template: name, name: called.input.value.trim(), author: author.input.value.trim() }).filter(
        ([, value]) => value !== '',
      ),
    );
  post('/studies?dryRun=true', { template: name }).then(
    answer => fill(estimate, estimateWords(answer)),
    problem => fill(estimate, errorBox(problem)),
  );
  let study = null;
  const done = await ask(
    { title: `Start “${title}”`, body: h('div', {}, estimate, called.element, author.element), yes: 'Start' },
    async () => {
      study = await post('/studies', request());
    },
  );
  if (done) {
    announce('The study is queued');
    go(`/studies/${study.id}`);
  }
}

function estimateWords({ experiments, trials: number, estimatedSeconds, basis }) {
  const takes =
    estimatedSeconds === null
      ? 'How long that takes cannot be said yet'
      : `That takes about ${duration(estimatedSeconds)} on this machine`;
  return [
    `${plural(experiments, 'experiment')} with ${plural(number, 'trial')}. ${takes} `,
    h('span', { class: 'hint' }, `(${basis}).`),
  ];
}
