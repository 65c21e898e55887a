/** One notebook's stale cells: asks its kernel after each run and after edits, runs what is stale,
 * and in reactive mode what depends on a cell that ran. Nothing runs that was not asked for. */
import type { Cell } from '@jupyterlab/cells';
import { NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import type { ITranslator } from '@jupyterlab/translation';
import { Debouncer } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';

import type { IKernelLink, KernelEvent } from '../tokens';
import type { CellRow, Dependencies, Shown } from './data';
import { checked, isReactive, next, withReactive } from './model';

const DELAY_MS = 400;
const TIMEOUT_MS = 30_000;
const METADATA = 'noodle';

/** What the settings say for all notebooks. */
export interface Chosen {
  marks: boolean;
  reactive: boolean;
}

/** How far a run of stale cells is. */
export interface Progress {
  done: number;
  left: number;
}

/** What is to run: everything stale, or what depends on one cell. */
interface Wanted {
  after?: string;
  edited?: boolean;
}

export class StaleNotebook {
  /** Null where no Noodle kernel has said anything. */
  found: Dependencies | null = null;
  progress: Progress | null = null;
  private asked = 0;
  private isStopped = false;
  private ran: string[] = [];
  private readonly later: Debouncer;
  private readonly _changed = new Signal<this, void>(this);

  constructor(
    readonly panel: NotebookPanel,
    private readonly link: IKernelLink,
    private readonly chosen: () => Chosen,
    private readonly translator: ITranslator
  ) {
    this.later = new Debouncer(() => this.ask(), DELAY_MS);
    link.changed.connect(this.onKernel, this);
    link.events.connect(this.onEvent, this);
    panel.content.modelContentChanged.connect(this.askSoon, this);
    NotebookActions.executed.connect(this.onExecuted, this);
    NotebookActions.selectionExecuted.connect(this.onAllExecuted, this);
    panel.disposed.connect(() => {
      this.later.dispose();
      Signal.clearData(this);
    });
    void panel.context.ready.then(() => {
      panel.content.model?.metadataChanged.connect(this.tell, this);
      void this.ask();
    });
  }

  /** The kernel has answered, a run goes on or has ended, or the notebook is now (not) reactive. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get isReactive(): boolean {
    return isReactive(this.panel.content.model?.getMetadata(METADATA), this.chosen().reactive);
  }

  set isReactive(value: boolean) {
    const model = this.panel.content.model;
    model?.setMetadata(METADATA, withReactive(model.getMetadata(METADATA), value));
    this.tell();
  }

  get showsMarks(): boolean {
    return this.chosen().marks;
  }

  row(id: string): CellRow | undefined {
    return this.found?.cells.find(row => row.id === id);
  }

  cell(id: string): Cell | undefined {
    return this.panel.content.widgets.find(cell => cell.model.id === id);
  }

  /** A cell as people see it: by its prompt, else by its place. */
  label(id: string): string {
    const at = this.panel.content.widgets.findIndex(cell => cell.model.id === id);
    const count = (this.panel.content.widgets[at]?.model as { executionCount?: unknown } | undefined)?.executionCount;
    return typeof count === 'number' ? `[${count}]` : `#${at + 1}`;
  }

  /** The code cells, from top to bottom. */
  cells(): Shown[] {
    return this.panel.content.widgets
      .filter(({ model }) => model.type === 'code')
      .map(({ model }) => ({ id: model.id, code: model.sharedModel.getSource() }));
  }

  /** Runs everything stale, sources first, up to the first cell that fails. */
  async runStale(): Promise<boolean> {
    return this.run({});
  }

  /** Runs a cell, then everything that is not up to date and depends on it. */
  async runWithDependents(id: string): Promise<boolean> {
    const cell = this.cell(id);
    return !this.progress && cell !== undefined && (await this.runOne(cell)) && this.run({ after: id, edited: true });
  }

  /** No further cell begins. The one that runs is the kernel's to interrupt. */
  stop(): void {
    this.isStopped = true;
  }

  tell(): void {
    this._changed.emit();
  }

  private askSoon(): void {
    if (!this.panel.isDisposed && !this.progress) {
      void this.later.invoke();
    }
  }

  private async ask(wanted: Wanted = {}): Promise<Dependencies | null> {
    const mine = ++this.asked;
    let found: Dependencies | null = null;
    if (this.link.about) {
      const question = { cells: this.cells(), ...wanted };
      found = await this.link.request('dependencies', question, TIMEOUT_MS).then(checked, () => null);
    }
    // What comes late, or for one cell alone, is not shown.
    if (mine === this.asked && !this.panel.isDisposed && wanted.after === undefined) {
      this.found = found;
      this.tell();
    }
    return found;
  }

  private async run(wanted: Wanted): Promise<boolean> {
    if (this.progress) {
      return false;
    }
    this.isStopped = false;
    this.progress = { done: 0, left: 0 };
    try {
      return await this.runEach(wanted);
    } finally {
      this.progress = null;
      this.tell();
      void this.ask();
    }
  }

  /** After each cell the kernel is asked again: where a value came out the same, nothing is left. */
  private async runEach(wanted: Wanted): Promise<boolean> {
    const runs = new Map<string, number>();
    for (let done = 0; ; done++) {
      const found = await this.ask(wanted);
      const id = found && next(found.order, runs);
      if (!id || this.isStopped) {
        return id === null;
      }
      this.progress = { done, left: found.order.length };
      this.tell();
      runs.set(id, (runs.get(id) ?? 0) + 1);
      const cell = this.cell(id);
      if (cell && !(await this.runOne(cell))) {
        return false;
      }
    }
  }

  private runOne(cell: Cell): Promise<boolean> {
    const { content, sessionContext } = this.panel;
    return NotebookActions.runCells(content, [cell], sessionContext, undefined, this.translator);
  }

  private onKernel(): void {
    this.found = null;
    this.tell();
    void this.ask();
  }

  private onEvent(_: unknown, { event }: KernelEvent): void {
    if (event === 'ran') {
      this.askSoon();
    }
  }

  private onExecuted(_: unknown, { notebook, cell, success }: { notebook: unknown; cell: Cell; success: boolean }): void {
    if (notebook === this.panel.content) {
      this.askSoon(); // its prompt may not have been there when the kernel said that it ran
      if (success && !this.progress) {
        this.ran.push(cell.model.id);
      }
    }
  }

  /** A person has run cells. In reactive mode what depends on them follows. */
  private onAllExecuted(_: unknown, { notebook }: { notebook: unknown }): void {
    if (notebook !== this.panel.content || this.progress) {
      return;
    }
    const ran = this.ran.splice(0);
    if (ran.length && this.isReactive) {
      void this.follow(ran);
    }
  }

  private async follow(ran: string[]): Promise<void> {
    const found = await this.ask();
    if (!found?.order.length) {
      return;
    }
    for (const id of ran) {
      if (!(await this.run({ after: id }))) {
        return;
      }
    }
  }
}
