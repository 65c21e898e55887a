/** Conditions of breakpoints: JupyterLab's debugger sends lines only, so Noodle's kernel is told of
 * a condition beforehand, and adds it when the page sets its breakpoints. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, InputDialog, showErrorMessage } from '@jupyterlab/apputils';
import { IDebugger } from '@jupyterlab/debugger';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { INoodleKernels } from '../tokens';

const SET_CONDITION = 'noodle:set-breakpoint-condition';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:breakpoints',
  description: 'Conditions of breakpoints in Noodle cells.',
  autoStart: true,
  requires: [INotebookTracker, INoodleKernels, IDebugger],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    kernels: INoodleKernels,
    debugging: IDebugger,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    /** The conditions that were set here, to begin with when asked again. */
    const known = new Map<string, string>();
    app.commands.addCommand(SET_CONDITION, {
      label: trans.__('Set a Conditional Breakpoint…'),
      caption: trans.__('Stop at the line of the cursor only where something holds'),
      isEnabled: () => {
        const panel = notebooks.currentWidget;
        return debugging.isStarted && !!panel?.content.activeCell?.editor && kernels.of(panel.sessionContext).about !== null;
      },
      execute: async () => {
        const panel = notebooks.currentWidget;
        const editor = panel?.content.activeCell?.editor;
        if (!panel || !editor) {
          return;
        }
        const code = editor.model.sharedModel.getSource();
        const line = editor.getCursorPosition().line + 1;
        const key = `${line} ${code}`;
        const answer = await InputDialog.getText({
          title: trans.__('Stop at line %1 only if', String(line)),
          label: trans.__('A Noodle expression, such as i > 3; empty: always'),
          text: known.get(key) ?? ''
        });
        if (!answer.button.accept) {
          return;
        }
        const condition = (answer.value ?? '').trim();
        try {
          await kernels.of(panel.sessionContext).request('breakpoint_condition', { code, line, condition });
        } catch (error) {
          await showErrorMessage(trans.__('The condition is not valid'), error instanceof Error ? error.message : String(error));
          return;
        }
        known.set(key, condition);
        const others = debugging.model.breakpoints.getBreakpoints(debugging.getCodeId(code));
        const has = others.some(point => point.line === line);
        const here = { line, verified: true } as IDebugger.IBreakpoint;
        await debugging.updateBreakpoints(code, has ? others : [...others, here]);
      }
    });
    notebooks.activeCellChanged.connect(() => app.commands.notifyCommandChanged(SET_CONDITION));
    palette?.addItem({ command: SET_CONDITION, category: trans.__('Noodle') });
  }
};

export default plugin;
