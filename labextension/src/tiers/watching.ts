/** Keeps the marks of one notebook: asks the kernel after each cell, and puts the answers into editors. */
import type { Cell, CodeCell } from '@jupyterlab/cells';
import type { CodeMirrorEditor } from '@jupyterlab/codemirror';
import { Compartment, type Extension } from '@codemirror/state';
import { type Notebook, NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import { Debouncer } from '@lumino/polling';

import type { IKernelLink, KernelEvent } from '../tokens';
import type { ProfileEvent, Tiers } from './data';
import { placed, setMarks } from './lines';
import { TierBook } from './model';

const OTHERS_MS = 400;

interface Shown {
  cell: CodeCell;
  editor: CodeMirrorEditor;
}

export class Watcher {
  private readonly book = new TierBook();
  private readonly shown = new Map<string, Shown>();
  private readonly gutters = new Compartment();
  private readonly others = new Debouncer(() => this.askOthers(), OTHERS_MS);

  constructor(
    private readonly panel: NotebookPanel,
    readonly link: IKernelLink,
    private readonly extension: Extension,
    private isOn: boolean
  ) {
    link.events.connect(this.heard, this);
    link.changed.connect(this.cameOrWent, this);
    NotebookActions.executionScheduled.connect(this.scheduled, this);
    panel.disposed.connect(() => {
      NotebookActions.executionScheduled.disconnect(this.scheduled, this);
      link.events.disconnect(this.heard, this);
      link.changed.disconnect(this.cameOrWent, this);
      this.others.dispose();
    });
  }

  turn(isOn: boolean): void {
    this.isOn = isOn;
    for (const { editor } of this.shown.values()) {
      editor.editor.dispatch({ effects: this.gutters.reconfigure(this.current) });
    }
    for (const id of this.shown.keys()) {
      this.show(id);
      this.askIfRan(id);
    }
  }

  /** Only where there is a Noodle kernel: other notebooks have no gutter. */
  private get current(): Extension {
    return this.isOn && this.link.about ? this.extension : [];
  }

  /** A cell has got its editor. */
  attach(cell: CodeCell, editor: CodeMirrorEditor): void {
    const { id } = cell.model;
    this.shown.set(id, { cell, editor });
    cell.disposed.connect(() => {
      if (this.shown.get(id)?.cell === cell) {
        this.shown.delete(id);
      }
    });
    editor.injectExtension(this.gutters.of(this.current));
    this.show(id);
    this.askIfRan(id);
  }

  private scheduled(_: unknown, { notebook, cell }: { notebook: Notebook; cell: Cell }): void {
    if (notebook === this.panel.content && cell.model.type === 'code') {
      this.book.starts(cell.model.id, cell.model.sharedModel.getSource());
      this.show(cell.model.id);
    }
  }

  private cameOrWent(): void {
    this.book.clear();
    this.turn(this.isOn);
  }

  private heard(_: IKernelLink, { event, data }: KernelEvent): void {
    if (event === 'ran') {
      const { cell } = data as { cell: string | null };
      if (cell !== null) {
        void this.ask(cell, this.book.codeOf(cell) ?? this.sourceOf(cell));
      }
      void this.others.invoke().catch(() => undefined);
    } else if (event === 'profile') {
      this.book.profiled(data as ProfileEvent).forEach(cell => this.show(cell));
    }
  }

  /** After a page has come back to a kernel: the text that is there may be what ran. */
  private askIfRan(id: string): void {
    const cell = this.shown.get(id)?.cell;
    if (cell && cell.model.executionCount !== null && this.book.codeOf(id) === null) {
      void this.ask(id, cell.model.sharedModel.getSource());
    }
  }

  private async ask(cell: string, code: string | null): Promise<void> {
    if (code === null || !this.isOn || !this.link.about) {
      return;
    }
    const found = await this.link.request<Tiers>('tiers', { code, cell }).catch(() => null);
    if (found && this.book.answered(cell, code, found)) {
      this.show(cell);
    }
  }

  /** Calls in one cell make functions of others native. */
  private async askOthers(): Promise<void> {
    const cells = this.panel.content.model?.cells ?? [];
    this.book.keep(new Set(Array.from(cells, each => each.id)));
    for (const { cell, code } of this.book.open()) {
      await this.ask(cell, code);
    }
  }

  private sourceOf(cell: string): string | null {
    return this.shown.get(cell)?.cell.model.sharedModel.getSource() ?? null;
  }

  private show(cell: string): void {
    const view = this.shown.get(cell)?.editor.editor;
    if (view && view.state.field(placed, false) !== undefined) {
      view.dispatch({ effects: setMarks.of(this.book.marks(cell)) });
    }
  }
}
