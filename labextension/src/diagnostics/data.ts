/** What the kernel says of a cell's text: noodle_kernel/live/checking.py. Offsets are UTF-16. */
export interface Problem {
  from: number;
  to: number;
  severity: 'error' | 'warning' | 'info';
  code: string;
  message: string;
  notes: string[];
  hint: string | null;
  related: { from: number; to: number; label: string }[];
}

export interface Checked {
  diagnostics: Problem[];
}
