/** Saved pictures of widgets: seen when a notebook is opened again, until its cells run. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { CodeCell } from '@jupyterlab/cells';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { follow } from './stills';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:saved',
  description: 'Shows the saved picture of a widget until it is live.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ITranslator],
  activate: (_: JupyterFrontEnd, notebooks: INotebookTracker, translator: ITranslator | null) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const caption = trans.__('Saved picture: run the cell for the live one.');
    notebooks.widgetAdded.connect((_tracker, panel) => watch(panel, caption));
  }
};

function watch(panel: NotebookPanel, caption: string): void {
  const seen = new WeakSet();
  const look = () => {
    for (const cell of panel.content.widgets) {
      if (cell instanceof CodeCell && !seen.has(cell)) {
        seen.add(cell);
        void cell.ready.then(() => follow(cell.outputArea, caption));
      }
    }
  };
  void panel.context.ready.then(() => {
    look();
    // When the list has changed, its widgets come a moment later.
    panel.content.model?.cells.changed.connect(() => setTimeout(look));
  });
}

export default plugin;
