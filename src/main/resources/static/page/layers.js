/** A network layer by layer, as the service works it out. */

import { post } from './api.js';
import { h } from './dom.js';
import { count } from './format.js';
import { table } from './parts.js';

const shape = sides => sides.map(count).join(' × ');

/** The layers of a network on a dataset. @param {{network: object, dataset: string}} spec */
export async function layers({ network, dataset }, signal) {
  const summary = await post('/networks/summary', { network, dataset }, signal);
  return [
    h(
      'p',
      {},
      `${count(summary.parameters)} parameters, ${count(summary.multiplyAdds)} multiplications and additions for an image of ${shape(summary.inputShape)}.`,
    ),
    table(
      {
        caption: 'Layers',
        columns: [
          { name: 'Layer', cell: ({ index, type }) => `${index} ${type}`, short: true },
          { name: 'What it does', cell: layer => layer.does },
          { name: 'Becomes', cell: layer => shape(layer.outputShape), short: true },
          { name: 'Activation', cell: layer => layer.activation ?? '' },
          { name: 'Parameters', cell: layer => (layer.parameters === 0 ? '0' : layer.parametersWorkedOut), number: true },
        ],
      },
      summary.layers,
    ),
    h('p', { class: 'apart' }, `Loss: ${summary.loss.name}, ${summary.loss.formula}. ${summary.loss.reading}`),
  ];
}
