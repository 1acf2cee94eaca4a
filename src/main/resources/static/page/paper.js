/** A square of paper for mouse, pen, finger and keys. */

import { h } from './dom.js';

const SIDE = 280;
const PEN = 20;
const INK = '#111';
const PAPER = '#fff';

/**
 * The square.
 *
 * @param {function()} drawn called after each piece of a stroke
 * @param {function()} cleared called when the keyboard asks for an empty square
 * @returns {HTMLCanvasElement} with `frame` (itself and, while keys are used, where the pen is), `isEmpty`, `drawing` (the number of what is in it), `picture()`, `show(picture)` and
 *     `clear()`
 */
export function square(drawn, cleared) {
  const canvas = h('canvas', {
    width: SIDE,
    height: SIDE,
    class: 'paper',
    role: 'img',
    tabindex: '0',
    'aria-label': 'A square to draw in. With the keyboard: the arrow keys move the pen, with Shift it draws, Delete clears.',
  });
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const mark = h('span', { class: 'pen', 'aria-hidden': 'true', hidden: true });
  canvas.frame = h('div', { class: 'square' }, canvas, mark);
  const point = () => {
    mark.style.setProperty('--x', pen.x / SIDE);
    mark.style.setProperty('--y', pen.y / SIDE);
  };
  let last = null;
  let pen = { x: SIDE / 2, y: SIDE / 2 };
  /* What is shown is a copy on white; networks are to see the picture as it is. */
  let opened = null;
  canvas.isEmpty = true;
  canvas.clear = () => {
    opened = null;
    context.fillStyle = PAPER;
    context.fillRect(0, 0, SIDE, SIDE);
    canvas.isEmpty = true;
    canvas.drawing++;
    pen = { x: SIDE / 2, y: SIDE / 2 };
    point();
  };
  /** Counts up with every stroke and picture. */
  canvas.drawing = 0;
  canvas.picture = async () => {
    const { drawing } = canvas;
    const body = opened ?? (canvas.isEmpty ? null : await new Promise(resolve => canvas.toBlob(resolve, 'image/png')));
    return { drawing, body };
  };
  canvas.show = async picture => {
    canvas.clear();
    opened = picture;
    canvas.isEmpty = false;
    const bitmap = await createImageBitmap(picture).catch(() => null);
    if (bitmap && opened === picture) {
      const scale = Math.min(SIDE / bitmap.width, SIDE / bitmap.height);
      const [width, height] = [bitmap.width * scale, bitmap.height * scale];
      context.drawImage(bitmap, (SIDE - width) / 2, (SIDE - height) / 2, width, height);
    }
  };

  function stroke(from, to) {
    context.strokeStyle = INK;
    context.lineWidth = PEN;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x + 0.01, to.y);
    context.stroke();
    opened = null;
    canvas.isEmpty = false;
    canvas.drawing++;
    drawn();
  }

  function place(event) {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * SIDE) / box.width,
      y: ((event.clientY - box.top) * SIDE) / box.height,
    };
  }

  canvas.addEventListener('focus', () => (mark.hidden = !canvas.matches(':focus-visible')));
  canvas.addEventListener('blur', () => (mark.hidden = true));
  canvas.addEventListener('pointerdown', event => {
    mark.hidden = true;
    if (event.button !== 0) {
      return;
    }
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    stroke(last, last);
  });
  canvas.addEventListener('pointermove', event => {
    if (last !== null) {
      const to = place(event);
      stroke(last, to);
      last = to;
    }
  });
  ['pointerup', 'pointercancel'].forEach(name => canvas.addEventListener(name, () => (last = null)));
  canvas.addEventListener('keydown', event => {
    const step = { ArrowLeft: [-8, 0], ArrowRight: [8, 0], ArrowUp: [0, -8], ArrowDown: [0, 8] }[event.key];
    if (step) {
      event.preventDefault();
      const to = {
        x: Math.min(SIDE, Math.max(0, pen.x + step[0])),
        y: Math.min(SIDE, Math.max(0, pen.y + step[1])),
      };
      if (event.shiftKey) {
        stroke(pen, to);
      }
      pen = to;
      point();
      mark.hidden = false;
    } else if (event.key === 'Delete') {
      cleared();
    }
  });
  canvas.clear();
  return canvas;
}
