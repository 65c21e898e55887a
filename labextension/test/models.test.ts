/** The picture of a network: what is seen, found, coloured; where it stands. (See also README.md.) */
import { describe, expect, it } from 'vitest';

import type { GraphData, GroupData, NodeData } from '../src/models/data';
import { ENTRY, EXIT, levels } from '../src/models/levels';
import { place, type Part } from '../src/models/placing';
import { State } from '../src/models/state';

const COSTS = { parameters: null, parameter_bytes: null, macs: null, bytes: null };

function node(id: string, group: string | null, more: Partial<NodeData> = {}): NodeData {
  return { ...COSTS, id, kind: 'op', op: 'relu', name: id, path: [], family: 'other', group, outputs: [{ name: id, shape: 'f32[N]' }],
    weights: [], constants: [], attributes: {}, overlays: {}, minor: false, ...more };
}

function group(id: string, kind: GroupData['kind'], parent: string | null, first: number, size: number, count = 1): GroupData {
  return { ...COSTS, id, kind, name: id, parent, first, size, count, open: false };
}

/** x -> (a1 b1) (a2 b2) -> y: a block of two copies. */
function repeated(): GraphData {
  const nodes = [node('x', null, { kind: 'input' }), node('a1', 'copy1'), node('b1', 'copy1'), node('a2', 'copy2'), node('b2', 'copy2'), node('y', null)];
  const ids = nodes.map(each => each.id);
  return {
    name: 'net', nodes, overlays: [], totals: COSTS,
    edges: ids.slice(1).map((to, at) => ({ from: ids[at] ?? '', to, value: ids[at] ?? '', shape: 'f32[N]' })),
    groups: [group('block', 'repeat', null, 1, 4, 2), group('copy1', 'copy', 'block', 1, 2), group('copy2', 'copy', 'block', 3, 2)]
  };
}

const opened = (open: string[], unrolled: string[] = []) => ({ open: new Set(open), unrolled: new Set(unrolled) });
const members = (data: GraphData, ...of: Parameters<typeof opened>) =>
  Object.fromEntries([...levels(data, opened(...of))].map(([name, level]) => [name, [...level.members]]));

describe('levels', () => {
  it('hides what is in a closed group', () => {
    expect(members(repeated(), [])).toEqual({ '': ['x', 'block', 'y'] });
  });

  it('shows the first copy of a block for all, or each', () => {
    expect(members(repeated(), ['block'])).toEqual({ '': ['x', 'block', 'y'], block: ['a1', 'b1'] });
    expect(members(repeated(), ['block', 'copy1'], ['block'])).toEqual({
      '': ['x', 'block', 'y'], block: ['copy1', 'copy2'], copy1: ['a1', 'b1']
    });
  });

  it('leads values through the edges of a frame', () => {
    const block = levels(repeated(), opened(['block'])).get('block');
    const ways = [...(block?.edges.values() ?? [])].map(({ source, target }) => [source, target]);
    expect(ways).toEqual(expect.arrayContaining([[ENTRY, 'a1'], ['a1', 'b1'], ['b1', EXIT]]));
    expect([block?.entries.size, block?.exits.size]).toEqual([1, 1]);
  });

  it('survives groups and edges that lead nowhere', () => {
    const data = repeated();
    data.nodes.push(node('lost', 'nowhere'));
    data.edges.push({ from: 'no', to: 'lost', value: 'v', shape: '' });
    expect(members(data, [])['']).toContain('lost');
  });
});

describe('place', () => {
  const part = (): Part => ({ width: 100, height: 30, entries: new Map(), exits: new Map() });

  it('sets a chain upright and in order, from the upper left corner', () => {
    const level = levels(repeated(), opened([])).get('') ?? expect.fail();
    const placed = place(level, new Map(['x', 'block', 'y'].map(key => [key, part()])));
    const [x, block, y] = ['x', 'block', 'y'].map(key => placed.middles.get(key) ?? [0, 0]);
    expect(new Set([x?.[0], block?.[0], y?.[0]])).toEqual(new Set([50]));
    expect(x?.[1]).toBe(15);
    expect((block?.[1] ?? 0) - (x?.[1] ?? 0)).toBeGreaterThan(30);
    expect(placed.height).toBe((y?.[1] ?? 0) + 15);
    expect(placed.width).toBe(100);
    expect(placed.routes).toHaveLength(2);
  });

  it('has ports at the edges of a frame', () => {
    const level = levels(repeated(), opened(['block'])).get('block') ?? expect.fail();
    const placed = place(level, new Map(['a1', 'b1'].map(key => [key, part()])));
    expect([...placed.entries.values(), ...placed.exits.values()]).toEqual([50, 50]);
  });
});

describe('State', () => {
  it('opens, closes and unrolls', () => {
    const state = new State(repeated());
    expect([state.toggle('a1'), state.toggle('block'), state.open.has('block')]).toEqual([false, true, true]);
    state.toggle('block');
    expect(state.open.has('block')).toBe(false);
    state.unroll('block');
    expect([state.open.has('block'), state.unrolled.has('block')]).toEqual([true, true]);
    state.setAll(false);
    expect([state.open.size, state.unrolled.size]).toEqual([0, 0]);
  });

  it('reveals a node in the copy that is drawn', () => {
    const state = new State(repeated());
    expect([state.reveal('b2'), state.open.has('block'), state.reveal('nobody')]).toEqual(['b1', true, 'nobody']);
    state.unroll('block');
    expect(state.reveal('b2')).toBe('b2');
  });

  it('finds by op, name and weight, whatever the case', () => {
    const data = repeated();
    data.nodes[1] = node('a1', 'copy1', { op: 'linear', weights: [{ name: 'W.kernel', shape: '' }] });
    data.nodes[2] = node('b1', 'copy1', { minor: true });
    const state = new State(data);
    expect([state.search(' LINEAR '), state.search('w.ker'), state.search('b1'), state.search('  ')]).toEqual([['a1'], ['a1'], [], []]);
  });

  it('adds an overlay up over a group, or takes the largest', () => {
    const data = repeated();
    data.nodes[1] = node('a1', 'copy1', { overlays: { time: 2e-6 } });
    data.nodes[2] = node('b1', 'copy1', { overlays: { time: 1e-6, note: 'x' } });
    const block = data.groups[0] ?? expect.fail();
    const summed = new State(data, { label: 'time', unit: 's', is_summed: true });
    const largest = new State(data, { label: 'time', unit: 's', is_summed: false });
    expect(summed.amount(block)).toBeCloseTo(3e-6);
    expect(largest.amount(block)).toBe(2e-6);
    expect(summed.heat(block, 3e-6)).toEqual({ part: 1, words: '3 µs' });
    expect(summed.heat(data.nodes[5] ?? expect.fail(), 3e-6)).toBeNull();
    summed.colour = 'kind';
    expect(summed.heat(block, 1)).toBeNull();
  });
});
