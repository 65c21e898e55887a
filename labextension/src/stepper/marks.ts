/** Marks in a cell's editor where its stepper stands. */
import type { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';

interface Place {
  from: number;
  to: number;
}

const setPlace = StateEffect.define<Place | null>();
const LINE = Decoration.line({ class: 'noodle-stepper-line' });
const PART = Decoration.mark({ class: 'noodle-stepper-part' });

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    let found = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (effect.is(setPlace)) {
        const place = effect.value;
        found = place ? Decoration.set(marksOf(place, transaction.state.doc)) : Decoration.none;
      }
    }
    return found;
  },
  provide: self => EditorView.decorations.from(self)
});

const prepared = new WeakSet<CodeMirrorEditor>();

/** `place`: null takes the marks away. An editor whose text is another one shows none. */
export function mark(editor: CodeMirrorEditor | null, code: string, place: Place | null): void {
  if (!editor || editor.isDisposed) {
    return;
  }
  if (!prepared.has(editor)) {
    prepared.add(editor);
    editor.injectExtension(field);
  }
  const isSame = editor.model.sharedModel.getSource() === code;
  editor.editor.dispatch({ effects: setPlace.of(isSame ? place : null) });
}

function marksOf({ from, to }: Place, doc: { length: number; lineAt(place: number): { from: number } }) {
  const start = Math.min(from, doc.length);
  const end = Math.min(Math.max(to, start), doc.length);
  const line = LINE.range(doc.lineAt(start).from);
  return end > start ? [line, PART.range(start, end)] : [line];
}
