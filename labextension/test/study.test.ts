/** A study: the ends of what is drawn and said. What Python draws too is compared there. */
import { describe, expect, it } from 'vitest';

import { axis, front, inUnit, stairs, unitOf } from '../src/study/chart';
import type { Candidate } from '../src/study/data';
import { clicked, plotted, sorted, times, variableFor, whyNoName } from '../src/study/state';

function candidate(name: string, more: Partial<Candidate> = {}): Candidate {
  return { key: name, name, verdict: 'kept', is_original: false, latency: 1, size: 1, metric: 1, speedup: 1, reason: '', ...more } as Candidate;
}

const names = (all: Candidate[]) => all.map(each => each.name);

describe('axis', () => {
  it.each([[[]], [[0]], [[3, 3]], [[1e-9, 1e9]], [[0, 1e-7]]])('has ticks between its ends for %j', values => {
    for (const field of ['latency', 'size', 'metric'] as const) {
      const { ticks, place } = axis(field, 'name', values);
      expect(ticks.length).toBeGreaterThan(0);
      for (const [at, text] of ticks) {
        expect(at).toBeGreaterThanOrEqual(-1e-6);
        expect(at).toBeLessThanOrEqual(1 + 1e-6);
        expect(text).not.toContain('NaN');
      }
      values.forEach(value => expect(Number.isFinite(place(value))).toBe(true));
    }
  });

  it('says in which unit', () => {
    expect(axis('latency', 'latency', [2e-3, 4e-3]).title).toBe('latency (ms)');
    expect(unitOf('size', 0)).toEqual([1, 'B']);
    expect([inUnit('latency', null), inUnit('metric', 0.98765), inUnit('size', 1500)]).toEqual(['–', '0.9877', '1.5 kB']);
  });
});

describe('front', () => {
  it('has what none is better than in both', () => {
    const all = [candidate('a', { latency: 1, size: 3 }), candidate('b', { latency: 2, size: 2 }), candidate('worse', { latency: 2, size: 3 }),
      candidate('no', { latency: 0, verdict: 'rejected' }), candidate('unknown', { latency: null })];
    expect(names(front(all, 'latency', 'size', true))).toEqual(['a', 'b']);
  });

  it('goes by steps', () => {
    expect([stairs([]), stairs([[1, 5], [2, 2]])]).toEqual([[], [[1, 5], [2, 5], [2, 2]]]);
  });
});

describe('the table', () => {
  const all = [candidate('b', { size: null }), candidate('a', { size: 2 }), candidate('10', { size: 1 }), candidate('9', { size: 3, verdict: 'rejected' })];

  it('has what was not measured last, up and down', () => {
    expect(names(sorted(all, { column: 'size', isDown: false }))).toEqual(['10', 'a', '9', 'b']);
    expect(names(sorted(all, { column: 'size', isDown: true }))).toEqual(['9', 'a', '10', 'b']);
    expect(names(sorted(all, { column: 'name', isDown: false }))).toEqual(['9', '10', 'a', 'b']);
    expect(names(sorted(all, null))).toEqual(['b', 'a', '10', '9']);
    expect(names(plotted(all, 'size', 'latency'))).toEqual(['10', 'a', '9']);
  });

  it('turns round, then back to how it was tried', () => {
    const first = clicked(null, 'speedup');
    const second = clicked(first, 'speedup');
    expect([first?.isDown, second?.isDown, clicked(second, 'speedup')]).toEqual([true, false, null]);
    expect(clicked(first, 'size')).toEqual({ column: 'size', isDown: false });
  });
});

describe('names of variables', () => {
  it.each(['static int8 (u8s8)', '8 bits', 'class', '', '<script>', '𝐱'])('makes a good one of %j', name => {
    expect(whyNoName(variableFor(candidate(name)))).toBe('');
  });

  it.each(['2nd', '', 'a b', 'class', 'x.y', '<b>'])('refuses %j', name => {
    expect(whyNoName(name)).not.toBe('');
  });

  it('says how much faster', () => {
    expect([times(null), times(1.234)]).toEqual(['–', '1.23×']);
  });
});
