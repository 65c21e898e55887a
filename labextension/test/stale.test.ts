/** What is said of stale cells, which runs next, and where the dependency view puts them. */
import { expect, it } from 'vitest';

import type { Because, CellRow, Dependencies, State } from '../src/stale/data';
import { checked, firstLine, isReactive, next, reasons, someNames, withReactive, word } from '../src/stale/model';
import { BOX_HEIGHT, BOX_WIDTH, MOST_BOXES, connected, place } from '../src/stale/placing';

const words = {
  __: (text: string, ...values: unknown[]) => text.replace(/%(\d)/g, (_, at: string) => String(values[Number(at) - 1])),
  _n: (one: string, many: string, count: number) => (count === 1 ? one : many).replace('%1', String(count))
};

function row(id: string, state: State, because: Because[] = []): CellRow {
  return { id, reads: [], writes: [], state, because };
}

function chain(count: number): Dependencies {
  const ids = Array.from({ length: count }, (_, at) => `c${at}`);
  return {
    cells: ids.map(id => row(id, 'fresh')),
    order: [],
    edges: ids.slice(1).map((to, at) => ({ from: ids[at] ?? '', to, names: ['x'] })),
    cycles: []
  };
}

it('runs the first of the order, none more than twice', () => {
  const runs = new Map([['a', 2], ['b', 1]]);
  expect(next(['a', 'b', 'c'], runs)).toBe('b');
  expect(next(['a'], runs)).toBeNull();
  expect(next([], new Map())).toBeNull();
});

it('has a word for what is to run again alone', () => {
  const states: State[] = ['fresh', 'stale', 'edited', 'new', 'failed'];
  expect(states.map(state => word(row('a', state), words))).toEqual([null, 'stale', 'edited', null, null]);
});

it('says why, one line a name, and not too many', () => {
  const because = [
    { name: 'x', cell: 'c3', why: 'changed' },
    { name: 'x', cell: 'c4', why: 'upstream' },
    { name: 'y', cell: null, why: 'deleted' },
    { name: '<b>', cell: 'c1', why: 'a word of another version' }
  ];
  const said = reasons(row('a', 'stale', because), id => `[${id}]`, words);
  expect(said).toEqual(['x changed in [c3]', 'y: its cell was deleted', '<b>']);
  const many = Array.from({ length: 9 }, (_, at) => ({ name: `n${at}`, cell: null, why: 'outside' }));
  expect(reasons(row('a', 'stale', many), String, words).at(-1)).toBe('and 4 more');
  expect(reasons(row('a', 'edited', because), String, words)).toEqual(['its text is not the one that ran']);
});

it.each([null, undefined, 3, 'yes', [], {}, { reactive: 'yes' }, { reactive: 1 }, { reactive: null }])(
  'takes the setting where metadata say %j',
  metadata => {
    expect([isReactive(metadata, true), isReactive(metadata, false)]).toEqual([true, false]);
    expect(withReactive(metadata, true)).toMatchObject({ reactive: true });
  }
);

it('takes what metadata say, and keeps the rest of them', () => {
  expect([isReactive({ reactive: true }, false), isReactive({ reactive: false }, true)]).toEqual([true, false]);
  expect(withReactive({ other: 1, reactive: true }, false)).toEqual({ other: 1, reactive: false });
});

it('refuses answers that are none', () => {
  expect([null, undefined, 1, {}, { cells: [] }].map(checked)).toEqual([null, null, null, null, null]);
  expect(checked(chain(2))).not.toBeNull();
});

it('shortens texts by letters', () => {
  expect(firstLine('# about\n\n  x = 1\ny = 2', 20)).toBe('x = 1');
  expect(firstLine('😀😀😀😀', 3)).toBe('😀😀…');
  expect(firstLine('', 3)).toBe('');
  expect(firstLine('%%profile\n\nx = 1', 20)).toBe('x = 1');
  expect(firstLine('%%profile', 20)).toBe('%%profile');
  expect(someNames(['a', 'b', 'c', 'd'], 2)).toBe('a, b, …');
});

it('places the cells that are connected, sources above', () => {
  const found = chain(4);
  found.cells.push(row('alone', 'fresh'), row('c0', 'new'));
  expect(connected(found)).toEqual(['c0', 'c1', 'c2', 'c3']);
  const picture = place(found);
  const tops = [...(picture?.boxes.values() ?? [])].map(([, y]) => y);
  expect(tops).toEqual([...tops].sort((a, b) => a - b));
  expect(new Set(tops).size).toBe(4);
  expect(picture?.lines.every(({ points }) => points.length > 1)).toBe(true);
  for (const [x, y] of picture?.boxes.values() ?? []) {
    expect(x >= 0 && y >= 0 && x + BOX_WIDTH <= (picture?.width ?? 0) && y + BOX_HEIGHT <= (picture?.height ?? 0)).toBe(true);
  }
});

it('places circles, and nothing where a picture shows nothing', () => {
  const circle = chain(2);
  circle.edges.push({ from: 'c1', to: 'c0', names: ['y'] });
  expect(place(circle)?.boxes.size).toBe(2);
  expect(place(chain(MOST_BOXES))).not.toBeNull();
  expect(place(chain(MOST_BOXES + 1))).toBeNull();
  expect(place(chain(0))?.boxes.size).toBe(0);
});
