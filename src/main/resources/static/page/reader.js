/** The networks of one experiment that read a drawing together, with what they say of it. */

import { address, send } from './api.js';
import { fill, h } from './dom.js';
import { finePercent, plural } from './format.js';
import { errorBox } from './parts.js';

/**
 * A reader.
 *
 * @param {object} item the experiment, as the list has it
 * @param {AbortSignal} signal of the visit
 * @returns {{element: HTMLElement, dataset: string, label: string|null, drawing: number}} with `read(picture)`, where
 *     `picture` promises the newest drawing, and `clear()`; its label is null where it has read nothing
 */
export function readerOf(item, signal) {
  const bars = h('div', { class: 'bars' });
  const input = h('img', { alt: 'The drawing as the network sees it', width: 84, height: 84, hidden: true });
  const place = h('div', {});
  let busy = false;
  let next = null;
  let round = 0;
  const reader = {
    label: null,
    /** The number of the drawing that it has read. */
    drawing: 0,
    dataset: item.dataset,
    element: h(
      'article',
      { class: 'card reader', 'aria-label': item.name },
      h('h2', {}, h('a', { href: `#/experiments/${item.id}` }, `${item.id} · ${item.name}`)),
      h('p', { class: 'hint' }, item.trials === 1 ? '' : `${plural(item.trials, 'network')} together`),
      h('div', { class: 'reading' }, input, bars),
      place,
    ),
    async read(picture) {
      if (busy) {
        next = picture;
        return;
      }
      busy = true;
      for (let now = picture; now !== null; now = next) {
        next = null;
        const { drawing, body } = await now();
        await answer(drawing, body);
      }
      busy = false;
    },
    clear() {
      next = null;
      round++;
      forget();
    },
  };
  return reader;

  function forget() {
    reader.label = null;
    input.hidden = true;
    fill(bars);
    fill(place);
  }

  async function answer(drawing, body) {
    if (body === null) {
      return;
    }
    const mine = round;
    try {
      const response = await send(address(`/experiments/${item.id}/predictions`, { include: 'input' }), {
        method: 'POST',
        body,
        signal,
        headers: { 'Content-Type': body.type, Accept: 'application/json' },
      });
      const { predictions: [prediction], members } = await response.json();
      if (mine !== round) {
        return;
      }
      reader.label = prediction.label;
      reader.drawing = drawing;
      show(prediction, members.length);
      fill(place);
    } catch (problem) {
      if (problem.name !== 'AbortError' && mine === round) {
        forget();
        reader.drawing = drawing;
        fill(place, errorBox(problem));
      }
    }
  }

  function show(prediction, members) {
    if (prediction.input) {
      input.src = URL.createObjectURL(picture(prediction.input));
      input.onload = () => URL.revokeObjectURL(input.src);
      input.hidden = false;
    }
    const votes = new Map(prediction.votes.map(({ label, trials }) => [label, trials]));
    fill(
      bars,
      prediction.classes.slice(0, 10).map(({ label, probability }, rank) =>
        h(
          'div',
          { class: rank === 0 ? 'bar first' : 'bar' },
          h('span', { class: 'label' }, label),
          h('meter', { min: 0, max: 1, value: probability, 'aria-label': label }, finePercent(probability)),
          h('span', { class: 'number' }, finePercent(probability)),
          members > 1 ? h('span', { class: 'hint' }, votes.has(label) ? plural(votes.get(label), 'vote') : '') : null,
        ),
      ),
    );
  }
}

function picture(base64) {
  const text = base64.replace(/^data:[^,]*,/, '');
  return new Blob([Uint8Array.from(atob(text), character => character.charCodeAt(0))], { type: 'image/png' });
}
