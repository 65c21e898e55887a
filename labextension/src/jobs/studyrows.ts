/** Candidates of a study as rows: what ahr/optimise/candidates.py tells, checked and sorted. */

import { text } from '../server/text';

export interface Row {
  key: string;
  name: string;
  verdict: string;
  reason: string;
  isOriginal: boolean;
  latency: number | null;
  size: number | null;
  metric: number | null;
}

export interface Sort {
  by: 'name' | 'latency' | 'size' | 'metric';
  isFalling: boolean;
}

export function rowsOf(given: readonly unknown[]): Row[] {
  return given.flatMap(each => {
    const told = each as Record<string, unknown> | null;
    if (typeof told?.['key'] !== 'string') {
      return [];
    }
    return [
      {
        key: told['key'],
        name: text(told['name'], told['key']),
        verdict: text(told['verdict']),
        reason: text(told['reason']),
        isOriginal: Array.isArray(told['lineage']) && told['lineage'].length === 0,
        latency: positive(told['latency_s']),
        size: positive(told['size_bytes']),
        metric: typeof told['metric'] === 'number' ? told['metric'] : null
      }
    ];
  });
}

/** The last that was told of each. */
export function byKey(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map(row => [row.key, row])).values()];
}

/** Those that lack the value come last either way. */
export function sorted(rows: readonly Row[], { by, isFalling }: Sort): Row[] {
  const sign = isFalling ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [a[by], b[by]];
    if (x === null || y === null) {
      return Number(x === null) - Number(y === null);
    }
    return sign * (typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y)));
  });
}

/** 8.6 µs, 1.25 ms, 2 s. */
export function elapsed(s: number): string {
  const units: [number, string] = s >= 1 ? [1, 's'] : s >= 1e-3 ? [1e-3, 'ms'] : [1e-6, 'µs'];
  return `${Number((s / units[0]).toPrecision(3))} ${units[1]}`;
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && value > 0 ? value : null;
}
