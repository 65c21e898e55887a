/** What the kernel sends of a profile: noodle_kernel/profile/snapshot.py. */

/** What does not change while the cell runs. */
export interface About {
  cell?: number;
  /** Names of the tiers, in the order of all lists of seconds. */
  tiers?: string[];
  source?: string[];
}

/** Sent ten times a second. */
export interface Now {
  state?: 'running' | 'done' | 'failed' | 'interrupted';
  elapsed?: number;
  samples?: number;
  /** Seconds by tier, by line from 1. */
  lines?: Record<string, number[]>;
  tiers?: number[];
  point?: Point | null;
}

/** When (seconds), memory (MiB), cores in use, threads. */
export type Point = [number, number, number, number];

/** A function as it was called: name, seconds with what it calls, native seconds, file, line. */
export interface Call {
  n: string;
  s: number;
  a?: number;
  f?: string;
  l?: number;
  c?: Call[];
}

/** Function, file, line, own seconds, seconds with what it calls, own native seconds. */
export type FunctionRow = [string, string, number, number, number, number];

/** Sent less often. */
export interface More {
  tree?: Call;
  functions?: FunctionRow[];
  points?: Point[];
  threads?: [string, number][];
}

/** Files by their endings. */
export type Exports = Record<string, string>;
