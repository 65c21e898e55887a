/** What page and kernel tell each other of breakpoints, and where badges are after an edit. */
import { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { nullTranslator } from '@jupyterlab/translation';
import { expect, test } from 'vitest';

import { badges, extrasOf, keep } from '../src/breakpoints/badges';
import { type Extra, plan } from '../src/breakpoints/model';

const EXTRA: Extra = { condition: 'i > 3', hits: '', message: '' };
const kept = (...lines: number[]) => lines.map(line => ({ line, extra: EXTRA }));

test('a kernel is told what it does not know, and asked for what the page does not', () => {
  expect(plan(null, 'a', [2, 5], kept(2))).toEqual({ forget: [], tell: kept(2), ask: [5] });
  expect(plan('old', 'a', [3], kept(2, 3))).toEqual({ forget: [2], tell: kept(3), ask: [] });
});

test('what is known on both sides is let alone, and goes with its breakpoint', () => {
  expect(plan('a', 'a', [2, 5], kept(2))).toEqual({ forget: [], tell: [], ask: [] });
  expect(plan('a', 'a', [], kept(2))).toEqual({ forget: [2], tell: [], ask: [] });
});

test('a text of which JupyterLab has not told yet keeps everything', () => {
  expect(plan('old', 'a', [], kept(2))).toEqual({ forget: [], tell: [], ask: [] });
});

test('badges move with their lines, as breakpoints do', () => {
  let state = EditorState.create({ doc: 'one\ntwo\nthree', extensions: badges(nullTranslator.load('noodle')) });
  const view = {
    dispatch: (spec: Parameters<EditorState['update']>[0]) => {
      state = state.update(spec).state;
    }
  } as unknown as EditorView;
  const lines = () => extrasOf(state).map(({ line }) => line);
  keep(view, kept(2, 3, 9));
  expect(lines()).toEqual([2, 3]);
  view.dispatch({ changes: { from: 0, insert: '# more\n' } });
  expect(lines()).toEqual([3, 4]);
  view.dispatch({ changes: { from: state.doc.line(3).to, insert: '\nbehind it' } });
  expect(lines()).toEqual([3, 5]);
  view.dispatch({ changes: { from: state.doc.line(2).from, to: state.doc.line(4).from } });
  expect(lines()).toEqual([3]);
  keep(view, [{ line: 3, extra: { condition: '', hits: '', message: '' } }]);
  expect(lines()).toEqual([]);
});
