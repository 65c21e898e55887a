/** The Noodle language: cells and `.noodle` files are highlighted, indented and folded. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { LabIcon } from '@jupyterlab/ui-components';

import icon from '../../style/noodle.svg';

export const noodleIcon = new LabIcon({ name: 'noodle:icon', svgstr: icon });

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:language',
  description: 'The Noodle language in cells and in .noodle files.',
  autoStart: true,
  requires: [IEditorLanguageRegistry],
  activate: (app: JupyterFrontEnd, languages: IEditorLanguageRegistry) => {
    languages.addLanguage({
      name: 'noodle',
      displayName: 'Noodle',
      mime: 'text/x-noodle',
      extensions: ['noodle'],
      load: async () => (await import('./language')).noodle()
    });
    app.docRegistry.addFileType({
      name: 'noodle',
      displayName: 'Noodle File',
      mimeTypes: ['text/x-noodle'],
      extensions: ['.noodle'],
      icon: noodleIcon
    });
  }
};

export default plugin;
