/** A small card at a place of an editor, opened by a command: Escape, typing or a click away close
 * it. What it shows is made by the feature that opens it. */
import { StateEffect, StateField } from '@codemirror/state';
import { EditorView, type Tooltip, keymap, showTooltip } from '@codemirror/view';

const open = StateEffect.define<Tooltip | null>();

const field = StateField.define<Tooltip | null>({
  create: () => null,
  update: (value, transaction) => {
    for (const effect of transaction.effects) {
      if (effect.is(open)) {
        return effect.value;
      }
    }
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: found => showTooltip.from(found)
});

const extension = [
  field,
  keymap.of([{ key: 'Escape', run: closeCard }]),
  EditorView.domEventHandlers({ blur: (_, view) => void closeCard(view) })
];

export function openCard(view: EditorView, pos: number, dom: HTMLElement): void {
  if (view.state.field(field, false) === undefined) {
    view.dispatch({ effects: StateEffect.appendConfig.of(extension) });
  }
  view.dispatch({ effects: open.of({ pos, above: true, arrow: false, create: () => ({ dom }) }) });
}

/** Whether there was one. */
export function closeCard(view: EditorView): boolean {
  if (!view.state.field(field, false)) {
    return false;
  }
  view.dispatch({ effects: open.of(null) });
  return true;
}
