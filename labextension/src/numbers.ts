/** Sizes and shares as people read them. Knows no page. */

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** `1234` is `1.2 kB`: three digits at most, units of a thousand. */
export function bytesText(bytes: number): string {
  let unit = 0;
  let size = bytes;
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || size >= 99.95 ? 0 : 1;
  return `${size.toFixed(digits)} ${UNITS[unit] ?? ''}`;
}

/** A share of 1 as a percentage; never 0 % of something. */
export function percent(share: number): string {
  return share > 0 && share < 0.01 ? '<1%' : `${Math.round(share * 100)}%`;
}
