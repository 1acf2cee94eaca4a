/** Lines over epochs, drawn by uPlot, each with the table of its numbers for those who cannot see it. */

import { within } from './api.js';
import { fill, h } from './dom.js';
import { figure } from './format.js';

const HEIGHT = 320;
const COLOURS = 8;

let library = null;

/** uPlot, fetched when the first chart is drawn. */
function uPlot() {
  library ??= new Promise((resolve, reject) => {
    document.head.append(
      h('link', { rel: 'stylesheet', href: within('/webjars/uplot/dist/uPlot.min.css') }),
      h('script', {
        src: within('/webjars/uplot/dist/uPlot.iife.min.js'),
        onload: () => resolve(window.uPlot),
        onerror: () => reject(new Error('uPlot is not here')),
      }),
    );
  });
  return library;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A colour that lets others through. */
const faded = (stroke, percent) => `color-mix(in srgb, ${stroke} ${percent}%, transparent)`;

/** The colour of the line with this number; after eight they come again, in other dashes. */
const lineColour = index => colour(`--line-${(index % COLOURS) + 1}`);

/** Long dashes with a dot more in each further round of colours; with `dots`, groups of a dot more. */
function lineDash(index, dots) {
  const round = Math.floor(index / COLOURS);
  if (dots) {
    return [...Array(round).fill([3, 4]).flat(), 3, 4 + 8 * Math.min(round, 1)];
  }
  return round === 0 ? [] : [14, 4, ...Array(round - 1).fill([2, 4]).flat()];
}

/** Where values stand alone, so that no line leads to them. */
const alone = values =>
  values.flatMap((value, index) => (value !== null && (values[index - 1] ?? values[index + 1] ?? null) === null ? [index] : []));

/**
 * A chart that is drawn again by its `show`.
 *
 * @param {object} facts
 * @param {string} facts.title what is to be seen, in words
 * @param {string} facts.x the words of the horizontal axis
 * @param {AbortSignal} signal of the visit
 * @returns {HTMLElement} a figure; `show({y, log, x, lines})` draws `lines` over the values `x`; a line has a `label`,
 *     `values` (null where there is none), maybe a `colour` (its number), `faint`, `dashed`, and `band` `{low, high}`
 */
export function lineChart({ title, x }, signal) {
  const canvas = h('div', { class: 'plot', 'aria-hidden': 'true' });
  const numbers = h('table', {});
  const figureElement = h(
    'figure',
    { class: 'chart', role: 'figure', 'aria-label': title },
    canvas,
    h(
      'details',
      { class: 'numbers', ontoggle: () => drawNumbers() },
      h('summary', {}, 'The numbers as a table'),
      h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': `${title}: numbers` }, numbers),
    ),
  );
  const details = figureElement.querySelector('details');
  let plot = null;
  let shape = '';
  let last = null;

  async function draw() {
    const make = await uPlot();
    if (signal.aborted || last === null || canvas.clientWidth === 0) {
      return;
    }
    if (last.x.length === 0) {
      plot?.destroy();
      plot = null;
      shape = '';
      fill(canvas, h('p', { class: 'hint' }, 'The curves begin with the first epoch that is over.'));
      return;
    }
    const { series, bands, data } = layers(last);
    const now = JSON.stringify([last.y, last.log, last.lines.map(line => [line.label, line.colour, !line.band])]);
    if (plot !== null && now === shape) {
      plot.setData(data);
      return;
    }
    plot?.destroy();
    fill(canvas);
    shape = now;
    plot = new make(options(x, last, series, bands, canvas.clientWidth), data, canvas);
  }

  function drawNumbers() {
    if (!details.open || last === null) {
      return;
    }
    fill(
      numbers,
      h('caption', { class: 'unseen' }, `${title}: ${last.y}`),
      h('thead', {}, h('tr', {}, [x, ...last.lines.map(line => line.label)].map(name => h('th', { scope: 'col' }, name)))),
      h(
        'tbody',
        {},
        last.x.map((at, row) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, String(at)),
            last.lines.map(line => h('td', { class: 'number' }, figure(line.values[row]))),
          ),
        ),
      ),
    );
  }

  figureElement.show = content => {
    last = content;
    drawNumbers();
    return draw();
  };

  const resized = new ResizeObserver(() => {
    if (plot === null) {
      draw();
    } else if (canvas.clientWidth > 0 && canvas.clientWidth !== plot.width) {
      plot.setSize({ width: canvas.clientWidth, height: HEIGHT });
    }
  });
  resized.observe(canvas);
  const recolour = () => {
    shape = '';
    draw();
  };
  const scheme = matchMedia('(prefers-color-scheme: dark)');
  scheme.addEventListener('change', recolour);
  addEventListener('colours', recolour);
  signal.addEventListener(
    'abort',
    () => {
      resized.disconnect();
      scheme.removeEventListener('change', recolour);
      removeEventListener('colours', recolour);
      plot?.destroy();
    },
    { once: true },
  );
  return figureElement;
}

/** Lines and the bands around them as uPlot's series. */
function layers({ x, lines }) {
  const series = [{}];
  const bands = [];
  const data = [x];
  lines.forEach((line, index) => {
    const number = line.colour ?? index;
    const stroke = lineColour(number);
    series.push({
      label: line.label,
      stroke: line.faint ? faded(stroke, 40) : stroke,
      width: line.faint ? 1 : 2,
      dash: lineDash(number, line.dashed),
      points: { show: x.length < 3, size: 5, filter: (plot, at, show) => (show ? null : alone(plot.data[at])) },
      value: (_, value) => figure(value),
    });
    data.push(line.values);
    if (line.band) {
      const edge = { stroke: 'transparent', width: 0, points: { show: false }, label: '', class: 'edge' };
      series.push(edge, { ...edge });
      data.push(line.band.high, line.band.low);
      bands.push({ series: [series.length - 2, series.length - 1], fill: faded(stroke, 18) });
    }
  });
  return { series, bands, data };
}

function options(x, { y, log }, series, bands, width) {
  const ink = colour('--soft');
  const grid = { stroke: colour('--grid'), width: 1 };
  const axis = { stroke: ink, grid, ticks: grid, font: '12px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif' };
  return {
    width,
    height: HEIGHT,
    scales: { x: { time: false }, y: { distr: log ? 3 : 1 } },
    series: [{ label: x }, ...series.slice(1)],
    bands,
    cursor: { drag: { x: true, y: false } },
    legend: { live: true },
    axes: [
      { ...axis, label: x, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] },
      { ...axis, label: y, size: 64, values: (_, ticks) => ticks.map(tick => (tick === null ? '' : figure(tick))) },
    ],
  };
}

/** A moving mean over so many epochs to both sides; null stays null. */
export function smooth(values, reach) {
  return values.map((value, index) => {
    if (value === null || reach === 0) {
      return value;
    }
    const near = values.slice(Math.max(0, index - reach), index + reach + 1).filter(other => other !== null);
    return near.reduce((sum, other) => sum + other, 0) / near.length;
  });
}
