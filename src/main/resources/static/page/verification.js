/** Whether a trial comes out again when it is trained from its record. */

import { get, post } from './api.js';
import { announce, fill, h } from './dom.js';
import { ago, parameter, plural } from './format.js';
import { later, poll } from './later.js';
import { actionButton, badge, isOver, progressBar } from './parts.js';

const POLL = 1000;

/**
 * The verifications of a trial, and a button for one more.
 *
 * @param {string} path of the experiment
 * @returns {{element: HTMLElement, show: function(object)}} `show` takes the trial as it is now
 */
export function verification(path, trial, signal) {
  let known = trial;
  let all = [];
  const list = h('div', {});
  const section = later('Does it come out again?', build, signal);
  poll(POLL, signal, async () => {
    if (all.some(({ status }) => !isOver(status))) {
      const before = all.filter(({ status }) => isOver(status)).length;
      await load();
      if (all.filter(({ status }) => isOver(status)).length > before) {
        announce(all[0].verdict);
      }
    }
  });
  return {
    element: section,
    show(now) {
      const changed = now.status !== known.status;
      known = now;
      if (changed) {
        section.refresh();
      }
    },
  };

  async function build() {
    await load();
    return [
      h(
        'p',
        {},
        'Trains it once more from its record, with the same seed, and compares every epoch to the last bit. The record stays as it is.',
      ),
      known.status === 'COMPLETED'
        ? h('p', {}, actionButton('Verify', start))
        : h('p', { class: 'hint' }, 'That can be asked once the trial is completed.'),
      list,
    ];
  }

  async function start() {
    await post(`${path}/verify?trial=${known.trial}`, undefined, signal);
    await load();
  }

  async function load() {
    all = (await get(`${path}/verifications`, signal)).filter(({ trial: number }) => number === known.trial);
    fill(list, all.map(verdict));
  }
}

function verdict(one) {
  return h(
    'div',
    { class: 'verdict-row' },
    h('p', {}, badge(one.status), ` ${one.verdict} `, h('span', { class: 'hint' }, ago(one.createdAt))),
    isOver(one.status) ? null : progressBar(one.progress, one.status),
    one.reason ? h('p', { class: 'note' }, one.reason) : null,
    one.firstDifference
      ? h(
          'p',
          {},
          `First in epoch ${one.firstDifference.epoch}: `,
          one.firstDifference.metrics
            .map(({ metric, recorded, now }) => `${metric} was ${parameter(recorded)} and is ${parameter(now)}`)
            .join('; '),
        )
      : null,
    one.changes.length > 0
      ? h(
          'details',
          {},
          h('summary', {}, `${plural(one.changes.length, 'change')} since then`),
          h(
            'ul',
            {},
            one.changes.map(({ name, recorded, now }) => h('li', {}, `${name}: ${recorded.join(', ')} → ${now.join(', ')}`)),
          ),
        )
      : null,
  );
}
