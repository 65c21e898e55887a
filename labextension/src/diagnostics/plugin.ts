/** Squiggles while one types: each Noodle cell is checked by its kernel, also while a cell runs. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { linter, type Diagnostic } from '@codemirror/lint';
import type { Cell } from '@jupyterlab/cells';
import type { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { StateEffect } from '@codemirror/state';
import type { ViewUpdate } from '@codemirror/view';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';

import { INoodleKernels, type IKernelLink } from '../tokens';
import type { Checked, Problem } from './data';

const DELAY_MS = 300;

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:diagnostics',
  description: 'What is wrong with a Noodle cell, before it runs.',
  autoStart: true,
  requires: [INotebookTracker, INoodleKernels],
  activate: (_: JupyterFrontEnd, notebooks: INotebookTracker, kernels: INoodleKernels) => {
    notebooks.widgetAdded.connect((_tracker, panel) => watch(panel, kernels.of(panel.sessionContext)));
  }
};

function watch(panel: NotebookPanel, link: IKernelLink): void {
  const seen = new WeakSet<Cell>();
  const add = () => {
    for (const cell of panel.content.widgets) {
      if (cell.model.type === 'code' && !seen.has(cell)) {
        seen.add(cell);
        void cell.ready.then(() => attach(cell, link));
      }
    }
  };
  panel.content.model?.cells.changed.connect(() => setTimeout(add));
  panel.content.modelContentChanged.connect(add);
  void panel.revealed.then(add);
}

/** The text is the same, but what the kernel knows is not. */
const checkAgain = StateEffect.define();

function isAsked(update: ViewUpdate): boolean {
  return update.transactions.some(done => done.effects.some(effect => effect.is(checkAgain)));
}

function attach(cell: Cell, link: IKernelLink): void {
  const editor = cell.editor as CodeMirrorEditor | null;
  if (!editor) {
    return;
  }
  editor.injectExtension(
    linter(async view => (link.about ? await check(link, view.state.doc.toString()) : []), {
      delay: DELAY_MS,
      needsRefresh: isAsked
    })
  );
  const again = () => editor.editor.dispatch({ effects: checkAgain.of(null) });
  link.changed.connect(again);
  cell.disposed.connect(() => link.changed.disconnect(again));
}

async function check(link: IKernelLink, code: string): Promise<Diagnostic[]> {
  try {
    const { diagnostics } = await link.request<Checked>('check', { code });
    return diagnostics.map(shown);
  } catch {
    return [];
  }
}

function shown(problem: Problem): Diagnostic {
  return {
    from: problem.from,
    to: problem.to,
    severity: problem.severity,
    source: problem.code,
    message: [problem.message, ...problem.notes, ...(problem.hint ? [`→ ${problem.hint}`] : [])].join('\n')
  };
}

export default plugin;
