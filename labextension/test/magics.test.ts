/** Cells with magics are read by Python's grammar at the same places. */
import { parser } from '@lezer/python';
import { expect, it } from 'vitest';

import { withoutMagics } from '../src/language/magics';

it.each([
  ['%timeit f(x)', '#timeit f(x)'],
  ['  %matplotlib inline', '  #matplotlib inline'],
  ['%%time\nx = 1', '##time\nx = 1'],
  ['!ls -l', '#ls -l'],
  ['files = !ls', 'files = 0#s'],
  ['a, b = %who_ls int', 'a, b = 0#ho_ls int'],
  ['len?', 'len#'],
  ['np.exp??', 'np.exp#?'],
  ['?len', '#len']
])('reads %j as %j', (cell, shadow) => {
  expect(withoutMagics(cell)).toEqual({ text: shadow, other: false });
  expect(shadow).toHaveLength(cell.length);
  parser.parse(shadow).iterate({ enter: node => expect(node.type.isError).toBe(false) });
});

it.each(['x = 7 % 3', "t = '%s' % x", 'x = (a\n% b)', 'x != y', 'ok = a\\\n!= b', '', "f'{x!r}'", 'x if y else z'])('leaves %j as it is', cell => {
  expect(withoutMagics(cell)).toBeNull();
});

it('leaves a cell of another language alone', () => {
  expect(withoutMagics('%%bash\nls | grep x')?.other).toBe(true);
  expect(withoutMagics('\n %%html\n<b>')?.other).toBe(true);
  expect(withoutMagics('%%python\nx = 1')?.other).toBe(false);
});

it('is quick on a cell of 10,000 lines', () => {
  const cell = "total = total + 1 if a != b else 'x?'\n".repeat(10_000);
  expect(withoutMagics(cell)).toBeNull();
  expect(withoutMagics(`%time\n${cell}`)?.text).toHaveLength(cell.length + 6);
});
