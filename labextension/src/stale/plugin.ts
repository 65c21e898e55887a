/** Stale cells: marks, the commands that run them, reactive mode and the dependency view. */
import { ILabShell, ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, IToolbarWidgetRegistry } from '@jupyterlab/apputils';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';

import { followSettings } from '../settings';
import { INoodleKernels } from '../tokens';
import { noodleIcon } from '../language/plugin';
import { StaleButton } from './button';
import { draw } from './marks';
import { type Chosen, StaleNotebook } from './notebook';
import { DependencyView } from './view';

const ID = 'noodle-labextension:stale';
const RUN_STALE = 'noodle:run-stale';
const RUN_DEPENDENTS = 'noodle:run-cell-and-dependents';
const REACTIVE = 'noodle:toggle-reactive';
const SHOW = 'noodle:show-dependencies';

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Which cells are out of date, and running them again.',
  autoStart: true,
  requires: [INotebookTracker, INoodleKernels],
  optional: [ITranslator, ICommandPalette, ISettingRegistry, IToolbarWidgetRegistry, ILayoutRestorer, ILabShell],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    kernels: INoodleKernels,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    settings: ISettingRegistry | null,
    toolbars: IToolbarWidgetRegistry | null,
    restorer: ILayoutRestorer | null
  ) => {
    const words = translator ?? nullTranslator;
    const trans = words.load('noodle');
    const chosen: Chosen = { marks: true, reactive: false };
    const known = new WeakMap<NotebookPanel, StaleNotebook>();
    const of = (panel: NotebookPanel): StaleNotebook => {
      let stale = known.get(panel);
      if (!stale) {
        const made = new StaleNotebook(panel, kernels.of(panel.sessionContext), () => chosen, words);
        known.set(panel, made);
        made.changed.connect(() => draw(made, trans));
        made.changed.connect(() => app.commands.notifyCommandChanged());
        stale = made;
      }
      return stale;
    };
    notebooks.widgetAdded.connect((_, panel) => void panel.context.ready.then(() => of(panel)));
    toolbars?.addFactory<NotebookPanel>('Notebook', 'noodle-run-stale', panel => new StaleButton(of(panel), trans));
    const current = () => (notebooks.currentWidget ? of(notebooks.currentWidget) : null);
    followSettings(settings, ID, found => {
      chosen.marks = found.get('marks').composite !== false;
      chosen.reactive = found.get('reactive').composite === true;
      notebooks.forEach(panel => of(panel).tell());
    });
    addCommands(app, current, trans, palette);
    addView(app, notebooks, current, trans, restorer);
  }
};

function addCommands(
  app: JupyterFrontEnd,
  current: () => StaleNotebook | null,
  trans: TranslationBundle,
  palette: ICommandPalette | null
): void {
  const { commands } = app;
  commands.addCommand(RUN_STALE, {
    label: trans.__('Run Stale Cells'),
    caption: trans.__('Run the cells that were edited or whose inputs changed, in the order of their dependencies'),
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled: () => Boolean(current()?.found?.order.length) && !current()?.progress,
    execute: () => current()?.runStale()
  });
  commands.addCommand(RUN_DEPENDENTS, {
    label: trans.__('Run Cell and Dependents'),
    caption: trans.__('Run this cell, then the cells that depend on it and are not up to date'),
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled: () => current()?.panel.content.activeCell?.model.type === 'code' && !current()?.progress,
    execute: () => {
      const cell = current()?.panel.content.activeCell;
      return cell ? current()?.runWithDependents(cell.model.id) : undefined;
    }
  });
  commands.addCommand(REACTIVE, {
    label: trans.__('Run Dependents Automatically'),
    caption: trans.__('In this notebook, when a cell has run, run the cells that depend on it'),
    describedBy: { args: { type: 'object', properties: {} } },
    isEnabled: () => current() !== null,
    isToggled: () => current()?.isReactive ?? false,
    execute: () => {
      const stale = current();
      if (stale) {
        stale.isReactive = !stale.isReactive;
      }
    }
  });
  for (const command of [RUN_STALE, RUN_DEPENDENTS, REACTIVE, SHOW]) {
    palette?.addItem({ command, category: trans.__('Noodle') });
  }
}

function addView(
  app: JupyterFrontEnd,
  notebooks: INotebookTracker,
  current: () => StaleNotebook | null,
  trans: TranslationBundle,
  restorer: ILayoutRestorer | null
): void {
  let view: DependencyView | null = null;
  const make = (): DependencyView => {
    const made = new DependencyView(trans);
    made.id = 'noodle-dependencies';
    made.title.label = '';
    made.title.caption = trans.__('Dependencies of cells');
    made.title.icon = noodleIcon;
    made.node.setAttribute('role', 'region');
    made.node.setAttribute('aria-label', made.title.caption);
    app.shell.add(made, 'right', { rank: 700 });
    restorer?.add(made, made.id);
    made.follow(current());
    notebooks.currentChanged.connect(() => made.follow(current()));
    return made;
  };
  app.commands.addCommand(SHOW, {
    label: trans.__('Show Dependencies of Cells'),
    describedBy: { args: { type: 'object', properties: {} } },
    execute: () => {
      view ??= make();
      view.follow(current());
      app.shell.activateById(view.id);
    }
  });
}

export default plugin;
