/** What is fetched later than the view: when a reader comes near it, or again and again. */

import { Refused } from './api.js';
import { fill, h } from './dom.js';
import { connection, errorBox } from './parts.js';

const NEAR = '300px';

/**
 * A box with a heading, whose content is fetched when it comes near what is to be seen.
 *
 * @param {string} title
 * @param {function(): Promise<Node|Array>} build what is in it; what it throws is shown instead
 * @param {AbortSignal} signal of the visit
 * @returns {HTMLElement} a section with `refresh()`, which builds it anew if it was built, and `open()`, which builds it now
 */
export function later(title, build, signal) {
  const body = h('div', { class: 'later', 'aria-busy': 'true' });
  const section = h('section', { class: 'card' }, h('h2', { tabindex: '-1' }, title), body);
  let round = 0;
  const look = new IntersectionObserver(entries => entries.some(({ isIntersecting }) => isIntersecting) && section.open(), {
    rootMargin: NEAR,
  });
  look.observe(section);
  signal.addEventListener('abort', () => look.disconnect(), { once: true });

  async function load() {
    const mine = ++round;
    body.setAttribute('aria-busy', 'true');
    const content = await build().catch(problem => (problem.name === 'AbortError' ? null : errorBox(problem)));
    if (mine === round && !signal.aborted) {
      fill(body, content);
      body.removeAttribute('aria-busy');
    }
  }

  section.open = () => {
    look.disconnect();
    return round === 0 ? load() : Promise.resolve();
  };
  section.refresh = () => (round === 0 ? Promise.resolve() : load());
  return section;
}

/** Details whose content is fetched when they are first opened; what `build` throws is shown instead. */
export function unfolding(summary, build) {
  const body = h('div', {});
  let opened = false;
  return h(
    'details',
    {
      class: 'card',
      ontoggle: async () => {
        if (!opened) {
          opened = true;
          fill(body, await build().catch(errorBox));
        }
      },
    },
    h('summary', {}, summary),
    body,
  );
}

/**
 * Does something every so many milliseconds, while the page is to be seen, until the visit ends. A service that does not
 * answer is said to be lost, and asked again.
 *
 * @param {function(): Promise} action what is refused is left to it
 */
export function poll(milliseconds, signal, action) {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy || document.hidden) {
      return;
    }
    busy = true;
    try {
      await action();
      connection('open');
    } catch (problem) {
      if (problem instanceof Refused) {
        connection(problem.status === 0 ? 'lost' : 'open');
      } else if (problem.name !== 'AbortError') {
        throw problem;
      }
    } finally {
      busy = false;
    }
  }, milliseconds);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** Goes to a heading by keyboard and eye, without a change of the address. */
export function goTo(section) {
  const heading = section.querySelector('h2');
  section.scrollIntoView({ block: 'start' });
  heading.focus({ preventScroll: true });
}
