/** The service's own HTTP API, which is all that this page uses. */

/** Where the service is, which a proxy may have put below a path of its own; without a slash at its end. */
const BASE = new URL('.', document.baseURI).pathname.replace(/\/$/, '');

const KEY = 'trainyard-key';
/** Longer than the service is ever silent on a stream; it sends a sign of life every 10 seconds. */
const SILENCE = 25_000;
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 8_000;

/** What the service has refused, in its own words. */
export class Refused extends Error {
  /**
   * @param {number} status of HTTP; 0 if there was no answer
   * @param {object} problem as of RFC 9457, with `errors` for single fields
   */
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? `The service answered ${status}.`);
    this.status = status;
    /** @type {{field: string, message: string}[]} */
    this.errors = problem.errors ?? [];
  }
}

/** What there is to say where there was no answer. */
export const unanswered = () => new Refused(0, { detail: 'The service does not answer. Is it running?' });

/** The address in the browser of a path of the service. */
export const within = path => BASE + path;

/** The key, which lives as long as the tab; never in an address. */
export const key = {
  get: () => sessionStorage.getItem(KEY),
  set: value => sessionStorage.setItem(KEY, value),
  forget: () => sessionStorage.removeItem(KEY),
};

/** Called with the service's words when it asks for a key; resolves when the user has given one. */
let signIn = () => Promise.reject(new Error('nobody can sign in yet'));

/** Says who asks users for a key. */
export function onKeyNeeded(ask) {
  signIn = ask;
}

function headers(more = {}) {
  const value = key.get();
  return value === null ? more : { ...more, Authorization: `Bearer ${value}` };
}

/**
 * Sends a request.
 *
 * @param {string} path with its query
 * @param {RequestInit} options `headers` without the key
 * @returns {Promise<Response>} a 2xx
 * @throws {Refused} else
 */
export async function send(path, options = {}) {
  const used = key.get();
  let response;
  try {
    response = await fetch(within(path), { ...options, headers: headers(options.headers) });
  } catch (failure) {
    if (failure.name === 'AbortError') {
      throw failure;
    }
    throw unanswered();
  }
  if (response.ok) {
    return response;
  }
  const refused = await refusal(response);
  if (response.status === 401) {
    if (key.get() === used) {
      await signIn(refused.message);
    }
    return send(path, options);
  }
  throw refused;
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  return new Refused(response.status, problem);
}

/** The JSON of a GET. */
export async function get(path, signal) {
  return (await send(path, { signal, headers: { Accept: 'application/json' } })).json();
}

/**
 * The JSON that answers a POST; null where nothing is in the answer.
 *
 * @param {object|undefined} body sent as JSON
 */
export async function post(path, body, signal) {
  const options = { method: 'POST', signal, headers: { Accept: 'application/json' } };
  if (body !== undefined) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  const text = await (await send(path, options)).text();
  return text === '' ? null : JSON.parse(text);
}

/** Deletes what is at a path. */
export async function remove(path) {
  await send(path, { method: 'DELETE' });
}

/** A picture or a file, with the key that a plain link could not carry. */
export async function blob(path, options = {}) {
  return (await send(path, options)).blob();
}

/** A path of the API with its query; parameters that are null, undefined or empty are left out. */
export function address(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') {
      query.set(name, value);
    }
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

/**
 * Follows a stream of events, through lost connections, a service that is started again and a laptop that slept. While the
 * page is hidden nothing is open: a browser has six connections to a service for all its tabs.
 *
 * @param {string} path of the stream
 * @param {object} listener
 * @param {function(string, object)} listener.event its type and data
 * @param {function(string)} [listener.state] `open`, `lost` or `ended`
 * @param {AbortSignal} signal ends it
 * @param {string} [after] the number of the last event that is known already
 * @returns {Promise<string>} when no event will come any more, the number of the last
 */
export async function follow(path, listener, signal, after = '') {
  const position = { last: after };
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    await shown(signal);
    try {
      const ended = await read(path, position, listener, signal);
      if (ended) {
        listener.state?.('ended');
        return position.last;
      }
      pause = FIRST_PAUSE;
    } catch (failure) {
      if (signal.aborted) {
        return position.last;
      }
      if (failure instanceof Refused && failure.status === 404) {
        listener.state?.('gone');
        return position.last;
      }
      if (!document.hidden) {
        listener.state?.('lost');
      }
    }
    await sleep(pause, signal);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }
  return position.last;
}

/** Reads one connection to its end. @returns whether no event will come any more */
async function read(path, position, listener, signal) {
  const connection = new AbortController();
  const end = () => connection.abort();
  const hide = () => document.hidden && end();
  let silence = setTimeout(end, SILENCE);
  signal.addEventListener('abort', end);
  document.addEventListener('visibilitychange', hide);
  try {
    const asked = { Accept: 'text/event-stream' };
    if (position.last !== '') {
      asked['Last-Event-ID'] = position.last;
    }
    const response = await send(path, { headers: asked, signal: connection.signal });
    if (response.status === 204) {
      return true;
    }
    listener.state?.('open');
    const events = new EventReader();
    for await (const text of decoded(response.body)) {
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE);
      for (const event of events.read(text)) {
        position.last = event.id ?? position.last;
        listener.event(event.type, JSON.parse(event.data));
      }
    }
    return false;
  } finally {
    clearTimeout(silence);
    signal.removeEventListener('abort', end);
    document.removeEventListener('visibilitychange', hide);
  }
}

async function* decoded(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      yield part.value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** Takes `text/event-stream` apart (WHATWG HTML, 9.2.6), as far as this service writes it. */
export class EventReader {
  #rest = '';

  /** The events that are whole with this text. */
  read(text) {
    const blocks = (this.#rest + text).split(/\r?\n\r?\n/);
    this.#rest = blocks.pop();
    return blocks.map(parse).filter(event => event.data !== '');
  }
}

function parse(block) {
  const event = { id: null, type: 'message', data: '' };
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (colon > 0 && line.slice(0, colon) === 'id') {
      event.id = value;
    } else if (colon > 0 && line.slice(0, colon) === 'event') {
      event.type = value;
    } else if (colon > 0 && line.slice(0, colon) === 'data') {
      event.data += value;
    }
  }
  return event;
}

function shown(signal) {
  if (!document.hidden || signal.aborted) {
    return Promise.resolve();
  }
  return new Promise(resolve => {
    const look = () => {
      if (!document.hidden || signal.aborted) {
        document.removeEventListener('visibilitychange', look);
        resolve();
      }
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look, { once: true });
  });
}

function sleep(milliseconds, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
