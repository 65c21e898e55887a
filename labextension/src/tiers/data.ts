/** What the kernel says of where lines ran: noodle_kernel/live/tiers.py and noodle_kernel/profile/README.md. Lines count from 1. */
export type Tier = 'native' | 'vm' | 'mixed';

export interface Note {
  kind: string;
  text: string;
}

export interface LineTier {
  line: number;
  tier: Tier;
  reason: string;
  notes: Note[];
}

export interface Tiers {
  /** Whether the kernel has compiled this very text. */
  known: boolean;
  /** Whether cells that run later may change the answer. */
  may_change: boolean;
  lines: LineTier[];
  /** Of the last run, where it was profiled. */
  cost?: { lines: Shares; allocated: Shares } | null;
}

export type Form = 'nbc' | 'llvm' | 'asm';

export interface Region {
  what: string;
  signature: string;
  first: number;
  last: number;
}

/** The code of a line, and what was compiled as one with it. */
export interface LineCode {
  text: string;
  regions: Region[];
}

export type Shares = Record<string, number>;

export interface ProfileEvent {
  cell: string | null;
  state: 'running' | 'done';
  elapsed_s: number;
  lines: Shares;
  others?: Record<string, Shares>;
  allocated?: Shares;
}
