/** The problems of one notebook: how many there are, and which is the next. Knows no page. */
import { type ISignal, Signal } from '@lumino/signaling';

import type { Problem, Severity } from './data';
import type { CellText } from './names';

export type Counts = Record<Severity, number>;

export interface Place {
  cell: string;
  problem: Problem;
  /** From 1, of `total`. */
  number: number;
  total: number;
}

export class Problems {
  private readonly byCell = new Map<string, Problem[]>();
  private readonly _changed = new Signal<this, void>(this);

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  of(cell: string): readonly Problem[] {
    return this.byCell.get(cell) ?? [];
  }

  set(cell: string, problems: Problem[]): void {
    if (problems.length > 0) {
      this.byCell.set(cell, problems);
    } else if (!this.byCell.delete(cell)) {
      return;
    }
    this._changed.emit();
  }

  /** Cells that are gone take their problems with them. */
  keep(cells: ReadonlySet<string>): void {
    for (const cell of [...this.byCell.keys()]) {
      if (!cells.has(cell)) {
        this.set(cell, []);
      }
    }
  }

  clear(): void {
    this.byCell.clear();
    this._changed.emit();
  }

  get counts(): Counts {
    const counts: Counts = { error: 0, warning: 0, info: 0 };
    for (const problems of this.byCell.values()) {
      for (const { severity } of problems) {
        counts[severity] += 1;
      }
    }
    return counts;
  }

  /** The next problem (`step` 1) or the one before (-1), around the end of the notebook. */
  from(cells: readonly string[], cell: string | null, offset: number, step: 1 | -1): Place | null {
    const all = cells.flatMap(id => [...this.of(id)].sort((a, b) => a.from - b.from).map(problem => ({ cell: id, problem })));
    const here = cell === null ? -1 : cells.indexOf(cell);
    const isBehind = (place: { cell: string; problem: Problem }) => {
      const at = cells.indexOf(place.cell);
      return step > 0 ? at > here || (at === here && place.problem.from > offset) : at < here || (at === here && place.problem.from < offset);
    };
    const found = step > 0 ? all.findIndex(isBehind) : all.findLastIndex(isBehind);
    const index = found >= 0 ? found : step > 0 ? 0 : all.length - 1;
    const place = all[index];
    return place ? { ...place, number: index + 1, total: all.length } : null;
  }
}

/** The cell that defines a name, if another does: the nearest one before, else the first after.
 * Null is a cell without code. */
export function definingCell(name: string, cells: readonly (CellText | null)[], self: number): number | null {
  const before = cells.slice(0, Math.max(0, self)).findLastIndex(cell => cell?.defines(name));
  if (before >= 0) {
    return before;
  }
  const after = cells.slice(self + 1).findIndex(cell => cell?.defines(name));
  return after >= 0 ? self + 1 + after : null;
}

/** How long to wait after a key: the longer the text, the longer its check takes. */
export function delayFor(length: number, delayMs: number): number {
  return delayMs + Math.min(2000, Math.max(0, length - 20_000) / 100);
}
