/** What is inside a trained network: its scores, its errors, its kernels and what it makes of an image. */

import { address, get } from './api.js';
import { activations } from './activations.js';
import { confusion, mark } from './confusion.js';
import { fill, h } from './dom.js';
import { gallery } from './gallery.js';
import { goTo, later } from './later.js';
import { choice, isOver, picture, pictureWidth } from './parts.js';
import { paging } from './results.js';
import { scores } from './scores.js';

const KERNELS = 100;
/** So that they can be told from each other on a small screen. */
const FEW_KERNELS = 25;
const NARROW = 600;
const WITH_KERNELS = { dense: 'units', conv2d: 'filters' };

/**
 * Everything that can be seen of a trial's network.
 *
 * @param {Visit} visit which keeps the epoch, the images and what is chosen further down
 * @param {string} path of the trial
 * @param {object} trial as the service has it
 * @returns {{element: HTMLElement, show: function(object)}} `show` takes the trial as it is now
 */
export function inside(visit, path, trial) {
  const { query, signal } = visit;
  let known = trial;
  let asked = new Map();
  const element = h('div', {});
  const newer = h('div', {});
  let sections = [];
  build();
  return {
    element,
    show(now) {
      const { final, status } = known;
      known = now;
      if (final === null || status !== now.status) {
        again();
      } else if (final.epoch !== now.final?.epoch) {
        fill(
          newer,
          h(
            'p',
            { class: 'note' },
            `Epoch ${now.epochsCompleted} has ended since. `,
            h('button', { type: 'button', onclick: again }, 'Look again'),
          ),
        );
      }
    },
  };

  function build() {
    if (!known.final) {
      const words = isOver(known.status)
        ? 'There is no trained network: it ended before its first epoch did.'
        : 'There is no trained network yet: it is there after the first epoch.';
      fill(element, h('section', { class: 'card' }, h('h2', {}, 'Look inside'), h('p', {}, words)));
      return;
    }
    const images = activations(visit, { file, path, signal, ask });
    const matrix = h('div', {});
    const errors = gallery(visit, {
      file,
      signal,
      ask,
      filtered: (actual, predicted) => mark(matrix, actual, predicted),
      inspect: async image => {
        visit.keep('image', image);
        await images.open();
        await images.choose(image);
        goTo(images);
      },
    });
    const wrong = later(
      'Where it errs',
      async () => {
        fill(matrix, confusion(await ask('confusion-matrix'), errors.choose));
        return h('div', { class: 'columns' }, matrix, await errors.build());
      },
      signal,
    );
    sections = [
      later('How good it is', async () => scores(await ask('evaluation'), file, signal), signal),
      wrong,
      images,
      kernels(),
    ];
    fill(
      element,
      h(
        'div',
        { class: 'row spread' },
        h('h2', { class: 'part' }, 'Look inside'),
        h('div', { class: 'row' }, epochs(), imageSets()),
      ),
      newer,
      sections,
    );
  }

  /** Of a running training the network is read when it is wanted, not after every epoch: that would slow the training. */
  function again() {
    asked = new Map();
    fill(newer);
    build();
  }

  /** The path of a picture or file about the chosen epoch and images. */
  function file(name, parameters = {}) {
    const about = name.startsWith('weights') ? {} : { images: onHoldout() ? 'holdout' : null };
    return address(`${path}/${name}`, { epoch: query.get('epoch'), ...about, ...parameters });
  }

  /** What several parts need is asked for once. */
  function ask(name) {
    if (!asked.has(name)) {
      asked.set(name, get(file(name), signal));
    }
    return asked.get(name);
  }

  function onHoldout() {
    return known.validation.source === 'holdout' && query.get('images') === 'holdout';
  }

  function change(name, value) {
    visit.keep(name, value);
    ['page', 'trueClass', 'predicted'].forEach(other => visit.keep(other, null));
    if (name === 'images') {
      visit.keep('image', null);
    }
    asked = new Map();
    sections.forEach(section => section.refresh());
  }

  function epochs() {
    const { best, final } = known;
    if (best.epoch === final.epoch) {
      return h('span', { class: 'hint' }, `After epoch ${final.epoch}, the best and last`);
    }
    const counts = known.spec.training.earlyStopping?.restoreBest ? 'best' : 'last';
    const options = [
      ['best', `Best (${best.epoch})`],
      ['last', `Last (${final.epoch})`],
    ];
    return choice(
      'After the epoch',
      options,
      ['best', 'last'].includes(query.get('epoch')) ? query.get('epoch') : counts,
      value => change('epoch', value === counts ? null : value),
    );
  }

  function imageSets() {
    if (known.validation.source !== 'holdout') {
      return null;
    }
    const options = [
      ['', 'Test images'],
      ['holdout', 'Held-out training images'],
    ];
    return choice('On', options, onHoldout() ? 'holdout' : '', value => change('images', value));
  }

  /** A colour image has a kernel for each of its channels. */
  async function channels() {
    const datasets = await get('/datasets', signal);
    return datasets.find(({ name }) => name === known.spec.dataset)?.imageShape[2] ?? 1;
  }

  function kernels() {
    const { layers } = known.spec.network;
    const first = layers.findIndex(({ type }) => type in WITH_KERNELS);
    let page = 0;
    return later(
      'What its first layer looks for',
      async () => {
        if (layers.slice(0, first).some(({ type }) => type === 'globalAvgPool2d')) {
          return h('p', {}, 'The first layer with weights sees averages and no image; there is nothing to draw.');
        }
        const all = layers[first][WITH_KERNELS[layers[first].type]] * (await channels());
        const size = pictureWidth() < NARROW ? FEW_KERNELS : KERNELS;
        const alt = () =>
          `Kernels ${page * size + 1} to ${Math.min(all, (page + 1) * size)} of ${all} of the first layer that has some`;
        const path = () => file('weights.png', { page, size, width: pictureWidth(), height: pictureWidth() });
        const shown = picture(path(), alt(), signal);
        const pages = h('div', {});
        const turn = to => {
          page = to;
          shown.querySelector('img').alt = alt();
          shown.refresh(path());
          fill(pages, paging({ page, totalPages: Math.ceil(all / size) }, turn));
        };
        fill(pages, paging({ page, totalPages: Math.ceil(all / size) }, turn));
        return [
          h(
            'p',
            {},
            'Each picture is what one unit or filter weighs: orange where ink speaks for it, blue where ink speaks against it.',
          ),
          shown,
          pages,
        ];
      },
      signal,
    );
  }
}
