/** The variables of the notebook or console in front, in the right sidebar. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IConsoleTracker } from '@jupyterlab/console';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { LabIcon } from '@jupyterlab/ui-components';
import type { Widget } from '@lumino/widgets';

import icon from '../../style/variables.svg';
import { INoodleKernels } from '../tokens';
import { VariablesPanel } from './panel';
import { type Source, VariablesSession } from './session';

const ID = 'noodle-labextension:variables';
const SHOW = 'noodle:show-variables';

const variablesIcon = new LabIcon({ name: 'noodle:variables', svgstr: icon });

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'The variables of a session, with type, shape, size and a short look at the value.',
  autoStart: true,
  requires: [INotebookTracker, INoodleKernels],
  optional: [IConsoleTracker, ISettingRegistry, ICommandPalette, ITranslator, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    kernels: INoodleKernels,
    consoles: IConsoleTracker | null,
    registry: ISettingRegistry | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
    restorer: ILayoutRestorer | null
  ) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const session = new VariablesSession();
    const panel = new VariablesPanel(session, trans);
    panel.id = 'noodle-variables';
    panel.title.icon = variablesIcon;
    panel.title.caption = trans.__('Noodle Variables');
    panel.node.setAttribute('role', 'region');
    panel.node.setAttribute('aria-label', trans.__('Noodle Variables'));

    const followIn = (widget: Widget | null | undefined) => {
      const source = widget && sourceOf(widget, notebooks, consoles, kernels);
      if (source) {
        session.follow(source);
        widget.disposed.connect(() => session.source?.link === source.link && session.follow(null));
      }
    };
    app.shell.currentChanged?.connect((_, { newValue }) => followIn(newValue));
    notebooks.currentChanged.connect((_, widget) => followIn(widget));
    consoles?.currentChanged.connect((_, widget) => followIn(widget));
    followIn(app.shell.currentWidget);

    const show = (isWanted: boolean) => {
      if (isWanted && !panel.isAttached) {
        app.shell.add(panel, 'right', { rank: 600, type: 'Noodle Variables' });
        restorer?.add(panel, panel.id);
      } else if (!isWanted && panel.isAttached) {
        panel.parent = null;
      }
    };
    void (registry?.load(ID) ?? Promise.resolve(null)).then(settings => {
      const read = () => show(settings?.get('enabled').composite !== false);
      settings?.changed.connect(read);
      read();
    });
    app.commands.addCommand(SHOW, {
      label: trans.__('Show Noodle Variables'),
      caption: trans.__('Show the variables of the notebook or console in front'),
      icon: variablesIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => {
        show(true);
        app.shell.activateById(panel.id);
      }
    });
    palette?.addItem({ command: SHOW, category: trans.__('Noodle') });
  }
};

function sourceOf(widget: Widget, notebooks: INotebookTracker, consoles: IConsoleTracker | null, kernels: INoodleKernels): Source | null {
  const notebook = notebooks.find(each => each === widget);
  if (notebook) {
    const insert = (text: string) => notebook.content.activeCell?.editor?.replaceSelection?.(text);
    return { title: notebook.title.label, link: kernels.of(notebook.sessionContext), insert };
  }
  const found = consoles?.find(each => each === widget);
  if (found) {
    const insert = (text: string) => found.console.promptCell?.editor?.replaceSelection?.(text);
    return { title: found.title.label, link: kernels.of(found.sessionContext), insert };
  }
  return null;
}

export default plugin;
