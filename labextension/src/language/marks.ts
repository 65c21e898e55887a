/** Marks types, dimension names, builtins, decorators and magics where they stand in what is
 * visible. */
import { syntaxTree } from '@codemirror/language';
import { type Range, RangeSet } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { SyntaxNodeRef } from '@lezer/common';

import { type Place, kindOf } from './words';

const MARKS = {
  type: Decoration.mark({ class: 'noodle-type' }),
  dimension: Decoration.mark({ class: 'noodle-dimension' }),
  decorator: Decoration.mark({ class: 'noodle-decorator' }),
  builtin: Decoration.mark({ class: 'noodle-builtin' })
};
const MAGIC = Decoration.mark({ class: 'noodle-magic' });

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
  const found: Range<Decoration>[] = [];
  const text = (from: number, to: number) => view.state.sliceDoc(from, to);
  for (const { from, to } of view.visibleRanges) {
    const inType: string[] = [];
    let axes = 0;
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: node => {
        if (node.name === 'TypeDef') {
          inType.push(node.name);
        } else if (node.name === 'MemberExpression' && inType.length > 0) {
          const owner = node.node.firstChild;
          inType.push(owner && kindOf(text(owner.from, owner.to), 'annotation') === 'type' ? 'axes' : 'member');
          axes += inType.at(-1) === 'axes' ? 1 : 0;
        } else if (node.name === 'Comment' && text(node.from, node.from + 1) !== '#') {
          const isShell = node.from > 0 && /[%!]/.test(text(node.from - 1, node.from));
          found.push(MAGIC.range(isShell ? node.from - 1 : node.from, node.to));
        } else if (node.name === 'VariableName') {
          const kind = kindOf(text(node.from, node.to), placeOf(node, inType.length > 0, axes > 0));
          if (kind) {
            found.push(MARKS[kind].range(node.from, node.to));
          }
        }
      },
      leave: node => {
        if (node.name === 'TypeDef' || (node.name === 'MemberExpression' && inType.length > 0)) {
          axes -= inType.pop() === 'axes' ? 1 : 0;
        }
      }
    });
  }
  const first = view.state.doc.line(1);
  if (/^\s*%%\w/.test(first.text) && !found.some(mark => mark.from === first.from)) {
    found.push(MAGIC.range(first.from, first.to));
  }
  return RangeSet.of(found, true);
}

function placeOf(node: SyntaxNodeRef, inType: boolean, inAxes: boolean): Place {
  if (node.node.parent?.name === 'Decorator') {
    return 'decorator';
  }
  return inAxes ? 'axis' : inType ? 'annotation' : 'code';
}
