/** What the kernel sends: a study as plain data, as in ahr/widgets/figures.py. */

export interface About {
  name: string;
  metric: string;
  higher_is_better: boolean;
  max_drop: number | null;
  objectives: string[];
}

export interface Now {
  state: 'new' | 'running' | 'done' | 'cancelled' | 'interrupted' | 'failed';
  text: string;
  part: number;
  line: string;
}

export interface Step {
  kind: string;
  text: string;
  settings: string;
}

export interface Candidate {
  key: string;
  name: string;
  verdict: 'kept' | 'rejected' | 'unfinished';
  reason: string;
  engine: string;
  is_original: boolean;
  is_made: boolean;
  latency: number | null;
  spread: number | null;
  speedup: number | null;
  size: number | null;
  parameters: number | null;
  metric: number | null;
  drop: number | null;
  seconds: number | null;
  lineage: Step[];
  /** How good the metric is, 0 to 1, for its colour. */
  shade: number | null;
  /** The name of the one that is better in all. */
  better: string;
}

/** One layer of the first network beside what computes the same in the second. */
export interface Layer {
  name: string;
  op: string;
  parameters: number;
  bytes: [number, number | null];
  time: [number | null, number | null];
  /** Signal to noise in dB; null where the second has no such value. */
  snr: number | null;
  is_same: boolean;
  note: string;
}

export interface Comparison {
  names: [string, string];
  layers: Layer[];
}

/** What comes back after something was asked for. */
export type Answer =
  | { kind: 'put'; is_done: boolean; is_taken: boolean; text: string; code: string }
  | { kind: 'cancelling' }
  | { kind: 'comparison'; key: string; other: string; data: Comparison | null; text: string };

export const FIELDS = ['latency', 'size', 'metric'] as const;
export type Field = (typeof FIELDS)[number];
