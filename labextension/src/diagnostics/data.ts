/** What the kernel says of a cell's text: noodle_kernel/live/checking.py. Offsets are UTF-16. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

export interface Fix {
  title: string;
  edits: Edit[];
}

export type Severity = 'error' | 'warning' | 'info';

export interface Problem {
  from: number;
  to: number;
  severity: Severity;
  code: string;
  message: string;
  notes: string[];
  hint: string | null;
  related: { from: number; to: number; label: string }[];
  /** The name that is not defined, where that is what is wrong. */
  name?: string | null;
  fixes?: Fix[];
}

export interface Checked {
  diagnostics: Problem[];
}
