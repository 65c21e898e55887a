/** Whether the server is of the version that this page was made for. */

/** The API's, as in openapi.json; a test holds the two together. */
export const VERSION = '0.1.0';

export type Agreement = 'same' | 'older' | 'newer';

/** What the server is, seen from here: the first two numbers count. */
export function agreement(theirs: string, ours = VERSION): Agreement {
  const [a, b] = [numbers(theirs), numbers(ours)];
  const step = a[0] - b[0] || a[1] - b[1];
  return step === 0 ? 'same' : step < 0 ? 'older' : 'newer';
}

function numbers(version: string): [number, number] {
  const found = version.split('.').slice(0, 2).map(each => Number.parseInt(each, 10) || 0);
  return [found[0] ?? 0, found[1] ?? 0];
}
