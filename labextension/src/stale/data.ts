/** What a kernel says of a notebook's cells: noodle_kernel/live/stale.py. */

export type State = 'fresh' | 'stale' | 'edited' | 'new' | 'failed';

export interface Because {
  name: string;
  /** The cell whose doing it is; null where no cell of the notebook did it. */
  cell: string | null;
  /** One of WHY in noodle_kernel/live/dataflow.py. */
  why: string;
}

export interface CellRow {
  id: string;
  reads: string[];
  writes: string[];
  state: State;
  because: Because[];
}

export interface Edge {
  from: string;
  to: string;
  names: string[];
}

export interface Dependencies {
  cells: CellRow[];
  /** What to run again, sources first. */
  order: string[];
  edges: Edge[];
  cycles: string[][];
}

/** A cell as the page has it. */
export interface Shown {
  id: string;
  code: string;
}
