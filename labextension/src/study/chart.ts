/**
 * Where the points of a study stand: axes, ticks, the front. No elements of a page here.
 *
 * The same as ahr/widgets/chart.py, which draws the still picture.
 */
import type { Candidate, Field } from './data';

const UNITS: Record<Field, [number, string][]> = {
  latency: [[1, 's'], [1e-3, 'ms'], [1e-6, 'µs']],
  size: [[1e9, 'GB'], [1e6, 'MB'], [1e3, 'kB'], [1, 'B']],
  metric: [[1, '']]
};
const MARGIN = 0.08;
const LOGARITHMIC_FROM = 12;
const NEARLY = 1e-9;

export interface Axis {
  title: string;
  ticks: [number, string][];
  /** From 0 to 1 between the ends. */
  place(value: number): number;
}

export function axis(field: Field, name: string, values: number[]): Axis {
  const least = values.length ? Math.min(...values) : 0;
  const most = values.length ? Math.max(...values) : 1;
  const [scale, unit] = unitOf(field, most);
  const isLog = field !== 'metric' && least > 0 && most / least >= LOGARITHMIC_FROM;
  const [low, high] = ends(field, least, most, isLog);
  const found = isLog ? logMarks(low / scale, high / scale) : marks(low / scale, high / scale);
  const place = (value: number) => (isLog ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low));
  return {
    title: unit ? `${name} (${unit})` : name,
    ticks: found.map(([mark, text]) => [place(mark * scale), text]),
    place
  };
}

export function unitOf(field: Field, most: number): [number, string] {
  const units = UNITS[field];
  return units.find(([size]) => most >= size * (1 - NEARLY)) ?? units.at(-1) ?? [1, ''];
}

/** A figure for people: three digits that count, and the unit. */
export function inUnit(field: Field, value: number | null): string {
  if (value === null) {
    return '–';
  }
  if (field === 'metric') {
    return String(Number(value.toPrecision(4)));
  }
  const [scale, unit] = unitOf(field, value);
  return `${Number((value / scale).toPrecision(3))} ${unit}`;
}

/** Of the kept ones, those that none is better than in both, along x. */
export function front(candidates: Candidate[], x: Field, y: Field, higherIsBetter: boolean): Candidate[] {
  const sign = (field: Field) => (field === 'metric' && higherIsBetter ? -1 : 1);
  const at = (each: Candidate, field: Field) => sign(field) * (each[field] ?? 0);
  const kept = candidates.filter(each => each.verdict === 'kept' && each[x] !== null && each[y] !== null);
  const found: Candidate[] = [];
  for (const each of [...kept].sort((a, b) => at(a, x) - at(b, x) || at(a, y) - at(b, y))) {
    const last = found[found.length - 1];
    if (!last || at(each, y) < at(last, y)) {
      found.push(each);
    }
  }
  return found;
}

/** The line of a front: what lies beyond it is covered by a point of it. */
export function stairs(points: [number, number][]): [number, number][] {
  return points.flatMap((point, index): [number, number][] => {
    const last = points[index - 1];
    return last ? [[point[0], last[1]], point] : [point];
  });
}

function ends(field: Field, least: number, most: number, isLog: boolean): [number, number] {
  if (isLog) {
    const factor = (most / least) ** MARGIN;
    return [least / factor, most * factor];
  }
  const span = most - least;
  const room = span > 0 ? span * MARGIN : Math.abs(most) * 0.1 || 1;
  const low = least - room;
  return [field !== 'metric' && least > 0 ? Math.max(low, 0) : low, most + room];
}

function marks(low: number, high: number): [number, string][] {
  const raw = (high - low) / 8;
  const power = Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].find(each => each * 10 ** power >= raw * (1 - NEARLY)) ?? 10;
  const size = step * 10 ** power;
  const digits = Math.max(0, -Math.floor(Math.log10(size) + NEARLY));
  const found: [number, string][] = [];
  for (let at = Math.ceil(low / size - NEARLY); at <= Math.floor(high / size + NEARLY); at++) {
    found.push([at * size, (at * size).toFixed(digits)]);
  }
  return found;
}

function logMarks(low: number, high: number): [number, string][] {
  const heads = high / low < 400 ? [1, 2, 5] : [1];
  const found: [number, string][] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const head of heads) {
      const mark = head * 10 ** power;
      if (low * (1 - NEARLY) <= mark && mark <= high * (1 + NEARLY)) {
        found.push([mark, String(Number(mark.toPrecision(3)))]);
      }
    }
  }
  return found;
}
