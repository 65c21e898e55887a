/** What is said of stale cells, and which cell runs next. Knows no page and no notebook. */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Because, CellRow, Dependencies } from './data';

/** A cell that turns out to write other names than foreseen may have to run again, but only once. */
const MOST_RUNS = 2;
const MOST_REASONS = 5;

type Words = Pick<TranslationBundle, '__' | '_n'>;

/** The next cell to run, given how often each has run. */
export function next(order: readonly string[], runs: ReadonlyMap<string, number>): string | null {
  return order.find(id => (runs.get(id) ?? 0) < MOST_RUNS) ?? null;
}

/** The word on a cell's mark; null for cells that have none. */
export function word(row: CellRow, trans: Words): string | null {
  switch (row.state) {
    case 'stale':
      return trans.__('stale');
    case 'edited':
      return trans.__('edited');
    default:
      return null;
  }
}

/** Why a cell is marked, one line a name. `label` names a cell as people see it. */
export function reasons(row: CellRow, label: (id: string) => string, trans: Words): string[] {
  if (row.state === 'edited') {
    return [trans.__('its text is not the one that ran')];
  }
  const said = new Map<string, string>();
  for (const because of row.because) {
    if (!said.has(because.name)) {
      said.set(because.name, reason(because, because.cell === null ? '' : label(because.cell), trans));
    }
  }
  const lines = [...said.values()];
  const more = lines.length - MOST_REASONS;
  return more > 0 ? [...lines.slice(0, MOST_REASONS), trans._n('and one more', 'and %1 more', more)] : lines;
}

function reason({ name, why }: Because, cell: string, trans: Words): string {
  switch (why) {
    case 'changed':
      return trans.__('%1 changed in %2', name, cell);
    case 'upstream':
      return trans.__('%1 comes from %2, which is to be run again', name, cell);
    case 'own':
      return trans.__('it changed %1 and then read its own result: %2 makes %1', name, cell);
    case 'order':
      return trans.__('it read %1 as %2 had left it, out of the notebook’s order', name, cell);
    case 'overwritten':
      return trans.__('%1 was overwritten by %2', name, cell);
    case 'outside':
      return trans.__('%1 changed outside of the notebook’s cells', name);
    case 'needed':
      return trans.__('%2 needs %1 as this cell makes it', name, cell);
    case 'deleted':
      return trans.__('%1: its cell was deleted', name);
    case 'unwritten':
      return trans.__('%2 does not write %1 any more', name, cell);
    case 'failed':
      return trans.__('%2, which writes %1, failed', name, cell);
    case 'interrupted':
      return trans.__('%2, which writes %1, was interrupted', name, cell);
    default:
      return name;
  }
}

/** Whether a notebook runs dependents by itself: what its metadata say, if they say it well. */
export function isReactive(metadata: unknown, otherwise: boolean): boolean {
  const said = isRecord(metadata) ? metadata['reactive'] : undefined;
  return typeof said === 'boolean' ? said : otherwise;
}

/** The metadata of a notebook that says so; what else is in them stays. */
export function withReactive(metadata: unknown, reactive: boolean): Record<string, unknown> {
  return { ...(isRecord(metadata) ? metadata : {}), reactive };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The answer, if a kernel gave one that can be shown. */
export function checked(answer: unknown): Dependencies | null {
  const found = answer as Partial<Dependencies> | null;
  const lists = [found?.cells, found?.order, found?.edges, found?.cycles];
  return lists.every(Array.isArray) ? (found as Dependencies) : null;
}

/** The first line of a cell that says something; what stands below a magic says more than it. */
export function firstLine(code: string, most: number): string {
  const lines = code.split('\n').map(each => each.trim()).filter(each => each && !each.startsWith('#'));
  const line = lines.find(each => !each.startsWith('%%')) ?? lines[0] ?? '';
  const letters = Array.from(line);
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : line;
}

/** Names on an edge: some of them. */
export function someNames(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown}, …` : shown;
}
