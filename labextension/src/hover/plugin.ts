/** What the word under the pointer is: its type and shape, help, the beginning of its value; by a
 * command also of the word at the cursor. Comes while a cell runs, and before it has run. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import type { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { IConsoleTracker } from '@jupyterlab/console';
import { type EditorView, hoverTooltip } from '@codemirror/view';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { openCard } from '../card';
import { forEachCell } from '../cells';
import { followSettings } from '../settings';
import { type IKernelLink, INoodleKernels } from '../tokens';
import { cardOf } from './card';
import type { Card } from './data';

const ID = 'noodle-labextension:hover';
const SHOW = 'noodle:show-type';
const HOVER_MS = 300;
const TIMEOUT_MS = 3000;

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'What the word under the pointer is.',
  autoStart: true,
  requires: [INotebookTracker, INoodleKernels],
  optional: [ISettingRegistry, ITranslator, ICommandPalette, IConsoleTracker],
  activate: (
    app: JupyterFrontEnd,
    notebooks: INotebookTracker,
    kernels: INoodleKernels,
    registry: ISettingRegistry | null,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    consoles: IConsoleTracker | null
  ) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const settings = { enabled: true };
    followSettings(registry, ID, loaded => {
      settings.enabled = loaded.get('enabled').composite as boolean;
    });
    const links = new WeakMap<EditorView, IKernelLink>();
    const attach = (editor: CodeMirrorEditor, link: IKernelLink) => {
      links.set(editor.editor, link);
      editor.injectExtension(hoverTooltip((view, pos) => (settings.enabled ? tooltip(link, view, pos) : null), { hoverTime: HOVER_MS }));
    };
    forEachCell(notebooks, kernels, ({ editor, link }) => attach(editor, link));
    consoles?.widgetAdded.connect((_, panel) => {
      const link = kernels.of(panel.sessionContext);
      const attachPrompt = () => {
        const editor = panel.console.promptCell?.editor as CodeMirrorEditor | undefined;
        if (editor && !links.has(editor.editor)) {
          attach(editor, link);
        }
      };
      panel.console.promptCellCreated.connect(attachPrompt);
      void panel.sessionContext.ready.then(attachPrompt);
    });
    const active = () => {
      const inNotebook = notebooks.currentWidget === app.shell.currentWidget ? notebooks.activeCell?.editor : null;
      const inConsole = consoles?.currentWidget === app.shell.currentWidget ? consoles.currentWidget?.console.promptCell?.editor : null;
      const view = ((inNotebook ?? inConsole) as CodeMirrorEditor | null | undefined)?.editor;
      return view && links.has(view) ? view : null;
    };
    app.commands.addCommand(SHOW, {
      label: trans.__('Show Type'),
      caption: trans.__('Show the type, shape and help of the word at the cursor'),
      describedBy: { args: { type: 'object', properties: {} } },
      isEnabled: () => active() !== null,
      execute: async () => {
        const view = active();
        const link = view ? links.get(view) : undefined;
        if (view && link) {
          await showAt(link, view);
        }
      }
    });
    palette?.addItem({ command: SHOW, category: trans.__('Noodle') });
  }
};

async function ask(link: IKernelLink, view: EditorView, offset: number): Promise<Card | null> {
  if (!link.about) {
    return null;
  }
  const doc = view.state.doc;
  const card = await link.request<Card | null>('hover', { code: doc.toString(), offset }, TIMEOUT_MS).catch(() => null);
  return view.state.doc.eq(doc) ? card : null;
}

async function tooltip(link: IKernelLink, view: EditorView, pos: number) {
  const card = await ask(link, view, pos);
  return card && { pos: card.from, end: card.to, above: true, create: () => ({ dom: cardOf(card) }) };
}

async function showAt(link: IKernelLink, view: EditorView): Promise<void> {
  const card = await ask(link, view, view.state.selection.main.head);
  if (card) {
    const dom = cardOf(card);
    dom.setAttribute('role', 'status');
    openCard(view, card.from, dom);
  }
}

export default plugin;
