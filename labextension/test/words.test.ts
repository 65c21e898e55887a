/** What is marked as Noodle's own, by name and place; Python's tests compare the lists. */
import { afterEach, expect, it } from 'vitest';

import known from '../src/language/names.json';
import { hasProgram, kindOf, learn } from '../src/language/words';

afterEach(() => learn(known));

it('marks every type anywhere', () => {
  for (const name of [...known.types, 'int', 'bigint']) {
    expect([kindOf(name, 'code'), kindOf(name, 'annotation'), kindOf(name, 'axis')]).toEqual(['type', 'type', 'type']);
  }
});

it.each(['n', 'N', 'BATCH', 'é', '𝐍'])('marks %s as a dimension, between the brackets of a type alone', name => {
  expect([kindOf(name, 'axis'), kindOf(name, 'code'), kindOf(name, 'annotation')]).toEqual(['dimension', null, null]);
});

it('tells builtins, decorators and other names apart', () => {
  expect([kindOf('relu', 'code'), kindOf('len', 'code'), kindOf('model', 'code')]).toEqual(['builtin', 'builtin', 'builtin']);
  expect([kindOf('model', 'decorator'), kindOf('mine', 'decorator')]).toEqual(['decorator', 'decorator']);
  expect(['', 'toString', '__proto__', 'constructor'].map(name => kindOf(name, 'code'))).toEqual([null, null, null, null]);
});

it('learns the words of another kernel', () => {
  learn({ names: ['swirl'], types: ['f8'] });
  expect([kindOf('swirl', 'code'), kindOf('f8', 'code'), kindOf('relu', 'code'), kindOf('len', 'code')]).toEqual(['builtin', 'type', null, 'builtin']);
  expect(hasProgram('python')).toBe(true);
});
