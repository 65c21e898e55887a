/** The Noodle language: cells and `.noodle` files are highlighted, indented and folded; new files
 * are made from the launcher, the palette and Noodle's menu, which other features add to. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { IDefaultFileBrowser } from '@jupyterlab/filebrowser';
import { ILauncher } from '@jupyterlab/launcher';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import { INotebookTracker } from '@jupyterlab/notebook';
import { LabIcon } from '@jupyterlab/ui-components';

import icon from '../../style/noodle.svg';
import { INoodleKernels } from '../tokens';
import { learn } from './words';

const NEW_FILE = 'noodle:new-file';

export const noodleIcon = new LabIcon({ name: 'noodle:icon', svgstr: icon });

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:language',
  description: 'The Noodle language in cells and in .noodle files.',
  autoStart: true,
  requires: [IEditorLanguageRegistry],
  optional: [ITranslator, ICommandPalette, ILauncher, IDefaultFileBrowser, INotebookTracker, INoodleKernels],
  activate: (
    app: JupyterFrontEnd,
    languages: IEditorLanguageRegistry,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    launcher: ILauncher | null,
    browser: IDefaultFileBrowser | null,
    notebooks: INotebookTracker | null,
    kernels: INoodleKernels | null
  ) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    register(app, languages, trans);
    addNewFile(app, trans, browser);
    palette?.addItem({ command: NEW_FILE, category: trans.__('Noodle'), args: { isPalette: true } });
    launcher?.add({ command: NEW_FILE, category: trans.__('Other'), rank: 3 });
    notebooks?.widgetAdded.connect((_, panel) => {
      kernels?.of(panel.sessionContext).changed.connect((_link, about) => about && learn(about));
    });
  }
};

function register(app: JupyterFrontEnd, languages: IEditorLanguageRegistry, trans: TranslationBundle): void {
  languages.addLanguage({
    name: 'noodle',
    displayName: 'Noodle',
    mime: 'text/x-noodle',
    extensions: ['noodle'],
    load: async () => (await import('./language')).noodle()
  });
  app.docRegistry.addFileType({
    name: 'noodle',
    displayName: trans.__('Noodle File'),
    mimeTypes: ['text/x-noodle'],
    extensions: ['.noodle'],
    fileFormat: 'text',
    icon: noodleIcon
  });
}

/** Where a new file lies: what the launcher says, else the folder that the file browser shows. */
function addNewFile(app: JupyterFrontEnd, trans: TranslationBundle, browser: IDefaultFileBrowser | null): void {
  app.commands.addCommand(NEW_FILE, {
    label: args => (args.isPalette ? trans.__('New Noodle File') : trans.__('Noodle File')),
    caption: trans.__('Create a new Noodle file'),
    icon: args => (args.isPalette ? undefined : noodleIcon),
    describedBy: {
      args: {
        type: 'object',
        properties: {
          cwd: { type: 'string', description: trans.__('The folder of the new file') },
          isPalette: { type: 'boolean', description: trans.__('Whether the palette asks') }
        }
      }
    },
    execute: async args => {
      const path = typeof args.cwd === 'string' ? args.cwd : (browser?.model.path ?? '');
      const made = await app.serviceManager.contents.newUntitled({ path, type: 'file', ext: '.noodle' });
      return (await app.commands.execute('docmanager:open', { path: made.path, factory: 'Editor' })) as unknown;
    }
  });
}

export default plugin;
