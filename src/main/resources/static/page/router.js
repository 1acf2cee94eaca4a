/** Which view an address shows. Addresses are behind the #, so that they can be shared and the API keeps its own paths. */

import { fill, h } from './dom.js';
import { Refused, unanswered, within } from './api.js';
import { connection } from './parts.js';

/** @type {{pattern: RegExp, names: string[], load: function(): Promise}[]} */
const routes = [];
let current = new AbortController();

/**
 * Shows a view at an address.
 *
 * @param {string} path such as `/experiments/:id`
 * @param {function(): Promise<{default: function(Visit): Promise<Node>}>} load imports the module of the view
 */
export function route(path, load) {
  const names = [...path.matchAll(/:(\w+)/g)].map(match => match[1]);
  routes.push({ pattern: new RegExp(`^${path.replace(/:\w+/g, '([\\w-]+)')}$`), names, load });
}

/** One stay at an address. */
export class Visit {
  constructor(parameters, query, signal) {
    /** Of the path, such as `id`. */
    this.parameters = parameters;
    /** @type {URLSearchParams} of the address */
    this.query = query;
    /** @type {AbortSignal} aborted when the user leaves */
    this.signal = signal;
  }

  /** A whole number of the address, at least 0; what is none counts as 0. */
  number(name) {
    const value = Number(this.query.get(name));
    return Number.isInteger(value) && value > 0 ? value : 0;
  }

  /** Says the title of the view. */
  title(text) {
    document.title = `${text} · Trainyard`;
  }

  /**
   * Keeps a choice in the address, without showing the view anew; what is null or empty leaves it. Whoever has left, and
   * only then is through with typing, changes nothing in the address of another view.
   */
  keep(name, value) {
    if (this.signal.aborted) {
      return;
    }
    if (value === null || value === undefined || value === '' || value === false) {
      this.query.delete(name);
    } else {
      this.query.set(name, value);
    }
    const path = location.hash.split('?')[0] || '#/experiments';
    const query = this.query.toString().replaceAll('%2C', ',');
    history.replaceState(null, '', query === '' ? path : `${path}?${query}`);
  }
}

/** Ends what is shown, for what is put in its place without another address. */
export function leave() {
  current.abort();
  document.getElementById('main').removeAttribute('aria-busy');
}

/** Goes to another address. */
export function go(path) {
  location.hash = path;
}

/** Shows the view of the present address, now and whenever it changes. */
export function start() {
  document.querySelector('.skip').addEventListener('click', event => {
    event.preventDefault();
    document.getElementById('main').focus();
  });
  addEventListener('hashchange', show);
  show();
}

/** Shows the present view anew. */
export async function show() {
  const main = document.getElementById('main');
  const [path, query = ''] = location.hash.slice(1).split('?');
  current.abort();
  current = new AbortController();
  const { signal } = current;
  mark(path);
  connection('open');
  main.setAttribute('aria-busy', 'true');
  const view = await build(path === '' ? '/experiments' : path, new URLSearchParams(query), signal);
  if (signal.aborted) {
    return;
  }
  main.removeAttribute('aria-busy');
  fill(main, view);
  scrollTo(0, 0);
  const heading = main.querySelector('h1');
  if (heading && document.activeElement === document.body) {
    heading.setAttribute('tabindex', '-1');
    heading.focus({ preventScroll: true });
  }
}

async function build(path, query, signal) {
  try {
    for (const { pattern, names, load } of routes) {
      const match = pattern.exec(path);
      if (match) {
        const parameters = Object.fromEntries(
          names.map((name, index) => [name, match[index + 1]]),
        );
        const view = await fetched(load);
        return await view(new Visit(parameters, query, signal));
      }
    }
    return failure('There is no such page', 'The address may have been cut. The links above lead to all there is.');
  } catch (problem) {
    if (problem.name === 'AbortError') {
      return null;
    }
    if (!(problem instanceof Refused)) {
      console.error(problem);
    }
    return failure(
      problem.status === 404 ? 'This is not here' : 'This cannot be shown',
      problem.message,
      problem.status === 0 ? 'It is shown as soon as the service answers.' : null,
      problem.status === 0 ? retry(signal, problem.again ?? show) : null,
    );
  }
}

/** A view; browsers may keep in mind that a module could not be fetched, for as long as the page is not loaded anew. */
async function fetched(load) {
  try {
    return (await load()).default;
  } catch (problem) {
    const away = problem instanceof TypeError && !(await isThere());
    throw away ? Object.assign(unanswered(), { again: () => location.reload() }) : problem;
  }
}

/** Whether the service answers. */
const isThere = () => fetch(within('/actuator/health/liveness')).then(response => response.ok, () => false);

/** Tries again until the service answers. */
function retry(signal, again) {
  const timer = setInterval(async () => {
    if ((await isThere()) && !signal.aborted) {
      clearInterval(timer);
      again();
    }
  }, 2000);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  return null;
}

function failure(title, ...sentences) {
  document.title = `${title} · Trainyard`;
  return h(
    'section',
    { class: 'empty' },
    h('h1', {}, title),
    sentences.filter(sentence => typeof sentence === 'string').map(sentence => h('p', {}, sentence)),
    h('p', {}, h('button', { type: 'button', onclick: show }, 'Try again')),
  );
}

function mark(path) {
  for (const link of document.querySelectorAll('header nav a')) {
    const target = link.getAttribute('href').slice(1);
    const here = path === target || path.startsWith(`${target}/`) || (path === '' && target === '/experiments');
    link.toggleAttribute('aria-current', false);
    if (here) {
      link.setAttribute('aria-current', 'page');
    }
  }
}
