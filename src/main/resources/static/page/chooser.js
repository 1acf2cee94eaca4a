/** Experiments to tick, found by a part of their names. */

import { address, get } from './api.js';
import { announce, debounce, fill, freshId, h } from './dom.js';
import { accuracy, count } from './format.js';
import { errorBox } from './parts.js';

const OFFERED = 20;

/**
 * A search field with what it finds, open as long as fewer than two experiments are chosen.
 *
 * @param {object} choice
 * @param {Map<number, object>} choice.chosen experiments by their ids
 * @param {number} choice.most how many can be chosen
 * @param {function(number, boolean)} choice.change called with an id, and whether it is chosen now
 * @param {AbortSignal} signal of the visit
 */
export async function chooser({ chosen, most, change }, signal) {
  const id = freshId('find');
  const list = h('div', { class: 'picker', tabindex: '0', role: 'group', 'aria-label': 'Experiments found' });
  const input = h('input', { id, type: 'search', maxlength: 100, oninput: debounce(250, () => find(input.value.trim())) });
  let round = 0;
  await find('');
  return h(
    'details',
    { open: chosen.size < 2 },
    h('summary', {}, `Choose experiments (at most ${most})`),
    h('p', { class: 'choice' }, h('label', { for: id }, 'Name'), input),
    list,
  );

  async function find(name) {
    const mine = ++round;
    try {
      const found = await get(address('/experiments', { name, size: OFFERED }), signal);
      if (mine === round) {
        show(found, name);
      }
    } catch (problem) {
      if (mine === round && problem.name !== 'AbortError') {
        fill(list, errorBox(problem));
      }
    }
  }

  function show({ items, totalItems }, name) {
    const more = totalItems - items.length;
    const none = name === '' ? 'There is no experiment yet.' : 'No experiment has such a name.';
    fill(
      list,
      items.length === 0 ? h('p', { class: 'hint' }, none) : items.map(offer),
      more > 0 ? h('p', { class: 'hint' }, `${count(more)} more; a part of the name finds them.`) : null,
    );
  }

  function offer(item) {
    const decide = () => {
      if (place.checked && chosen.size >= most) {
        place.checked = false;
        announce(`At most ${most} experiments can be chosen`);
      } else {
        change(item.id, place.checked);
      }
    };
    const place = h('input', { id: tickId(item.id), type: 'checkbox', onchange: decide });
    place.checked = chosen.has(item.id);
    return h(
      'div',
      { class: 'choice line' },
      place,
      h('label', { for: tickId(item.id) }, `${item.id} · ${item.name}`),
      h('span', { class: 'hint' }, accuracy(item.bestValidationAccuracy)),
    );
  }
}

const tickId = id => `choose-${id}`;

/** Takes the tick from an experiment that is no longer chosen, if it is among those found. */
export function untick(id) {
  const place = document.getElementById(tickId(id));
  if (place) {
    place.checked = false;
  }
}
