/** What the kernel says of variables: noodle_kernel/live/variables.py and describing.py. */
export interface Variable {
  name: string;
  type: string;
  shape: string;
  /** Null where nobody knows. */
  bytes: number | null;
  /** Whether nothing else belongs to it. */
  is_whole: boolean;
  preview: string;
}

export interface Listing {
  rows: Variable[];
  /** How many there are; `rows` may be fewer. */
  total: number;
}

export interface Table {
  columns: string[];
  heads: string[];
  rows: string[][];
  row_count: number;
  column_count: number;
  caption: string;
}

export interface Description extends Variable {
  text: string | null;
  table: Table | null;
}
