/** Tiers and heat: beside each line that ran, whether it was native and why, its time, its memory. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import type { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { EditorView } from '@codemirror/view';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';

import { forEachCell } from '../cells';
import { followSettings } from '../settings';
import { INoodleKernels, type IKernelLink } from '../tokens';
import type { LineCode } from './data';
import { Explanation } from './explanation';
import { setRegion, tierGutters } from './gutter';
import { lineAt, placed } from './lines';
import { Popover } from './popover';
import { Watcher } from './watching';

const ID = 'noodle-labextension:tiers';
const EXPLAIN = 'noodle:explain-line';
const TOGGLE = 'noodle:toggle-tiers';
/** LLVM takes as long again as it took to compile. */
const CODE_MS = 60_000;

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Beside each line: native or VM and why, time and memory.',
  autoStart: true,
  requires: [INotebookTracker, INoodleKernels],
  optional: [ISettingRegistry, ICommandPalette, ITranslator],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    kernels: INoodleKernels,
    registry: ISettingRegistry | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null
  ) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const watchers = new Map<NotebookPanel, Watcher>();
    let isOn = true;
    let save: (isOn: boolean) => void = () => undefined;
    const turn = (to: boolean) => {
      isOn = to;
      watchers.forEach(watcher => watcher.turn(to));
      app.commands.notifyCommandChanged(TOGGLE);
    };
    const watch = (panel: NotebookPanel, link: IKernelLink) => {
      const gutters = tierGutters(trans, (view, from) => explain(view, from, link, trans));
      const watcher = new Watcher(panel, link, gutters, isOn);
      watchers.set(panel, watcher);
      panel.disposed.connect(() => watchers.delete(panel));
      return watcher;
    };
    forEachCell(notebooks, kernels, ({ cell, editor, panel, link }) => {
      (watchers.get(panel) ?? watch(panel, link)).attach(cell, editor);
    });
    followSettings(registry, ID, settings => {
      save = to => void settings.set('enabled', to);
      turn(settings.get('enabled').composite === true);
    });
    app.commands.addCommand(TOGGLE, {
      label: trans.__('Show Tiers and Heat Beside Lines'),
      caption: trans.__('Show which lines ran as native code, and what they cost'),
      isToggleable: true,
      isToggled: () => isOn,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => {
        turn(!isOn);
        save(isOn);
      }
    });
    app.commands.addCommand(EXPLAIN, {
      label: trans.__('Explain Line'),
      caption: trans.__('Say which tier ran the line with the cursor, and show its code'),
      isEnabled: () => isOn && !!notebooks.activeCell && !!notebooks.currentWidget && !!kernels.of(notebooks.currentWidget.sessionContext).about,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => {
        const view = (notebooks.activeCell?.editor as CodeMirrorEditor | null | undefined)?.editor;
        if (view && notebooks.currentWidget) {
          const line = view.state.doc.lineAt(view.state.selection.main.head);
          explain(view, line.from, kernels.of(notebooks.currentWidget.sessionContext), trans);
        }
      }
    });
    for (const command of [EXPLAIN, TOGGLE]) {
      palette?.addItem({ command, category: trans.__('Noodle') });
    }
  }
};

function explain(view: EditorView, from: number, link: IKernelLink, trans: TranslationBundle): void {
  const value = view.state.field(placed, false);
  const ran = value ? lineAt(value, from) : null;
  const row = ran === null ? undefined : value?.marks.lines.get(ran);
  const anchor = anchorOf(view, from);
  const number = view.state.doc.lineAt(from).number;
  const closed = (isDone: boolean) => {
    view.dispatch({ effects: setRegion.of(null) });
    if (isDone) {
      view.focus();
    }
  };
  if (!value || ran === null || !row) {
    const text = trans.__('Nothing is known of line %1: run the cell, and see where its lines ran.', number);
    Popover.show(text, anchor, () => <p className="noodle-explanation-reason">{text}</p>, closed);
    return;
  }
  const { marks } = value;
  const line = { number, row, share: marks.heat.get(ran), allocated: marks.allocated.get(ran), isStale: value.isStale };
  const content = (close: () => void) => (
    <Explanation
      line={line}
      trans={trans}
      ask={form => link.request<LineCode>('explain_line', { code: marks.code, line: ran, form }, CODE_MS)}
      onRegions={regions => {
        const first = Math.min(...regions.map(region => region.first));
        const last = Math.max(...regions.map(region => region.last));
        view.dispatch({ effects: setRegion.of(regions.length ? { first, last } : null) });
      }}
      onClose={close}
    />
  );
  Popover.show(trans.__('Line %1', number), anchor, content, closed);
}

/** The line as it is on the screen, its gutter included. */
function anchorOf(view: EditorView, from: number): DOMRect {
  const editor = view.dom.getBoundingClientRect();
  const at = view.coordsAtPos(from) ?? editor;
  return new DOMRect(editor.left, at.top, editor.width, at.bottom - at.top);
}

export default plugin;
