/** Deployments in the panel: seconds put together, samples written and read, names, words. */
import { describe, expect, it } from 'vitest';

import {
  type Figures,
  DRAWN,
  bars,
  choices,
  chosen,
  deploymentOf,
  inputsOf,
  isName,
  lasting,
  merged,
  proposedName,
  rate,
  sample,
  series,
  shortened,
  spoken
} from '../src/deployments/model';
import { Subscriptions, read } from '../src/server/events';

const second = (ago_s: number, p50_us: number | null) => ({ ago_s, requests: 1, errors: 0, at_work: 1, p50_us, p99_us: p50_us });
const tensor = (name: string, dtype: string, dims: (number | string)[] | null) => ({ name, dtype, dims, datatype: 'FP32', shape: null });
const X = tensor('x', 'f32', ['N', 4]);

describe('seconds', () => {
  it('stand at their time, with nothing where nobody asked', () => {
    const found = series([second(2, 500), second(0, 1500)], 1000.7);
    expect(found.at).toHaveLength(DRAWN);
    expect(found.at.at(-1)).toBe(1000);
    expect(found.p50.slice(-3)).toEqual([0.5, null, 1.5]);
    expect(rate(found)).toBe('0.4');
  });

  it('are there once, and leave when they are old', () => {
    const first = series([second(0, 1000)], 1000);
    const again = merged(merged(first, [second(0, 2000)], 1000), [second(0, null)], 1001);
    expect(again.p50.slice(-2)).toEqual([2, null]);
    expect(merged(first, [], 1000 + DRAWN).p50.every(each => each === null)).toBe(true);
  });
});

describe('figures', () => {
  it('are read as people read them', () => {
    expect([null, 5.4, 999, 1500, 2_340_000].map(lasting)).toEqual(['–', '5 µs', '999 µs', '1.50 ms', '2.34 s']);
  });

  it('make bars of what was executed', () => {
    const batch_sizes = [
      { at_most: 1, executions: 50 },
      { at_most: 8, executions: 100 }
    ];
    expect(bars({ batch_sizes } as unknown as Figures)).toEqual([
      { label: '1', executions: 50, part: 0.5 },
      { label: '5–8', executions: 100, part: 1 }
    ]);
  });
});

describe('samples', () => {
  it('are written out where they are small', () => {
    expect(JSON.parse(sample([X, tensor('mask', 'bool', [2]), tensor('word', 'str', ['N'])]))).toEqual({ x: [[0, 0, 0, 0]], mask: [false, false], word: [''] });
    expect(JSON.parse(sample([tensor('image', 'f32', ['N', 3, 224, 224])]))).toEqual({ image: 'random' });
    expect(JSON.parse(sample([tensor('any', 'f32', null)]))).toEqual({ any: 0 });
    expect(sample([])).toBe('{\n\n}');
  });

  it('are made where a word stands for them, but not for texts', () => {
    expect(inputsOf('{"x": "random"}', [X], () => 0.25)).toEqual({ x: [[0.25, 0.25, 0.25, 0.25]] });
    expect(inputsOf('{"x": "zeros", "y": 1}', [X])).toEqual({ x: [[0, 0, 0, 0]], y: 1 });
    expect(inputsOf('{"s": "random"}', [tensor('s', 'str', [])])).toEqual({ s: 'random' });
    expect(inputsOf('{"n": "random"}', [tensor('n', 'i64', [2])])).toEqual({ n: [0, 0] });
  });

  it('that are none are refused with a reason', () => {
    for (const text of ['[1]', '3', 'null', '{"x"', '{"x": "random"}']) {
      expect(() => inputsOf(text, [tensor('x', 'f32', [1000, 1001])]), text).toThrow(/./);
    }
  });
});

describe('names and choices', () => {
  it('are such that the server takes them', () => {
    expect(proposedName('Größe <b>net</b> 𝒳', new Set())).toBe('Gro-e-b-net-b-X');
    expect(proposedName('net', new Set(['net', 'net-2']))).toBe('net-3');
    expect(['', '-a', '𝒳', 'x'.repeat(80)].map(each => isName(proposedName(each, new Set())))).toEqual([true, true, true, true]);
    expect(['a b', '../x', '', 'a'.repeat(65)].some(isName)).toBe(false);
  });

  it('say what to serve', () => {
    expect(choices([2, 1], { best: 1 }).map(each => chosen(each.value))).toEqual([{ alias: 'best' }, { version: 2 }, { version: 1 }]);
    expect(spoken(X)).toBe('x: f32[N, 4]');
    expect(shortened({ y: [[1, 2]], z: ['a'] })).toBe('y: [[1, 2]]\nz: ["a"]');
    expect(shortened({ y: 'x'.repeat(9000) }).length).toBe(4001);
  });
});

describe('events', () => {
  it('that are live are told each time, without a number', () => {
    const event = { topic: 'deployment/1', kind: 'live', payload: { requests: 1 }, at: 5 };
    const said = read(JSON.stringify({ type: 'live', event }));
    const heard: string[] = [];
    const subscriptions = new Subscriptions();
    subscriptions.add('deployment/*', ['live'], each => heard.push(deploymentOf(each)));
    for (let count = 0; count < 2; count++) {
      if (said.type === 'live') {
        subscriptions.pass(said.event);
      }
    }
    expect(heard).toEqual(['1', '1']);
    expect(subscriptions.last).toBeNull();
    expect(read('{"type": "live", "event": 3}').type).toBe('other');
  });
});
