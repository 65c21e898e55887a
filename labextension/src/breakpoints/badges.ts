/** What is said of a breakpoint, shown behind its line: a place in the text that moves as JupyterLab's
 * own mark does. */
import { type EditorState, type Extension, MapMode, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { TranslationBundle } from '@jupyterlab/translation';

import { type Extra, type Kept, isEmpty } from './model';

interface Point {
  pos: number;
  extra: Extra;
}

/** An empty extra takes the line's away. */
const setExtras = StateEffect.define<readonly Kept[]>();

const points = StateField.define<readonly Point[]>({
  create: () => [],
  update: (before, transaction) => {
    let now = before;
    if (transaction.docChanged) {
      now = before.flatMap(({ pos, extra }) => {
        const moved = transaction.changes.mapPos(pos, 0, MapMode.TrackBefore);
        return moved === null ? [] : [{ pos: transaction.newDoc.lineAt(moved).from, extra }];
      });
    }
    for (const effect of transaction.effects) {
      if (effect.is(setExtras)) {
        for (const { line, extra } of effect.value.filter(each => each.line <= transaction.newDoc.lines)) {
          const pos = transaction.newDoc.line(line).from;
          now = [...now.filter(each => each.pos !== pos), ...(isEmpty(extra) ? [] : [{ pos, extra }])];
        }
      }
    }
    return now;
  }
});

class Badge extends WidgetType {
  constructor(readonly text: string) {
    super();
  }

  override eq(other: Badge): boolean {
    return other.text === this.text;
  }

  /** A click puts the cursor to the line. */
  override ignoreEvent(): boolean {
    return false;
  }

  toDOM(): HTMLElement {
    const dom = document.createElement('span');
    dom.className = 'noodle-breakpoint-extra';
    dom.textContent = this.text;
    return dom;
  }
}

export function badges(trans: TranslationBundle): Extension {
  const drawn = (state: EditorState): DecorationSet => {
    const found = [...state.field(points)].sort((one, other) => one.pos - other.pos);
    return Decoration.set(
      found.map(({ pos, extra }) => Decoration.widget({ widget: new Badge(textOf(extra, trans)), side: 1 }).range(state.doc.lineAt(pos).to))
    );
  };
  return [points, EditorView.decorations.compute([points], drawn)];
}

export function hasBadges(state: EditorState): boolean {
  return state.field(points, false) !== undefined;
}

export function extrasOf(state: EditorState): Kept[] {
  const found = state.field(points, false) ?? [];
  return found.map(({ pos, extra }) => ({ line: state.doc.lineAt(pos).number, extra }));
}

export function keep(view: EditorView, kept: readonly Kept[]): void {
  if (kept.length) {
    view.dispatch({ effects: setExtras.of(kept) });
  }
}

function textOf({ condition, hits, message }: Extra, trans: TranslationBundle): string {
  const parts = [
    condition && trans.__('stops if %1', condition),
    hits && trans.__('at hit %1', hits),
    message && trans.__('prints %1', message)
  ];
  return parts.filter(Boolean).join(' · ');
}
