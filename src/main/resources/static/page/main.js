/** The page's beginning: its views, its colours, its key. */

import { key, onKeyNeeded } from './api.js';
import { fill, h } from './dom.js';
import { leave, route, show, start } from './router.js';

route('/experiments', () => import('./experiments.js'));
route('/experiments/:id', () => import('./experiment.js'));
route('/experiments/:id/trials/:trial', () => import('./trial.js'));
route('/experiments/:id/errors', () => import('./missed.js'));
route('/new', () => import('./build.js'));
route('/draw', () => import('./draw.js'));
route('/compare', () => import('./compare.js'));
route('/studies', () => import('./studies.js'));
route('/studies/:id', () => import('./study.js'));
route('/data', () => import('./data.js'));
route('/data/:name', () => import('./dataset.js'));

/** Whoever leaves a view leaves what it has asked for. */
addEventListener('unhandledrejection', event => {
  if (event.reason?.name === 'AbortError') {
    event.preventDefault();
  }
});
onKeyNeeded(askForKey);
theme();
document.getElementById('key').hidden = key.get() === null;
document.getElementById('key').addEventListener('click', () => {
  key.forget();
  location.reload();
});
start();

/** One question at a time, however many requests wait for the answer. */
let asking = null;

function askForKey(words) {
  asking ??= dialog(words).finally(() => (asking = null));
  return asking;
}

function dialog(words) {
  return new Promise((resolve, reject) => {
    const input = h('input', {
      id: 'api-key',
      type: 'password',
      autocomplete: 'off',
      required: true,
      pattern: '\\s*[!-~]+\\s*',
      title: 'A key has neither blanks nor accents in it',
    });
    const form = h(
      'form',
      {
        method: 'dialog',
        onsubmit: () => {
          key.set(input.value.trim());
          document.getElementById('key').hidden = false;
        },
      },
      h('h2', {}, 'Sign in'),
      h('p', {}, words),
      h('p', {}, 'Whoever runs this service makes keys with the command “keys add”. The key stays in this tab and goes with it.'),
      h('label', { for: 'api-key' }, 'API key'),
      input,
      h('p', { class: 'actions' }, h('button', { class: 'primary' }, 'Sign in')),
    );
    const box = h('dialog', { onclose: closed, 'aria-label': 'Sign in' }, form);
    function closed() {
      box.remove();
      if (key.get() === null) {
        leave();
        reject(new DOMException('no key was given', 'AbortError'));
        fill(document.getElementById('main'), signedOut());
      } else {
        resolve();
      }
    }
    key.forget();
    document.body.append(box);
    box.showModal();
  });
}

function signedOut() {
  return h(
    'section',
    { class: 'empty' },
    h('h1', {}, 'This service asks for a key'),
    h('p', {}, 'Without one nothing is shown.'),
    h('p', {}, h('button', { type: 'button', class: 'primary', onclick: show }, 'Sign in')),
  );
}

/** Light, dark, or as the reader's system has it. */
function theme() {
  const choices = ['auto', 'light', 'dark'];
  const button = document.getElementById('theme');
  const use = choice => {
    if (choice === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = choice;
    }
    button.textContent = { auto: 'Colours: auto', light: 'Colours: light', dark: 'Colours: dark' }[choice];
    localStorage.setItem('trainyard-colours', choice);
    dispatchEvent(new Event('colours'));
  };
  const kept = localStorage.getItem('trainyard-colours');
  let choice = choices.includes(kept) ? kept : 'auto';
  button.addEventListener('click', () => {
    choice = choices[(choices.indexOf(choice) + 1) % choices.length];
    use(choice);
  });
  use(choice);
}
