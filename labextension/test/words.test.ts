/** What is marked as Noodle's own, by name; the list of types is compared with Python's there. */
import { expect, it } from 'vitest';

import { TYPES, kindOf } from '../src/language/words';

it('marks every type anywhere', () => {
  for (const name of TYPES) {
    expect([kindOf(name, false), kindOf(name, true)]).toEqual(['type', 'type']);
  }
});

it.each(['N', 'BATCH', 'N_1', 'K2'])('marks %s as a dimension, in a type alone', name => {
  expect([kindOf(name, true), kindOf(name, false)]).toEqual(['dimension', null]);
});

it.each(['n', 'Name', '_N', '1N', '', 'É', 'toString', '__proto__', '𝐍'])('leaves %j alone', name => {
  expect([kindOf(name, true), kindOf(name, false)]).toEqual([null, null]);
});
