/** Mistakes are marked while one types: each Noodle cell is checked by its kernel, also while a
 * cell runs. Commands go from problem to problem and apply what mends them. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import type { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { IConsoleTracker } from '@jupyterlab/console';
import { IEditorTracker } from '@jupyterlab/fileeditor';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';

import { forEachCell } from '../cells';
import { followSettings } from '../settings';
import { INoodleKernels } from '../tokens';
import { type FileChecks, watchFiles } from './files';
import { fixAtCursor, goTo } from './marks';
import { type DiagnosticsSettings, NotebookChecks } from './notebook';
import { ProblemsItem } from './status';

const ID = 'noodle-labextension:diagnostics';
const NEXT = 'noodle:next-problem';
const PREVIOUS = 'noodle:previous-problem';
const FIX = 'noodle:fix-problem';

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'What is wrong with a Noodle cell, before it runs.',
  autoStart: true,
  requires: [INotebookTracker, INoodleKernels],
  optional: [ISettingRegistry, ITranslator, ICommandPalette, IStatusBar, IEditorTracker, IConsoleTracker],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    kernels: INoodleKernels,
    registry: ISettingRegistry | null,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    bar: IStatusBar | null,
    files: IEditorTracker | null,
    consoles: IConsoleTracker | null
  ) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const settings: DiagnosticsSettings = { enabled: true, delayMs: 300 };
    const all = new Map<NotebookPanel, NotebookChecks>();
    const checksOf = (panel: NotebookPanel) => {
      let checks = all.get(panel);
      if (!checks) {
        checks = new NotebookChecks(panel, kernels.of(panel.sessionContext), () => settings, trans);
        all.set(panel, checks);
        panel.disposed.connect(() => all.delete(panel));
      }
      return checks;
    };
    forEachCell(notebooks, kernels, ({ cell, editor, panel }) => checksOf(panel).add(cell, editor));
    const current = () => (notebooks.currentWidget ? (all.get(notebooks.currentWidget) ?? null) : null);
    const item = new ProblemsItem(trans, () => void app.commands.execute(NEXT));
    const others = files ? watchFiles({ files, consoles, notebooks, kernels, settings: () => settings, say: text => item.say(text), trans }) : null;
    followSettings(registry, ID, loaded => {
      settings.enabled = loaded.get('enabled').composite as boolean;
      settings.delayMs = loaded.get('delay').composite as number;
      all.forEach(checks => checks.restart());
      others?.restart();
    });
    const file = () => others?.of(app.shell.currentWidget) ?? null;
    addCommands(app, current, file, item, trans);
    for (const command of [NEXT, PREVIOUS, FIX]) {
      palette?.addItem({ command, category: trans.__('Noodle') });
    }
    if (bar) {
      const show = addItem(bar, item, notebooks, kernels, checksOf, settings, file);
      others?.changed.connect(show);
      app.shell.currentChanged?.connect(show);
    }
  }
};

/** The item counts the problems of the file in front, or of the notebook, if its kernel is Noodle's.
 * Result: counts anew. */
function addItem(
  bar: IStatusBar,
  item: ProblemsItem,
  notebooks: INotebookTracker,
  kernels: INoodleKernels,
  checksOf: (panel: NotebookPanel) => NotebookChecks,
  settings: DiagnosticsSettings,
  file: () => FileChecks | null
): () => void {
  const show = () => {
    const inFront = file();
    if (inFront) {
      item.count(settings.enabled ? inFront.problems.counts : null);
      return;
    }
    const panel = notebooks.currentWidget;
    const isNoodle = panel !== null && settings.enabled && kernels.of(panel.sessionContext).about !== null;
    item.count(isNoodle ? checksOf(panel).problems.counts : null);
  };
  notebooks.widgetAdded.connect((_, panel) => {
    checksOf(panel).problems.changed.connect(show);
    kernels.of(panel.sessionContext).changed.connect(show);
  });
  notebooks.currentChanged.connect(show);
  bar.registerStatusItem('noodle-problems', { item, align: 'left', rank: 50 });
  return show;
}

function addCommands(app: JupyterFrontEnd, current: () => NotebookChecks | null, file: () => FileChecks | null, item: ProblemsItem, trans: TranslationBundle): void {
  const isEnabled = () => current() !== null || file() !== null;
  const noArguments = { args: { type: 'object', properties: {} } };
  app.commands.addCommand(NEXT, {
    label: trans.__('Next Problem'),
    caption: trans.__('Go to the next problem of the notebook or file'),
    describedBy: noArguments,
    isEnabled,
    execute: () => file()?.go(1) ?? go(current(), 1, item, trans)
  });
  app.commands.addCommand(PREVIOUS, {
    label: trans.__('Previous Problem'),
    caption: trans.__('Go to the problem before'),
    describedBy: noArguments,
    isEnabled,
    execute: () => file()?.go(-1) ?? go(current(), -1, item, trans)
  });
  app.commands.addCommand(FIX, {
    label: trans.__('Fix Problem'),
    caption: trans.__('Apply the first fix of the problem at the cursor'),
    describedBy: noArguments,
    isEnabled,
    execute: () => file()?.fix() ?? fix(current(), item, trans)
  });
}

async function go(checks: NotebookChecks | null, step: 1 | -1, item: ProblemsItem, trans: TranslationBundle): Promise<void> {
  const content = checks?.panel.content;
  const active = content?.activeCell;
  if (!checks || !content) {
    return;
  }
  const offset = (active?.editor as CodeMirrorEditor | null | undefined)?.editor.state.selection.main.head ?? 0;
  const place = checks.problems.from(checks.order, active?.model.id ?? null, offset, step);
  if (!place) {
    item.say(trans.__('No problems'));
    return;
  }
  const index = checks.order.indexOf(place.cell);
  content.activeCellIndex = index;
  await content.scrollToItem(index);
  content.mode = 'edit';
  const view = (checks.cell(place.cell)?.editor as CodeMirrorEditor | undefined)?.editor;
  if (!view) {
    return;
  }
  goTo(view, place, text => item.say(text), trans);
}

function fix(checks: NotebookChecks | null, item: ProblemsItem, trans: TranslationBundle): void {
  const active = checks?.panel.content.activeCell;
  const view = (active?.editor as CodeMirrorEditor | null | undefined)?.editor;
  if (!checks || !active || !view) {
    return;
  }
  const { id } = active.model;
  fixAtCursor(view, checks.textOf(id), checks.problems.of(id), text => item.say(text), trans);
}

export default plugin;
