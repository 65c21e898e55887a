/** Conditions, hit counts and messages of breakpoints: JupyterLab's debugger sends lines only, so
 * Noodle's kernel is told of them beforehand, and adds them when the page sets its breakpoints. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, type ISessionContext, showErrorMessage } from '@jupyterlab/apputils';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { IConsoleTracker } from '@jupyterlab/console';
import { IDebugger } from '@jupyterlab/debugger';
import { IEditorTracker } from '@jupyterlab/fileeditor';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';

import { type Field, ask } from '../ask';
import { forEachCell } from '../cells';
import { INoodleKernels } from '../tokens';
import type { Extra } from './model';
import { Syncing, type Target } from './syncing';

const SET_CONDITION = 'noodle:set-breakpoint-condition';

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:breakpoints',
  description: 'Conditions, hit counts and messages of breakpoints in Noodle cells and files.',
  autoStart: true,
  requires: [INotebookTracker, INoodleKernels, IDebugger],
  optional: [ITranslator, ICommandPalette, IEditorTracker, IConsoleTracker],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    kernels: INoodleKernels,
    debugging: IDebugger,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    files: IEditorTracker | null,
    consoles: IConsoleTracker | null
  ) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const syncing = new Syncing(debugging, trans);
    forEachCell(notebooks, kernels, found => syncing.watch(found));
    const target = (): Target | null => {
      const file = files?.currentWidget;
      if (file && file === app.shell.currentWidget) {
        const console = consoles?.find(each => each.console.sessionContext.path === file.context.path);
        return targetOf(file.content.editor, console?.console.sessionContext);
      }
      const panel = notebooks.currentWidget;
      return targetOf(panel?.content.activeCell?.editor, panel?.sessionContext);
    };
    const targetOf = (editor: unknown, session: ISessionContext | undefined) =>
      session && editor instanceof CodeMirrorEditor ? { editor, link: kernels.of(session) } : null;
    app.commands.addCommand(SET_CONDITION, {
      label: trans.__('Set a Conditional Breakpoint…'),
      caption: trans.__('Stop at the line of the cursor only where something holds, or print a message there'),
      describedBy: { args: { type: 'object', properties: {} } },
      isEnabled: () => debugging.isStarted && Boolean(target()?.link.about),
      execute: async () => {
        const found = target();
        if (found) {
          const line = found.editor.getCursorPosition().line + 1;
          const extra = await choose(found, line, trans);
          await (extra && syncing.set(found, line, extra));
        }
      }
    });
    notebooks.activeCellChanged.connect(() => app.commands.notifyCommandChanged(SET_CONDITION));
    files?.currentChanged.connect(() => app.commands.notifyCommandChanged(SET_CONDITION));
    palette?.addItem({ command: SET_CONDITION, category: trans.__('Noodle') });
  }
};

/** Asks until the kernel takes it; null where it was given up. */
async function choose({ editor, link }: Target, line: number, trans: TranslationBundle): Promise<Extra | null> {
  const code = editor.model.sharedModel.getSource();
  let extra: Extra;
  try {
    extra = await link.request<Extra>('breakpoint_condition', { code, line });
  } catch (error) {
    await showErrorMessage(trans.__('The breakpoint was not set'), textOf(error));
    return null;
  }
  for (;;) {
    const fields: Field[] = [
      { name: 'condition', label: trans.__('Only if (Noodle, such as i > 3)'), value: extra.condition },
      { name: 'hits', label: trans.__('Only at a hit (5, >= 5, or % 5: each fifth)'), value: extra.hits },
      { name: 'message', label: trans.__('Print instead of stopping (such as i is {i})'), value: extra.message }
    ];
    const values = await ask({
      title: trans.__('Breakpoint at line %1', `${line}`),
      note: trans.__('What is left empty does not count: with nothing it stops always.'),
      fields,
      accept: trans.__('Set')
    });
    if (!values) {
      return null;
    }
    extra = { condition: (values['condition'] ?? '').trim(), hits: (values['hits'] ?? '').trim(), message: values['message'] ?? '' };
    try {
      await link.request('breakpoint_condition', { code, line, ...extra });
      return extra;
    } catch (error) {
      await showErrorMessage(trans.__('The condition is not valid'), textOf(error));
    }
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export default plugin;
