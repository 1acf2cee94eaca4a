/** Numbers and times in the form of the reader's own language and region. */

const SECOND = 1;
const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const four = new Intl.NumberFormat(undefined, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
const significant = new Intl.NumberFormat(undefined, { maximumSignificantDigits: 4 });
const small = new Intl.NumberFormat(undefined, { notation: 'scientific', maximumSignificantDigits: 3 });
const hundredth = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(undefined, {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const since = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const NOTHING = '–';
/** Of any number. */
const ALL_DIGITS = 17;

function known(value) {
  return typeof value === 'number' && Number.isFinite(value);
}

/** 60,000 */
export const count = value => (known(value) ? whole.format(value) : NOTHING);

/** An accuracy or a probability: 0.9847 */
export const accuracy = value => (known(value) ? four.format(value) : NOTHING);

/** Any figure: 0.1, 12.35, 3E-5 */
export function figure(value) {
  if (!known(value)) {
    return NOTHING;
  }
  return isPlain(value) ? significant.format(value) : small.format(value);
}

const isPlain = value => value === 0 || (Math.abs(value) >= 0.0001 && Math.abs(value) < 1e6);

/** A share of 0 to 1: 42% */
export const percent = value => (known(value) ? hundredth.format(value) : NOTHING);

/** A share of 0 to 1: 42.3% */
export const finePercent = value => (known(value) ? tenth.format(value) : NOTHING);

/** Seconds: 0.02 s, 0.8 s, 42 s, 3 min 20 s, 2 h 5 min */
export function duration(seconds) {
  if (!known(seconds)) {
    return NOTHING;
  }
  if (seconds < 10) {
    return `${significant.format(seconds < 0.1 ? Number(seconds.toPrecision(1)) : Math.round(seconds * 10) / 10)} s`;
  }
  const rounded = Math.round(seconds);
  if (rounded < MINUTE) {
    return `${rounded} s`;
  }
  if (rounded < HOUR) {
    return `${Math.floor(rounded / MINUTE)} min ${rounded % MINUTE} s`;
  }
  return `${whole.format(Math.floor(rounded / HOUR))} h ${Math.floor((rounded % HOUR) / MINUTE)} min`;
}

/** An ISO time, to the minute. */
export const time = iso => (iso ? moment.format(new Date(iso)) : NOTHING);

/** An ISO time as seen from now: 3 minutes ago */
export function ago(iso) {
  if (!iso) {
    return NOTHING;
  }
  const seconds = (new Date(iso) - Date.now()) / 1000;
  const [unit, size] = [
    ['day', DAY],
    ['hour', HOUR],
    ['minute', MINUTE],
    ['second', SECOND],
  ].find(([, length]) => Math.abs(seconds) >= length) ?? ['second', SECOND];
  return since.format(Math.round(seconds / size), unit);
}

/** Bytes: 1.2 MB */
export function bytes(value) {
  if (!known(value)) {
    return NOTHING;
  }
  if (value < 1000) {
    return plural(value, 'byte');
  }
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const step = Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: units[step],
    maximumSignificantDigits: 3,
  }).format(value / 1000 ** step);
}

/**
 * The value of a parameter: 0.99995, 3E-5, relu
 *
 * @param {number} [digits] of a number at most; without it, all that the number has
 */
export function parameter(value, digits = ALL_DIGITS) {
  if (typeof value !== 'number') {
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
  const notation = isPlain(value) ? 'standard' : 'scientific';
  return new Intl.NumberFormat(undefined, { notation, maximumSignificantDigits: digits }).format(value);
}

/** 1 trial, 3 trials */
export function plural(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** The size of an image, and whether it has colours: 28 × 28, grey */
export const imageWords = ([height, width, channels]) => `${height} × ${width}, ${channels === 1 ? 'grey' : 'colour'}`;
