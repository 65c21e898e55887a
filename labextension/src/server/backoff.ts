/** How long to wait before the next attempt: longer each time, never in step with others. */

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** `attempt` counts from 0; `random` is within 0 and 1. */
export function backoff(attempt: number, random: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 16));
  return Math.round(longest * (0.5 + random / 2));
}
