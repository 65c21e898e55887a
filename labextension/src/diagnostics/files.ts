/** The problems of `.noodle` files: each is checked as a whole module, by the kernel of its own
 * console or by any Noodle kernel that runs. Where none does, nothing is marked. */
import { Prec } from '@codemirror/state';
import { type EditorView, keymap } from '@codemirror/view';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { IConsoleTracker } from '@jupyterlab/console';
import type { IDocumentWidget } from '@jupyterlab/docregistry';
import type { FileEditor, IEditorTracker } from '@jupyterlab/fileeditor';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { type ISignal, Signal } from '@lumino/signaling';
import type { Widget } from '@lumino/widgets';

import type { IKernelLink, INoodleKernels } from '../tokens';
import type { Checked } from './data';
import { type Say, draw, fixAtCursor, goTo } from './marks';
import { Problems, delayFor } from './model';
import type { DiagnosticsSettings } from './notebook';

const TIMEOUT_MS = 30_000;
/** The file among its own problems, which are kept as those of a notebook with one cell. */
const FILE = 'file';

export interface Surroundings {
  files: IEditorTracker;
  consoles: IConsoleTracker | null;
  notebooks: INotebookTracker;
  kernels: INoodleKernels;
  settings: () => DiagnosticsSettings;
  say: Say;
  trans: TranslationBundle;
}

export interface Files {
  /** All are checked anew, or none any more. */
  restart(): void;
  /** Of the file that a widget shows. */
  of(widget: Widget | null): FileChecks | null;
  /** The problems of a file are others. */
  readonly changed: ISignal<unknown, void>;
}

export function watchFiles(around: Surroundings): Files {
  const { files, consoles, notebooks, kernels } = around;
  const open = new Map<Widget, FileChecks>();
  const changed = new Signal<object, void>(open);
  const restart = () => open.forEach(checks => checks.check());
  const linkOf = (path: string): IKernelLink | null => {
    const sessions = [];
    const own = consoles?.find(each => each.console.sessionContext.path === path);
    sessions.push(...(own ? [own.sessionContext] : []));
    notebooks.forEach(each => sessions.push(each.sessionContext));
    consoles?.forEach(each => sessions.push(each.sessionContext));
    return sessions.map(session => kernels.of(session)).find(link => link.about) ?? null;
  };
  const add = (widget: IDocumentWidget<FileEditor>) =>
    void widget.context.ready.then(() => {
      const { editor } = widget.content;
      if (!widget.isDisposed && widget.context.path.endsWith('.noodle') && editor instanceof CodeMirrorEditor) {
        const checks = new FileChecks(widget, editor, () => linkOf(widget.context.path), around);
        open.set(widget, checks);
        checks.problems.changed.connect(() => changed.emit());
        widget.disposed.connect(() => open.delete(widget));
        changed.emit();
      }
    });
  files.forEach(add);
  files.widgetAdded.connect((_, widget) => add(widget));
  notebooks.widgetAdded.connect((_, panel) => kernels.of(panel.sessionContext).changed.connect(restart));
  consoles?.widgetAdded.connect((_, panel) => kernels.of(panel.sessionContext).changed.connect(restart));
  return { restart, of: widget => (widget && open.get(widget)) ?? null, changed };
}

export class FileChecks {
  readonly problems = new Problems();
  private readonly view: EditorView;
  private text = '';
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly widget: IDocumentWidget<FileEditor>,
    editor: CodeMirrorEditor,
    private readonly linkOf: () => IKernelLink | null,
    private readonly around: Surroundings
  ) {
    this.view = editor.editor;
    const keys = [
      { key: 'F8', run: () => this.go(1), shift: () => this.go(-1) },
      { key: 'Mod-.', run: () => this.fix() }
    ];
    editor.injectExtension(Prec.high(keymap.of(keys)));
    const { sharedModel } = widget.content.model;
    const edited = () => this.later();
    sharedModel.changed.connect(edited);
    widget.disposed.connect(() => {
      clearTimeout(this.timer);
      sharedModel.changed.disconnect(edited);
    });
    this.check();
  }

  check(): void {
    void this.ask();
  }

  private later(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), delayFor(this.view.state.doc.length, this.around.settings().delayMs));
  }

  private async ask(): Promise<void> {
    const mine = ++this.asked;
    const link = this.around.settings().enabled ? this.linkOf() : null;
    const code = this.source;
    const answer = await link?.request<Checked>('check_module', { code }, TIMEOUT_MS).catch(() => null);
    if (mine !== this.asked || this.widget.isDisposed || this.source !== code) {
      return; // it was edited meanwhile, and waits for its next check
    }
    const found = answer?.diagnostics ?? [];
    if (found.length > 0 || this.problems.of(FILE).length > 0) {
      draw(this.view, code, found, () => [], this.around.trans);
    }
    this.text = code;
    this.problems.set(FILE, found);
  }

  private get source(): string {
    return this.widget.content.model.sharedModel.getSource();
  }

  /** To the next problem (1) or the one before (-1). */
  go(step: 1 | -1): boolean {
    const { say, trans } = this.around;
    const place = this.problems.from([FILE], FILE, this.view.state.selection.main.head, step);
    if (!place) {
      say(trans.__('No problems'));
      return true;
    }
    goTo(this.view, place, say, trans);
    return true;
  }

  /** Applies the first fix of the problem at the cursor. */
  fix(): boolean {
    const { say, trans } = this.around;
    fixAtCursor(this.view, this.text, this.problems.of(FILE), say, trans);
    return true;
  }
}
