/** Marks types and dimension names where they stand in what is visible. */
import { syntaxTree } from '@codemirror/language';
import { RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

import { kindOf } from './words';

const MARKS = {
  type: Decoration.mark({ class: 'noodle-type' }),
  dimension: Decoration.mark({ class: 'noodle-dimension' }),
  decorator: Decoration.mark({ class: 'noodle-decorator' })
};

export const marks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = find(view);
    }

    update(update: ViewUpdate): void {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.startState) !== syntaxTree(update.state)) {
        this.decorations = find(update.view);
      }
    }
  },
  { decorations: plugin => plugin.decorations }
);

function find(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    let annotation = 0;
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: node => {
        annotation += node.name === 'TypeDef' ? 1 : 0;
        if (node.name !== 'VariableName') {
          return;
        }
        const kind = kindOf(view.state.sliceDoc(node.from, node.to), annotation > 0);
        if (kind) {
          builder.add(node.from, node.to, MARKS[kind]);
        }
      },
      leave: node => {
        annotation -= node.name === 'TypeDef' ? 1 : 0;
      }
    });
  }
  return builder.finish();
}
