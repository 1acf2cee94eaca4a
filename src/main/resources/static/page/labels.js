/** What tells the cells of a sweep apart, in words, as in the service's pictures: layers[1].units = 4, l2 = 0.001 */

import { parameter } from './format.js';

const USUAL_DIGITS = 6;
/** Enough to tell any two numbers apart. */
const ALL_DIGITS = 17;

/**
 * Labels of cells.
 *
 * @param {object[]} cells the values of each by their paths
 * @returns {{name: function(string): string, value: function(string, *): string, of: function(object): string}} a path by
 *     as much of its end as tells it from the others, a value of a path with as many digits as tell its values apart, and
 *     all of a cell
 */
export function labelsOf(cells) {
  const paths = [...new Set(cells.flatMap(cell => Object.keys(cell)))];
  const names = new Map(paths.map(path => [path, shortName(path, paths)]));
  const digits = new Map(paths.map(path => [path, digitsApart(cells.map(cell => cell[path]))]));
  const value = (path, one) => parameter(one, digits.get(path));
  return {
    name: path => names.get(path),
    value,
    of: cell => Object.entries(cell).map(([path, one]) => `${names.get(path)} = ${value(path, one)}`).join(', '),
  };
}

/** An index belongs to the name before it: layers[1] and layers.1 are one part. */
function shortName(path, all) {
  const parts = path.split(/\.(?=[^.\d])/);
  let first = parts.length - 1;
  if (first > 0 && /\d\]?$/.test(parts[first - 1])) {
    first--;
  }
  const name = () => parts.slice(first).join('.');
  while (first > 0 && all.some(other => other !== path && `.${other}`.endsWith(`.${name()}`))) {
    first--;
  }
  return name();
}

function digitsApart(values) {
  const different = [...new Map(values.map(value => [JSON.stringify(value), value])).values()];
  let digits = USUAL_DIGITS;
  while (digits < ALL_DIGITS && new Set(different.map(value => parameter(value, digits))).size < different.length) {
    digits++;
  }
  return digits;
}
