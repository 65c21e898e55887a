/** Each code cell of each notebook, told once when its editor is there. For features that add
 * something to editors; whether the notebook's kernel is Noodle's is the link's to know. */
import { CodeCell } from '@jupyterlab/cells';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';

import type { IKernelLink, INoodleKernels } from './tokens';

export interface NoodleCell {
  readonly cell: CodeCell;
  readonly editor: CodeMirrorEditor;
  readonly panel: NotebookPanel;
  readonly link: IKernelLink;
}

export function forEachCell(notebooks: INotebookTracker, kernels: INoodleKernels, attach: (found: NoodleCell) => void): void {
  const watch = (panel: NotebookPanel) => {
    const link = kernels.of(panel.sessionContext);
    const seen = new WeakSet<CodeCell>();
    const add = () => {
      for (const cell of panel.content.widgets) {
        if (cell instanceof CodeCell && !seen.has(cell)) {
          seen.add(cell);
          void cell.ready.then(() => {
            if (!cell.isDisposed && cell.editor instanceof CodeMirrorEditor) {
              attach({ cell, editor: cell.editor, panel, link });
            }
          });
        }
      }
    };
    // A cell's widget comes after its model.
    panel.content.modelContentChanged.connect(add);
    void panel.revealed.then(add);
  };
  notebooks.forEach(watch);
  notebooks.widgetAdded.connect((_, panel) => watch(panel));
}
