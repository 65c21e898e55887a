/** Profile a cell: asks the kernel to profile its next run, then runs it as the notebook does. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { LabIcon } from '@jupyterlab/ui-components';

import { RequestError } from '../kernel/requests';
import { INoodleKernels } from '../tokens';
import flame from '../../style/profile.svg';

const COMMAND = 'noodle:profile-cell';

const icon = new LabIcon({ name: 'noodle:profile', svgstr: flame });

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:profiler',
  description: 'A button, a command and a shortcut that profile a cell of a Noodle notebook.',
  autoStart: true,
  requires: [INotebookTracker, INoodleKernels],
  optional: [ICommandPalette, ITranslator],
  activate: (app: JupyterFrontEnd, notebooks: INotebookTracker, kernels: INoodleKernels, palette: ICommandPalette | null, translator: ITranslator | null) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const link = () => {
      const panel = notebooks.currentWidget;
      return panel && panel.content.activeCell?.model.type === 'code' ? kernels.of(panel.sessionContext) : null;
    };
    app.commands.addCommand(COMMAND, {
      label: trans.__('Profile Cell'),
      caption: trans.__('Run this cell and show, while it runs, where its time goes'),
      icon,
      isEnabled: () => Boolean(link()?.about),
      isVisible: () => Boolean(link()?.about),
      execute: async () => {
        const cell = notebooks.activeCell?.model.id;
        try {
          await link()?.request('profile_next', { cell });
        } catch (error) {
          const message = error instanceof RequestError ? error.refusal.message : String(error);
          Notification.error(trans.__('The cell was not profiled: %1', message), { autoClose: 5000 });
          return;
        }
        // Run-cell runs what is selected, and only one cell is meant.
        notebooks.currentWidget?.content.deselectAll();
        await app.commands.execute('notebook:run-cell');
      }
    });
    palette?.addItem({ command: COMMAND, category: trans.__('Noodle') });
    notebooks.activeCellChanged.connect(() => app.commands.notifyCommandChanged(COMMAND));
    notebooks.widgetAdded.connect((_, panel) => kernels.of(panel.sessionContext).changed.connect(() => app.commands.notifyCommandChanged(COMMAND)));
  }
};

export default plugin;
