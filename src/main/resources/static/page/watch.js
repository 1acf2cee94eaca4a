/** Follows one experiment, which may go on after it has ended: somebody resumes it, here or elsewhere, or deletes it. */

import { follow } from './api.js';

/** The stream of all experiments begins with the last seconds, in which this one may just have ended. */
const PAUSE = 1000;

/**
 * Follows an experiment for as long as it is there.
 *
 * @param {string} id of the experiment
 * @param {object} listener as for `follow`; its state is `gone` once the experiment was deleted
 * @param {AbortSignal} signal ends it
 */
export async function watch(id, listener, signal) {
  let last = '';
  let state = '';
  const own = { event: listener.event, state: now => listener.state((state = now)) };
  while (!signal.aborted) {
    last = await follow(`/experiments/${id}/events`, own, signal, last);
    if (state === 'gone' || signal.aborted) {
      return;
    }
    await stirred(Number(id), signal);
  }
}

/** Until something happens to an experiment that has ended, or may have happened while the stream was not open. */
async function stirred(id, signal) {
  const wait = new AbortController();
  const end = () => wait.abort();
  signal.addEventListener('abort', end, { once: true });
  const seen = (type, data) => data.experimentId === id && setTimeout(end, PAUSE);
  let opened = false;
  const state = now => {
    if (now === 'open' && opened) {
      end();
    }
    opened ||= now === 'open';
  };
  await follow('/events', { event: seen, state }, wait.signal);
  signal.removeEventListener('abort', end);
}
