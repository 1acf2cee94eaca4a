/** What networks and trainings are made of: kinds, fields, and the service's defaults for what is left out. */

const whole = (name, label, from, more = {}) => ({ name, label, kind: 'number', step: 1, min: from, ...more });
const real = (name, label, more = {}) => ({ name, label, kind: 'number', step: 'any', min: 0, ...more });
const among = (name, label, options, more = {}) => ({ name, label, kind: 'choice', options, ...more });

const ACTIVATIONS = ['linear', 'relu', 'leakyRelu', 'elu', 'gelu', 'tanh', 'sigmoid', 'softmax'];
const INITIALIZERS = [
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'lecunUniform',
  'lecunNormal',
  'randomUniform',
  'randomNormal',
  'zeros',
  'ones',
];
const PADDINGS = ['valid', 'same'];

const activation = among('activation', 'Activation', ACTIVATIONS, { usual: 'linear' });
const initializer = among('kernelInitializer', 'Initializer', INITIALIZERS, { usual: 'glorotUniform', more: true });
const padding = among('padding', 'Padding', PADDINGS, { usual: 'valid', more: true });
const window = [
  whole('size', 'Window', 1),
  whole('stride', 'Stride', 1, { usual: layer => layer.size, more: true }),
  padding,
];

/**
 * The kinds of layers: their words, the fields (`usual` is the service's default, `more` hides a field behind “More”), and a
 * layer to begin with.
 */
export const LAYERS = {
  dense: {
    words: 'Dense',
    fields: [whole('units', 'Units', 1), activation, initializer],
    first: { units: 64, activation: 'relu' },
  },
  conv2d: {
    words: 'Convolution',
    fields: [
      whole('filters', 'Filters', 1),
      whole('kernel', 'Kernel', 1),
      activation,
      whole('stride', 'Stride', 1, { usual: 1, more: true }),
      padding,
      initializer,
    ],
    first: { filters: 16, kernel: 3, activation: 'relu' },
  },
  maxPool2d: { words: 'Max pooling', fields: window, first: { size: 2 } },
  avgPool2d: { words: 'Average pooling', fields: window, first: { size: 2 } },
  globalAvgPool2d: { words: 'Global average pooling', fields: [], first: {} },
  batchNorm: {
    words: 'Batch normalisation',
    fields: [
      real('momentum', 'Momentum', { usual: 0.99, max: 1 }),
      real('epsilon', 'Epsilon', { usual: 0.001, max: 1 }),
    ],
    first: {},
  },
  flatten: { words: 'Flatten', fields: [], first: {} },
  dropout: { words: 'Dropout', fields: [real('rate', 'Rate', { max: 1 })], first: { rate: 0.3 } },
  activation: {
    words: 'Activation',
    fields: [{ ...activation, usual: undefined }],
    first: { activation: 'relu' },
  },
};

/** Those that need an image, so that they stand before it becomes a vector. */
export const OF_IMAGES = ['conv2d', 'maxPool2d', 'avgPool2d', 'globalAvgPool2d'];

const rate = real('learningRate', 'Learning rate');
const momentum = real('momentum', 'Momentum', { max: 1 });
const epsilon = real('epsilon', 'Epsilon', { max: 1 });
const adam = [rate, real('beta1', 'Beta 1', { max: 1 }), real('beta2', 'Beta 2', { max: 1 }), epsilon];

/** The optimizers with their fields and the values of those that are left out. */
export const OPTIMIZERS = {
  sgd: { words: 'SGD', fields: [rate], usual: { learningRate: 0.01 } },
  momentum: { words: 'Momentum', fields: [rate, momentum], usual: { learningRate: 0.01, momentum: 0.9 } },
  nesterov: { words: 'Nesterov momentum', fields: [rate, momentum], usual: { learningRate: 0.01, momentum: 0.9 } },
  rmsprop: {
    words: 'RMSprop',
    fields: [rate, real('rho', 'Rho', { max: 1 }), epsilon],
    usual: { learningRate: 0.001, rho: 0.9, epsilon: 1e-7 },
  },
  adam: { words: 'Adam', fields: adam, usual: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } },
  adamw: {
    words: 'AdamW',
    fields: [...adam, real('weightDecay', 'Weight decay')],
    usual: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.004 },
  },
  adagrad: {
    words: 'Adagrad',
    fields: [rate, real('initialAccumulator', 'Initial accumulator'), epsilon],
    usual: { learningRate: 0.001, initialAccumulator: 0.1, epsilon: 1e-7 },
  },
};

const warmUp = real('warmUpEpochs', 'Warm-up (epochs)');
const factor = real('factor', 'Factor', { max: 1 });
const end = real('finalFactor', 'Final factor', { max: 1 });

/** The schedules, in the same form. */
export const SCHEDULES = {
  constant: { words: 'Constant', fields: [warmUp], usual: { warmUpEpochs: 0 } },
  step: {
    words: 'Steps',
    fields: [whole('everyEpochs', 'Every … epochs', 1), factor, warmUp],
    usual: { everyEpochs: 10, factor: 0.5, warmUpEpochs: 0 },
  },
  exponential: { words: 'Exponential', fields: [factor, warmUp], usual: { factor: 0.95, warmUpEpochs: 0 } },
  cosine: { words: 'Cosine', fields: [end, warmUp], usual: { finalFactor: 0, warmUpEpochs: 0 } },
  oneCycle: {
    words: 'One cycle',
    fields: [real('rise', 'Rise (share)', { max: 1 }), real('initialFactor', 'Initial factor', { max: 1 }), end, warmUp],
    usual: { rise: 0.3, initialFactor: 0.04, finalFactor: 4e-6, warmUpEpochs: 0 },
  },
};

/** Groups of the training's other fields; a name with a dot is within a part. */
export const TRAINING = {
  beginning: [whole('epochs', 'Epochs', 1, { max: 10_000 }), whole('batchSize', 'Batch size', 1, { max: 60_000 })],
  regularisation: [
    real('l2', 'L2 of kernels'),
    real('l1', 'L1 of kernels'),
    real('l2Biases', 'L2 of biases'),
    real('weightDecay', 'Decoupled decay'),
    real('labelSmoothing', 'Label smoothing', { max: 0.9 }),
    real('clipping.norm', 'Clip the norm at'),
    real('clipping.value', 'Clip values at'),
  ],
  augmentation: [
    real('augmentation.shift', 'Shift (pixels)', { max: 64 }),
    real('augmentation.rotation', 'Rotation (degrees)', { max: 180 }),
    real('augmentation.scale', 'Scale (±)', { max: 0.9 }),
    real('augmentation.shear', 'Shear (±)', { max: 1 }),
    real('augmentation.elastic.alpha', 'Elastic: strength', { max: 1000 }),
    real('augmentation.elastic.sigma', 'Elastic: smoothing', { min: 0.5, max: 16 }),
    whole('augmentation.cutout', 'Cutout (pixels)', 0, { max: 64 }),
  ],
  averaging: [
    real('averaging.decay', 'Decay per mini-batch', { max: 0.99999 }),
    whole('averaging.fromEpoch', 'From epoch', 1, { max: 10_000 }),
  ],
  stopping: [
    among('earlyStopping.metric', 'Watch', ['loss', 'accuracy']),
    whole('earlyStopping.patience', 'Patience (epochs)', 1),
    real('earlyStopping.minimumDelta', 'Least improvement'),
    among('earlyStopping.restoreBest', 'Keep', [
      [true, 'the best epoch'],
      [false, 'the last epoch'],
    ]),
  ],
};

/** What averaging is when it is switched on. */
export const AVERAGING = { decay: 0.99, fromEpoch: 1 };
/** What early stopping is when it is switched on. */
export const STOPPING = { metric: 'loss', patience: 5, minimumDelta: 0, restoreBest: true };
/** What part of the training images is held out when it is switched on. */
export const HELD_OUT = 0.1;
/** Which engines may be asked for. */
export const ENGINES = [
  ['auto', 'The first that can train it here'],
  ['cuda', 'cuda'],
  ['fused', 'fused'],
  ['dl4j', 'dl4j'],
];
