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

/** Puts other children into an element; those that are the same nodes keep their focus and state. */
export function fill(element, ...children) {
  element.replaceChildren(...nodes(children));
  return element;
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
