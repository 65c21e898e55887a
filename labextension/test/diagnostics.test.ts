/** Which problems a notebook has, which is next, which cell defines a name, what is checked first. */
import { expect, it } from 'vitest';

import type { Problem, Severity } from '../src/diagnostics/data';
import { Problems, definingCell, delayFor } from '../src/diagnostics/model';
import { CellText, namesOf } from '../src/diagnostics/names';
import { CheckQueue, EDITED, REST, SEEN, WRONG } from '../src/diagnostics/queue';

function problem(from: number, severity: Severity = 'error'): Problem {
  return { from, to: from + 1, severity, code: 'N2001', message: `at ${from}`, notes: [], hint: null, related: [] };
}

const CELL = `import numpy as np, os.path
from math import sqrt as root, pi
a, (b, [c, *d]) = 1, 2
x[0] = y.z = 3
e: f64[n] = 1.0
g += 1
for h, i in e:
    if (j := i):
        k = l = 1
with open(m) as o, q:
    pass
def func(p1): inner = 1
class Cls:
    field = 1
@model
def net(x): return x
print(r, s=1)
t = lambda u: u
𝒳 = 1
%time w = 1
files = !ls
`;

it('finds the names that a cell leaves', () => {
  const expected = ['np', 'os', 'root', 'pi', 'a', 'b', 'c', 'd', 'e', 'h', 'i', 'j', 'k', 'l', 'o', 'func', 'Cls', 'net', 't', '𝒳', 'files'];
  expect([...namesOf(CELL)].sort()).toEqual(expected.sort());
  expect([...namesOf('%%bash\nx=1')]).toEqual([]);
  expect([...namesOf('def f(:\n x = (')]).not.toContain('f(');
});

it('takes the nearest cell before, else the first after', () => {
  const texts = ['x = 1', null, 'x = 2', 'print(x)', 'y = x', 'y = 2', 'del z'].map(text => (text === null ? null : new CellText(text)));
  expect(definingCell('x', texts, 3)).toBe(2);
  expect(definingCell('y', texts, 3)).toBe(4);
  expect(definingCell('z', texts, 3)).toBeNull();
  expect(definingCell('x', texts, 0)).toBe(2);
});

it('counts, and goes round the notebook both ways', () => {
  const problems = new Problems();
  let told = 0;
  problems.changed.connect(() => told++);
  problems.set('a', [problem(9), problem(2, 'info')]);
  problems.set('c', [problem(4, 'warning')]);
  problems.set('b', []);
  expect(told).toBe(2);
  expect(problems.counts).toEqual({ error: 1, warning: 1, info: 1 });
  const order = ['a', 'b', 'c'];
  const at = (cell: string | null, offset: number, step: 1 | -1) => {
    const found = problems.from(order, cell, offset, step);
    return found && [found.cell, found.problem.from, found.number, found.total];
  };
  expect(at('a', 0, 1)).toEqual(['a', 2, 1, 3]);
  expect(at('a', 2, 1)).toEqual(['a', 9, 2, 3]);
  expect(at('b', 0, 1)).toEqual(['c', 4, 3, 3]);
  expect(at('c', 4, 1)).toEqual(['a', 2, 1, 3]);
  expect(at('a', 2, -1)).toEqual(['c', 4, 3, 3]);
  expect(at('b', 0, -1)).toEqual(['a', 9, 2, 3]);
  expect(at(null, 0, 1)).toEqual(['a', 2, 1, 3]);
  problems.keep(new Set(['b', 'c']));
  expect(at('b', 0, 1)).toEqual(['c', 4, 1, 1]);
  problems.clear();
  expect(at('b', 0, 1)).toBeNull();
});

it('checks what is edited first, and what no one sees last', () => {
  const queue = new CheckQueue<string>();
  queue.push('rest', REST);
  queue.push('seen', SEEN);
  queue.push('wrong', WRONG);
  queue.push('edited', REST);
  queue.push('edited', EDITED);
  queue.push('edited', SEEN);
  queue.push('gone', EDITED);
  queue.drop('gone');
  expect(queue.size).toBe(4);
  expect([queue.take(), queue.take(), queue.take(WRONG), queue.take(WRONG), queue.take(), queue.take()]).toEqual(['edited', 'seen', 'wrong', undefined, 'rest', undefined]);
});

it('waits longer the longer the text is', () => {
  expect([delayFor(100, 300), delayFor(120_000, 300), delayFor(10 ** 7, 300)]).toEqual([300, 1300, 2300]);
});
