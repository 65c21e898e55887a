/** Text out of JSON that may be anything. */

/** What is text or a number, as text; anything else is `otherwise`. */
export function text(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : otherwise;
}
