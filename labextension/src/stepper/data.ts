/** What the kernel says of a cell that is stepped through: noodle_kernel/stepping/view.py. */
import type { Refusal } from '../tokens';

export type Status = 'ready' | 'running' | 'finished' | 'failed';

export interface Value {
  type: string;
  preview: string;
}

export interface Variable extends Value {
  name: string;
}

/** A call in progress. `function`: its number in the cell; null where it is another cell's. */
export interface Call {
  name: string;
  function: number | null;
  index: number;
  line: number;
}

export interface State {
  status: Status;
  steps: number;
  note: string;
  is_copy: boolean;
  output: string;
  lost: number;
  error: { code: string; message: string; text: string } | null;
  calls: Call[];
  stack: Value[];
  hidden: number;
  variables: Variable[];
  text?: string;
  line?: number;
  /** The next instruction's place in the cell's text, in UTF-16 units. */
  from?: number;
  to?: number;
}

export interface Opened extends State {
  session: number;
}

export interface Instruction {
  text: string;
  indent: number;
  line: number;
}

export interface Listing {
  function: number;
  name: string;
  first: number;
  total: number;
  rows: Instruction[];
}

/** How far a command goes: noodle_kernel/stepping/commands.py. */
export type Command = 'next' | 'next_line' | 'over' | 'over_line' | 'out' | 'run';

/** How the panel asks its kernel; rejects with a `RequestError`. */
export type Ask = <Result>(method: string, params: object) => Promise<Result>;

export interface Trouble extends Refusal {
  notes?: string[];
}
