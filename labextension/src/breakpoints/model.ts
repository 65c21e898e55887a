/** What is said of breakpoints besides their lines, and what page and kernel have to tell each other
 * of it: the kernel keeps it by a cell's text, the page by a place that moves with the text. */

/** Empty texts say nothing. The kernel's side is noodle_kernel/live/breakpoints.py. */
export interface Extra {
  condition: string;
  hits: string;
  message: string;
}

/** An extra and its line, from 1. */
export interface Kept {
  line: number;
  extra: Extra;
}

/** Lines whose extra went with its breakpoint, extras that the kernel lacks, and lines of which the
 * page does not know yet. */
export interface Plan {
  forget: number[];
  tell: Kept[];
  ask: number[];
}

/** Whether JupyterLab has not set the breakpoints of a text yet, which it does a second after it was
 * typed. `told`: the text of which page and kernel know the same, null where there is none. */
export function isPending(told: string | null, text: string, lines: readonly number[]): boolean {
  return told !== text && !lines.length;
}

/** `lines`: the breakpoints of `text`. */
export function plan(told: string | null, text: string, lines: readonly number[], kept: readonly Kept[]): Plan {
  if (isPending(told, text, lines)) {
    return { forget: [], tell: [], ask: [] };
  }
  const isNew = told !== text;
  const known = kept.map(({ line }) => line);
  return {
    forget: known.filter(line => !lines.includes(line)),
    tell: isNew ? kept.filter(({ line }) => lines.includes(line)) : [],
    ask: isNew ? lines.filter(line => !known.includes(line)) : []
  };
}

export function isEmpty({ condition, hits, message }: Extra): boolean {
  return !condition && !hits && !message;
}
