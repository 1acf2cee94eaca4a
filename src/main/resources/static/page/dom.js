/** Builds the page out of elements. No text ever becomes markup, whatever a user has called an experiment. */

/**
 * An element.
 *
 * @param {string} tag its name
 * @param {object} attributes `onclick` and the like are listeners, `vars` custom properties of CSS, `dataset` data
 *     attributes; what is null, undefined or false is left out
 * @param {...(Node|string|number|null|Array)} children what is null or false is left out
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    set(element, name, value);
  }
  element.append(...nodes(children));
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) {
    return;
  }
  if (name.startsWith('on')) {
    element.addEventListener(name.slice(2), value);
  } else if (name === 'vars') {
    Object.entries(value).forEach(([property, text]) => element.style.setProperty(property, text));
  } else if (name === 'dataset') {
    Object.assign(element.dataset, value);
  } else if (name === 'class') {
    element.className = value;
  } else if (name === 'value') {
    element.value = value;
  } else {
    element.setAttribute(name, value === true ? '' : value);
  }
}

function nodes(children) {
  return children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false);
}

/**
 * Puts other children into an element; those that are the same nodes keep their state. Where one that has the focus is
 * replaced by its like, the focus goes over to that: a list that is drawn anew every second can be used by keyboard.
 */
export function fill(element, ...children) {
  const focused = element.contains(document.activeElement) && document.activeElement !== element ? document.activeElement : null;
  const index = focused === null ? -1 : alike(element, focused).indexOf(focused);
  element.replaceChildren(...nodes(children));
  if (focused !== null && !element.contains(focused)) {
    const heir = alike(element, focused)[index];
    if (heir && focused.hasAttribute('tabindex')) {
      heir.setAttribute('tabindex', focused.getAttribute('tabindex'));
    }
    heir?.focus({ preventScroll: true });
  }
  return element;
}

const made = new WeakMap();

/**
 * Fills an element only if what it is made of has changed since: what is open, busy or chosen in it stays so.
 *
 * @param {*} facts all that the children depend on, as JSON can have it
 * @param {function(): (Node|Array)} build makes the children
 */
export function refill(element, facts, build) {
  const now = JSON.stringify(facts);
  if (made.get(element) !== now) {
    made.set(element, now);
    fill(element, build());
  }
}

/** What in an element has the tag, the words and the target of another one. */
function alike(element, other) {
  const words = one => [one.getAttribute('href'), one.getAttribute('aria-label'), one.textContent].join('\n');
  return [...element.querySelectorAll(other.localName)].filter(one => words(one) === words(other));
}

/** Tells those who listen rather than look. */
export function announce(text) {
  document.getElementById('announcement').textContent = text;
}

/** A function that waits until it has not been called for so many milliseconds. */
export function debounce(milliseconds, action) {
  let timer = 0;
  return (...parameters) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...parameters), milliseconds);
  };
}

/**
 * A function that runs at once, and at most once in so many milliseconds; the last call is never lost.
 *
 * @param {AbortSignal} signal after which it does nothing
 */
export function throttle(milliseconds, signal, action) {
  let last = -Infinity;
  let timer = 0;
  return (...parameters) => {
    clearTimeout(timer);
    const wait = Math.max(0, last + milliseconds - performance.now());
    timer = setTimeout(() => {
      if (!signal.aborted) {
        last = performance.now();
        action(...parameters);
      }
    }, wait);
  };
}

let ids = 0;

/** An id that no other element of the page has. */
export function freshId(stem) {
  return `${stem}-${++ids}`;
}
