/** The code cells of a notebook, each once its editor is there: also those that come later. */
import { CodeCell } from '@jupyterlab/cells';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { NotebookPanel } from '@jupyterlab/notebook';

/** Calls `visit` for every code cell with its editor, when it is first drawn. */
export function followCells(panel: NotebookPanel, visit: (cell: CodeCell, editor: CodeMirrorEditor) => void): void {
  const seen = new WeakSet<CodeCell>();
  const look = () => {
    for (const cell of panel.content.widgets) {
      if (cell instanceof CodeCell && !seen.has(cell)) {
        seen.add(cell);
        void cell.ready.then(() => {
          if (cell.editor instanceof CodeMirrorEditor) {
            visit(cell, cell.editor);
          }
        });
      }
    }
  };
  void panel.context.ready.then(() => {
    look();
    // When the list has changed, its widgets come a moment later.
    panel.content.model?.cells.changed.connect(() => setTimeout(look));
  });
}
