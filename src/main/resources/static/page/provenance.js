/** Where a trial's figures come from: engine, versions, hardware, checksums, and every attempt. */

import { h } from './dom.js';
import { plural, time } from './format.js';
import { copyable, table } from './parts.js';
import { facts } from './results.js';

/** What is recorded of a trial's origin. */
export function provenance(trial) {
  return [
    trial.provenance === null ? h('p', {}, 'It has not begun to train.') : origin(trial.provenance),
    h('h3', { class: 'apart' }, 'Attempts'),
    table(
      {
        caption: 'Attempts',
        empty: 'None yet.',
        columns: [
          { name: 'Attempt', cell: one => String(one.attempt), number: true },
          { name: 'Process', cell: one => one.process },
          { name: 'From epoch', cell: one => String(one.fromEpoch + 1), number: true },
          { name: 'Began', cell: one => time(one.startedAt), short: true },
          { name: 'Ended', cell: one => time(one.endedAt), short: true },
          { name: 'Remarks', cell: one => [one.isolation, one.death].filter(text => text !== null).join('; ') },
        ],
      },
      trial.attempts,
    ),
    h('h3', { class: 'apart' }, 'What was trained'),
    copyable('Network and training as JSON', JSON.stringify(trial.spec, null, 2)),
  ];
}

function origin({ engine, engineReason, library, blas, versions, dataset, hardware }) {
  return facts([
    ['Engine', `${engine}: ${engineReason}`],
    ['Library', `${library}, ${blas}`],
    [
      'Versions',
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    ],
    [
      'Hardware',
      [
        hardware.card,
        hardware.cpu,
        plural(hardware.cores, 'core'),
        plural(hardware.threads, 'thread'),
        `${plural(hardware.slots, 'trial')} at once`,
      ]
        .filter(Boolean)
        .join(', '),
    ],
    ['Dataset', `${dataset.name}, from ${dataset.source}`],
    ...Object.entries(dataset.sha256).map(([file, sum]) => [file, h('code', {}, sum)]),
  ]);
}
