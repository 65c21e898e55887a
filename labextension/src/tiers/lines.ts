/** Where the marks stand in a text that is being edited: CodeMirror's state, without any page. */
import { RangeSet, RangeSetBuilder, RangeValue, StateEffect, StateField, type ChangeDesc, type EditorState, Text, type Transaction } from '@codemirror/state';

import type { Marks } from './model';

/** At the start of a line: the line of the text that ran. */
class Ran extends RangeValue {
  constructor(readonly line: number) {
    super();
  }

  override eq(other: Ran): boolean {
    return other.line === this.line;
  }
}

export interface Placed {
  readonly marks: Marks;
  readonly text: Text;
  readonly at: RangeSet<Ran>;
  /** Whether the text is another one than ran. */
  readonly isStale: boolean;
}

/** What is known of the cell, or that nothing is. */
export const setMarks = StateEffect.define<Marks | null>();

export const placed = StateField.define<Placed | null>({
  create: () => null,
  update: (value, done) => {
    for (const effect of done.effects) {
      if (effect.is(setMarks)) {
        return effect.value && place(effect.value, done.state, value);
      }
    }
    return value && done.docChanged ? moved(value, done) : value;
  }
});

/** The line of the text that ran which now begins at `from`. */
export function lineAt(value: Placed, from: number): number | null {
  let found: number | null = null;
  value.at.between(from, from, (start, _, ran) => {
    found = start === from ? ran.line : found;
  });
  return found;
}

function place(marks: Marks, state: EditorState, before: Placed | null): Placed {
  if (before?.marks.code === marks.code) {
    return { ...before, marks, at: before.isStale ? before.at : everyLine(marks, state.doc) };
  }
  const text = Text.of(marks.code.split(/\r\n?|\n/));
  const isStale = !state.doc.eq(text);
  return { marks, text, isStale, at: isStale ? untouched(everyLine(marks, text), text, state.doc) : everyLine(marks, text) };
}

function moved(value: Placed, done: Transaction): Placed {
  const { doc } = done.state;
  if (doc.eq(value.text)) {
    return { ...value, at: everyLine(value.marks, doc), isStale: false };
  }
  return { ...value, at: mapped(value, done.changes, doc), isStale: true };
}

/** Lines that are not what they were lose their marks. */
function mapped({ at, text }: Placed, changes: ChangeDesc, doc: Text): RangeSet<Ran> {
  let found = at.map(changes);
  changes.iterChangedRanges((_fromA, _toA, from, to) => {
    found = found.update({
      filterFrom: doc.lineAt(from).from,
      filterTo: doc.lineAt(to).to,
      filter: (start, _, ran) => isSame(doc, start, text, ran.line)
    });
  });
  return found;
}

/** Of a text that was edited before its marks came: the lines above the first difference. */
function untouched(all: RangeSet<Ran>, text: Text, doc: Text): RangeSet<Ran> {
  let same = 0;
  const most = Math.min(text.lines, doc.lines);
  while (same < most && text.line(same + 1).text === doc.line(same + 1).text) {
    same += 1;
  }
  return all.update({ filter: (_start, _end, ran) => ran.line <= same });
}

function isSame(doc: Text, start: number, text: Text, line: number): boolean {
  const now = doc.lineAt(start);
  return now.from === start && line <= text.lines && now.text === text.line(line).text;
}

function everyLine(marks: Marks, doc: Text): RangeSet<Ran> {
  const builder = new RangeSetBuilder<Ran>();
  const lines = new Set([...marks.lines.keys(), ...marks.heat.keys(), ...marks.allocated.keys()]);
  for (const line of [...lines].filter(each => each >= 1 && each <= doc.lines).sort((a, b) => a - b)) {
    const { from } = doc.line(line);
    builder.add(from, from, new Ran(line));
  }
  return builder.finish();
}
