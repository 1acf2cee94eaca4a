/** All datasets, and a place to bring one of one's own. */

import { get } from './api.js';
import { newDataset } from './data-new.js';
import { h } from './dom.js';
import { bytes, count, imageWords } from './format.js';

/** Shows the list. */
export default async function data(visit) {
  visit.title('Data');
  const datasets = await get('/datasets', visit.signal);
  return h(
    'div',
    {},
    h('h1', {}, 'Data'),
    h('div', { class: 'columns datasets' }, datasets.map(card)),
    newDataset(visit.signal),
  );
}

function card({ name, title, description, builtIn, classes, imageShape, trainImages, testImages, bytes: size }) {
  const path = encodeURIComponent(name);
  const fact = (words, value) => [h('dt', {}, words), h('dd', {}, value)];
  return h(
    'article',
    { class: 'card', 'aria-label': title },
    h('h2', {}, h('a', { href: `#/data/${path}` }, title)),
    h('p', {}, description),
    h(
      'dl',
      { class: 'facts' },
      fact('Name', h('code', {}, name)),
      fact('Classes', count(classes.length)),
      fact('Images', `${count(trainImages)} for training, ${count(testImages)} for testing`),
      fact('Size of each', imageWords(imageShape)),
      fact('Space', bytes(size)),
      fact('Source', builtIn ? 'built in' : 'uploaded'),
    ),
    h('p', { class: 'actions' }, h('a', { class: 'button', href: `#/new?dataset=${path}`, 'aria-label': `Train on it: ${title}` }, 'Train on it')),
  );
}
