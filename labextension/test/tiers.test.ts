/** Marks beside lines: what is known of cells, and where marks go while a text is edited. */
import { EditorState, type TransactionSpec } from '@codemirror/state';
import { describe, expect, it } from 'vitest';

import { bytesText, percent } from '../src/numbers';
import type { LineTier, ProfileEvent, Tiers } from '../src/tiers/data';
import { lineAt, placed, setMarks } from '../src/tiers/lines';
import { type Marks, TierBook, described } from '../src/tiers/model';

const words = { __: (text: string, ...parts: (string | number)[]) => parts.reduce<string>((said, part, at) => said.replace(`%${at + 1}`, String(part)), text) };

function row(line: number, tier: LineTier['tier'] = 'native'): LineTier {
  return { line, tier, reason: `reason ${line}`, notes: [] };
}

function marks(code: string, lines: number[]): Marks {
  return { code, lines: new Map(lines.map(line => [line, row(line)])), heat: new Map(), allocated: new Map() };
}

/** For each line of the text now, the line that ran. */
function shown(state: EditorState): (number | null)[] {
  const value = state.field(placed);
  return Array.from({ length: state.doc.lines }, (_, at) => value && lineAt(value, state.doc.line(at + 1).from));
}

function marked(code: string, lines: number[], doc = code): EditorState {
  const state = EditorState.create({ doc, extensions: placed });
  return state.update({ effects: setMarks.of(marks(code, lines)) }).state;
}

function edited(state: EditorState, ...changes: TransactionSpec[]): EditorState {
  return changes.reduce((now, change) => now.update(change).state, state);
}

describe('marks in a text that is edited', () => {
  const code = 'a = 1\nb = 2\n\nc = 3';

  it('stand at their lines', () => {
    const state = marked(code, [1, 2, 4]);
    expect(shown(state)).toEqual([1, 2, null, 4]);
    expect(state.field(placed)?.isStale).toBe(false);
  });

  it('move with their lines and say that they are old', () => {
    const state = edited(marked(code, [1, 2, 4]), { changes: { from: 0, insert: '# new\n\n' } });
    expect(shown(state)).toEqual([null, null, 1, 2, null, 4]);
    expect(state.field(placed)?.isStale).toBe(true);
  });

  it('go from lines that are changed, split or joined', () => {
    const state = marked(code, [1, 2, 4]);
    expect(shown(edited(state, { changes: { from: 5, insert: '0' } }))).toEqual([null, 2, null, 4]);
    expect(shown(edited(state, { changes: { from: 7, insert: '\n' } }))).toEqual([1, null, null, null, 4]);
    expect(shown(edited(state, { changes: { from: 5, to: 6 } }))).toEqual([null, null, 4]);
    expect(shown(edited(state, { changes: { from: 0, to: state.doc.length } }))).toEqual([null]);
  });

  it('come back when the text is again what ran', () => {
    const changed = edited(marked(code, [1, 2, 4]), { changes: { from: 0, to: 6 } });
    const state = edited(changed, { changes: { from: 0, insert: 'a = 1\n' } });
    expect(shown(state)).toEqual([1, 2, null, 4]);
    expect(state.field(placed)?.isStale).toBe(false);
  });

  it('that come late stand above the first difference', () => {
    const state = marked(code, [1, 2, 4], 'a = 1\nb = 20\n\nc = 3');
    expect(shown(state)).toEqual([1, null, null, null]);
    expect(state.field(placed)?.isStale).toBe(true);
  });

  it('of the same text follow the heat and keep their places', () => {
    const moved = edited(marked(code, [1, 2]), { changes: { from: 0, insert: '\n' } });
    const hot = { ...marks(code, [1, 2]), heat: new Map([[2, 0.5]]) };
    const state = moved.update({ effects: setMarks.of(hot) }).state;
    expect(shown(state)).toEqual([null, 1, 2, null, null]);
    expect(state.field(placed)?.marks.heat.get(2)).toBe(0.5);
    expect(state.update({ effects: setMarks.of(null) }).state.field(placed)).toBeNull();
  });

  it('beyond the text are dropped, and astral characters count as the editor counts', () => {
    expect(shown(marked('x = "𝒳"\r\ny = 1', [1, 2, 9], 'x = "𝒳"\ny = 1'))).toEqual([1, 2]);
  });

  it('are quick in long texts', () => {
    const long = Array.from({ length: 10_000 }, (_, at) => `x${at} = ${at}`).join('\n');
    let state = marked(long, Array.from({ length: 10_000 }, (_, at) => at + 1));
    for (let at = 0; at < 200; at++) {
      state = edited(state, { changes: { from: at, insert: '\n' } });
    }
    expect(shown(state).filter(line => line !== null).length).toBeGreaterThan(9_900);
  });
});

describe('what is known of cells', () => {
  const answer = (lines: LineTier[], more: Partial<Tiers> = {}): Tiers => ({ known: true, may_change: false, lines, ...more });
  const event = (more: Partial<ProfileEvent>): ProfileEvent => ({ cell: 'c', state: 'running', elapsed_s: 1, lines: {}, ...more });

  it('is of the text that ran last', () => {
    const book = new TierBook();
    book.starts('c', 'one');
    expect(book.answered('c', 'one', answer([row(1)]))).toBe(true);
    book.starts('c', 'two');
    expect(book.marks('c')?.lines.size).toBe(0);
    expect(book.answered('c', 'one', answer([row(1)]))).toBe(false);
    book.clear();
    expect(book.marks('c')).toBeNull();
  });

  it('is nothing for texts that the kernel never saw', () => {
    const book = new TierBook();
    expect(book.answered('c', 'one', answer([], { known: false }))).toBe(false);
    expect(book.answered('c', 'one', answer([row(1)]))).toBe(true);
  });

  it('has the time of the last run, and of functions in other cells', () => {
    const book = new TierBook();
    book.starts('c', 'one');
    book.starts('d', 'def');
    expect(book.profiled(event({ lines: { '1': 0.25, '2': Number.NaN, x: 1 }, others: { d: { '3': 0.5 }, gone: { '1': 1 } } }))).toEqual(['d', 'c']);
    expect([...(book.marks('c')?.heat ?? [])]).toEqual([[1, 0.25]]);
    expect(book.marks('d')?.heat.get(3)).toBe(0.5);
    book.profiled(event({ state: 'done', lines: { '1': 0.3 }, allocated: { '1': 4096 } }));
    expect(book.marks('c')?.allocated.get(1)).toBe(4096);
    expect(book.profiled(event({ cell: null }))).toEqual([]);
    book.starts('c', 'one');
    expect(book.marks('c')?.heat.size).toBe(0);
  });

  it('has what the last run cost before the page came, until it hears of a newer one', () => {
    const book = new TierBook();
    const cost = { lines: { '1': 0.75 }, allocated: { '1': 8 } };
    expect(book.answered('python', 'one', answer([], { known: false, cost }))).toBe(true);
    book.answered('c', 'one', answer([row(1)], { cost }));
    expect([book.marks('c')?.heat.get(1), book.marks('c')?.allocated.get(1)]).toEqual([0.75, 8]);
    book.profiled(event({ lines: { '1': 0.25 } }));
    book.answered('c', 'one', answer([row(1)], { cost }));
    expect(book.marks('c')?.heat.get(1)).toBe(0.25);
    book.starts('c', 'one');
    book.answered('c', 'one', answer([row(1)], { cost: null }));
    expect(book.marks('c')?.heat.size).toBe(0);
  });

  it('is asked again where functions may become native', () => {
    const book = new TierBook();
    book.answered('c', 'def', answer([row(1)], { may_change: true }));
    book.answered('d', 'x = 1', answer([row(1)]));
    expect(book.open()).toEqual([{ cell: 'c', code: 'def' }]);
    book.keep(new Set(['d']));
    expect(book.open()).toEqual([]);
  });

  it('is said in words', () => {
    const said = described({ ...row(3), notes: [{ kind: 'fused', text: 'two loops' }] }, true, words);
    expect(said).toBe('native: reason 3\nfused: two loops\nThe cell has been edited since it ran.');
    expect([percent(0), percent(0.004), percent(0.5), percent(1)]).toEqual(['0%', '<1%', '50%', '100%']);
    expect([0, 999, 1000, 1_250_000, 99_960_000, 999_999, 8e9].map(bytesText)).toEqual(['0 B', '999 B', '1.0 kB', '1.3 MB', '100 MB', '1.0 MB', '8.0 GB']);
  });
});
