/** The few words in each box, as in ahr/drawing/words.py, and numbers as people read them. */
import { isGroup, type GroupData, type NodeData } from './data';

export const TITLE_SIZE = 12.5;
export const DETAIL_SIZE = 11;
const MARGIN = 12;
const EM = 0.6;
const LONGEST = 34;
const NARROWEST = 104;
const UNITS: [number, string][] = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

export function titleOf(data: NodeData | GroupData): string {
  if (isGroup(data)) {
    const times = data.kind === 'repeat' ? ` × ${data.count}` : '';
    return cut(data.name, LONGEST - times.length) + times;
  }
  return cut(data.kind === 'output' ? 'output' : data.kind === 'input' ? data.name : data.op, LONGEST);
}

export function detailOf(data: NodeData | GroupData): string {
  if (isGroup(data)) {
    return `${data.size / data.count} ops, ${short(data.parameters)} parameters`;
  }
  return cut(data.outputs.map(each => each.shape).join(', '), LONGEST);
}

/** 1234567 as 1.23 M. */
export function short(count: number | null): string {
  if (count === null) {
    return '?';
  }
  for (const [unit, letter] of UNITS) {
    if (count >= unit) {
      return `${Number((count / unit).toPrecision(3))} ${letter}`;
    }
  }
  return String(Number(count.toPrecision(3)));
}

const SECONDS: [number, string][] = [[1, 's'], [1e-3, 'ms']];
const LEAST: [number, string] = [1e-6, 'µs'];

/** A number of an overlay with its unit: "1.2 ms", "0.0123". */
export function figure(value: number, unit: string): string {
  if (unit === 's') {
    const [size, name] = SECONDS.find(([least]) => Math.abs(value) >= least) ?? LEAST;
    return `${Number((value / size).toPrecision(3))} ${name}`;
  }
  const words = Math.abs(value) < 1000 ? String(Number(value.toPrecision(3))) : short(Math.round(value));
  return `${words} ${unit}`.trim();
}

/** A count with its unit: "1.23 MB", "12 B". */
export function withUnit(count: number | null, unit: string): string {
  const words = short(count);
  return /[TGMk]$/.test(words) && unit.length === 1 ? words + unit : `${words} ${unit}`;
}

/** A text that is too long without its middle. */
export function cut(text: string, length: number): string {
  if (text.length <= length) {
    return text;
  }
  const ahead = Math.floor(((length - 1) * 2) / 3);
  return `${text.slice(0, ahead)}…${text.slice(text.length - (length - 1 - ahead))}`;
}

/** What a box takes that shows both lines. */
export function widthOf(title: string, detail: string): number {
  const text = Math.max(title.length * TITLE_SIZE, detail.length * DETAIL_SIZE) * EM;
  return Math.max(NARROWEST, text + 2 * MARGIN);
}
