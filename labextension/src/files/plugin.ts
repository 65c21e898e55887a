/** `.noodle` files are run in a console with a Noodle kernel: the whole text, as one cell. So
 * breakpoints of the open editor hold, and the variables stay for what is tried in the console. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IConsoleTracker } from '@jupyterlab/console';
import { IEditorTracker } from '@jupyterlab/fileeditor';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { runIcon } from '@jupyterlab/ui-components';

const RUN_FILE = 'noodle:run-file';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:files',
  description: 'Runs .noodle files in a console.',
  autoStart: true,
  requires: [IEditorTracker, IConsoleTracker],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    editors: IEditorTracker,
    consoles: IConsoleTracker,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const isNoodle = () => editors.currentWidget?.context.path.endsWith('.noodle') ?? false;
    app.commands.addCommand(RUN_FILE, {
      label: trans.__('Run Noodle File'),
      caption: trans.__('Save the file and run it in a console of its own'),
      icon: args => (args.isPalette ? undefined : runIcon),
      isEnabled: isNoodle,
      isVisible: isNoodle,
      execute: async () => {
        const file = editors.currentWidget;
        if (!file || !isNoodle()) {
          return;
        }
        await file.context.save();
        const { path } = file.context;
        if (!consoles.find(console => console.console.sessionContext.path === path)) {
          await app.commands.execute('console:create', {
            activate: false,
            insertMode: 'split-bottom',
            kernelPreference: { name: kernelName(app) },
            name: file.context.contentsModel?.name,
            path,
            ref: file.id
          });
        }
        const found = consoles.find(console => console.console.sessionContext.path === path);
        await found?.console.sessionContext.ready;
        const code = file.content.model.sharedModel.getSource();
        await app.commands.execute('console:inject', { activate: false, code, path });
      }
    });
    editors.currentChanged.connect(() => app.commands.notifyCommandChanged(RUN_FILE));
    palette?.addItem({ command: RUN_FILE, category: trans.__('Noodle'), args: { isPalette: true } });
  }
};

/** The kernel of the language, so that nobody is asked for one. */
function kernelName(app: JupyterFrontEnd): string {
  const specs = app.serviceManager.kernelspecs.specs?.kernelspecs ?? {};
  const found = Object.values(specs).find(spec => spec?.language === 'noodle');
  return found?.name ?? 'noodle';
}

export default plugin;
