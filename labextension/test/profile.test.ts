/** What is computed of a profile before it is drawn. */
import { describe, expect, it } from 'vitest';

import type { About, Call, Now } from '../src/profile/data';
import { boxes, lineRows, matches, neighbour, percent, said, seconds, shareOf, spoken } from '../src/profile/state';

const about: About = { cell: 3, tiers: ['native', 'vm'], source: ['a = 1', '', 'for <b>', '  😀', ''] };
const now: Now = { state: 'running', elapsed: 2, lines: { '3': [0.5, 0.5], '9': [0, 0.2] }, tiers: [0.5, 1.5] };
const tree: Call = { n: 'all', s: 4, c: [{ n: 'the cell', s: 4, f: 'cell 3', l: 1, c: [{ n: 'hot', s: 3, a: 3, f: 'cell 2', l: 7 }, { n: 'cold', s: 0.5 }] }] };

describe('lines', () => {
  it('are all of a short cell, with what a line that is not there took', () => {
    const rows = lineRows(about, now, false);
    expect(rows.map(row => row.line)).toEqual([1, 2, 3, 4, 9]);
    expect(rows[2]).toMatchObject({ text: 'for <b>', share: 0.5, seconds: 1, parts: [0.25, 0.25] });
    expect(rows[4]).toMatchObject({ text: '', share: 0.1 });
  });

  it('are those that took time where that is asked for, or the cell is long', () => {
    expect(lineRows(about, now, true).map(row => row.line)).toEqual([3, 9]);
    const long = { ...about, source: Array.from({ length: 10_000 }, (_, line) => `x = ${line}`) };
    expect(lineRows(long, now, false).map(row => row.line)).toEqual([3, 9]);
    const lines = Object.fromEntries(long.source.map((_, line) => [line + 1, [line * 1e-3, 0]]));
    const rows = lineRows(long, { ...now, lines }, false);
    expect([rows.length, rows[0]?.line, rows.at(-1)?.line]).toEqual([300, 9701, 10_000]);
  });

  it('are none where nothing is known', () => {
    expect(lineRows({}, {}, false)).toEqual([]);
    expect(said({}, {})).toContain('running');
  });
});

describe('the flame graph', () => {
  it('places calls in the one that called them, by their share', () => {
    const found = boxes(tree, '', 0);
    expect(found.map(box => [box.key, box.call.n, box.depth])).toEqual([['', 'all', 0], ['/0', 'the cell', 1], ['/0/0', 'hot', 2], ['/0/1', 'cold', 2]]);
    expect([found[2]?.from, found[2]?.to, found[3]?.to]).toEqual([0, 0.75, 0.875]);
    expect(boxes(tree, '', 0.2).map(box => box.call.n)).toEqual(['all', 'the cell', 'hot']);
  });

  it('fills the width with what is zoomed, and keeps what is around', () => {
    const found = boxes(tree, '/0/0', 0);
    expect(found.map(box => [box.key, box.from, box.to])).toEqual([['', 0, 1], ['/0', 0, 1], ['/0/0', 0, 1]]);
    expect(boxes(tree, '/0/7/1', 0).map(box => box.key)).toEqual(['', '/0', '/0/0', '/0/1']);
    expect(boxes({ n: 'all', s: 0 }, '', 0)).toHaveLength(1);
  });

  it('is walked with arrow keys', () => {
    const found = boxes(tree, '', 0);
    const walk = (key: string, ...arrows: string[]) => arrows.reduce((at, arrow) => neighbour(found, at, `Arrow${arrow}`), key);
    expect(walk('', 'Down', 'Down')).toBe('/0/0');
    expect(walk('/0/0', 'Right')).toBe('/0/1');
    expect(walk('/0/0', 'Left', 'Up')).toBe('/0');
    expect(walk('/0/1', 'Right', 'Down')).toBe('/0/1');
    expect(walk('gone', 'Down')).toBe('');
  });

  it('finds functions by name and file', () => {
    expect(shareOf(tree, ' HOT ')).toBe(0.75);
    expect(shareOf(tree, 'cell')).toBe(1);
    expect([shareOf(tree, ''), shareOf(tree, 'none')]).toEqual([0, 0]);
    expect(matches(tree, '')).toBe(false);
  });
});

describe('texts', () => {
  it('say times and shares in few digits', () => {
    expect([seconds(0.0123), seconds(0.5), seconds(123.4)]).toEqual(['12 ms', '0.50 s', '123 s']);
    expect([percent(0.0512), percent(0.0999), percent(0.5)]).toEqual(['5.1 %', '10 %', '50 %']);
  });

  it('say the whole and a box', () => {
    expect(said(about, now)).toBe('cell 3 · 2.00 s · running · native 25 %, vm 75 %');
    const hot = boxes(tree, '', 0)[2];
    expect(hot && spoken(hot)).toBe('hot (cell 2:7): 3.00 s, 75 %, 100 % of it native');
  });
});
