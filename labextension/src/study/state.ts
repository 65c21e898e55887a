/** What is pointed at, chosen, sorted and compared with. No elements of a page here. */
import { inUnit } from './chart';
import type { About, Candidate, Field, Now } from './data';

export type Column = 'name' | 'verdict' | 'speedup' | Field;

/** Columns of the table, and whether the first click sorts down. */
export const COLUMNS: [Column, string, boolean][] = [
  ['name', 'Model', false],
  ['latency', 'Latency', false],
  ['speedup', 'Speed-up', true],
  ['size', 'Size', false],
  ['metric', '', true],
  ['verdict', 'Verdict', false]
];

const RESERVED = new Set(
  ('False None True and as assert async await break class continue def del elif else except finally for from ' +
    'global if import in is lambda nonlocal not or pass raise return try while with yield').split(' ')
);

export interface Order {
  column: Column;
  isDown: boolean;
}

/** Rows in an order; what was not measured comes last, however it is sorted. Without one: the kept
 * ones, the original, the others, as they were tried. */
export function sorted(candidates: Candidate[], order: Order | null): Candidate[] {
  if (!order) {
    const rank = (each: Candidate) => (each.verdict === 'kept' ? 0 : each.is_original ? 1 : 2);
    return [...candidates].sort((a, b) => rank(a) - rank(b));
  }
  const { column, isDown } = order;
  return [...candidates].sort((a, b) => {
    const [left, right] = [a[column], b[column]];
    if (left === null || right === null) {
      return Number(left === null) - Number(right === null);
    }
    const found = typeof left === 'number' ? left - Number(right) : left.localeCompare(String(right), 'en', { numeric: true });
    return isDown ? -found : found;
  });
}

/** The order after a click on the head of a column: its own way, the other way, as it was tried. */
export function clicked(order: Order | null, column: Column): Order | null {
  const first = COLUMNS.find(([name]) => name === column)?.[2] ?? false;
  if (order?.column !== column) {
    return { column, isDown: first };
  }
  return order.isDown === first ? { column, isDown: !first } : null;
}

/** Those that stand in the picture, along x. */
export function plotted(candidates: Candidate[], x: Field, y: Field): Candidate[] {
  const found = candidates.filter(each => each[x] !== null && each[y] !== null);
  return found.sort((a, b) => (a[x] ?? 0) - (b[x] ?? 0) || (a[y] ?? 0) - (b[y] ?? 0));
}

/** All there is to say of a candidate in one sentence, for those who do not see the picture. */
export function spoken(each: Candidate, about: About): string {
  const facts = [
    each.is_original ? `${each.name}, the model itself` : each.name,
    each.latency === null ? '' : inUnit('latency', each.latency),
    each.speedup === null || each.is_original ? '' : `${times(each.speedup)} the speed`,
    each.size === null ? '' : inUnit('size', each.size),
    each.metric === null ? '' : `${about.metric} ${inUnit('metric', each.metric)}`,
    each.reason ? `${each.verdict}: ${each.reason}` : each.verdict
  ];
  return facts.filter(Boolean).join(', ');
}

export function times(value: number | null): string {
  return value === null ? '–' : `${value.toFixed(2)}×`;
}

/** The title of a field: the metric has its own name. */
export function titled(field: Field, about: About): string {
  return field === 'metric' ? about.metric : field;
}

/** A name that is good for a variable, made of a candidate's. */
export function variableFor(each: Candidate): string {
  const words = each.name.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const name = words.join('_').slice(0, 24).replace(/_+$/, '');
  return !name || /^[0-9]/.test(name) || RESERVED.has(name) ? `model_${name}`.replace(/_$/, '') : name;
}

/** Why a text is no name of a variable, or ''. */
export function whyNoName(text: string): string {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text)) {
    return 'a variable has letters, digits and _, and begins with a letter';
  }
  return RESERVED.has(text) ? `${text} is a word of the language` : '';
}

/** What there is to say beside the bar. */
export function saidNow(now: Now, count: number): string {
  const tried = `${count} tried`;
  return now.state === 'running' ? `${tried} · ${now.text || 'starting'}` : now.line;
}
