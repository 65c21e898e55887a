/** Checks the cells of one notebook: one at a time, those edited and those in view first, and again
 * when a cell has run, since the variables are others then. */
import type { Cell, CodeCell } from '@jupyterlab/cells';
import type { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Signal } from '@lumino/signaling';

import type { IKernelLink } from '../tokens';
import type { Checked, Problem } from './data';
import { draw } from './marks';
import { Problems, definingCell, delayFor } from './model';
import { CellText } from './names';
import { CheckQueue, EDITED, REST, SEEN, WRONG } from './queue';

const TIMEOUT_MS = 30_000;

export interface DiagnosticsSettings {
  enabled: boolean;
  delayMs: number;
}

export class NotebookChecks {
  readonly problems = new Problems();
  private readonly cells = new Map<string, CodeCell>();
  private readonly inView = new Set<string>();
  private readonly checked = new Map<string, { text: string; generation: number }>();
  private readonly texts = new Map<string, CellText>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly queue = new CheckQueue<string>();
  private readonly observer: IntersectionObserver;
  private generation = 0;
  private isBusy = false;

  constructor(
    readonly panel: NotebookPanel,
    private readonly link: IKernelLink,
    private readonly settings: () => DiagnosticsSettings,
    private readonly trans: TranslationBundle
  ) {
    this.observer = new IntersectionObserver(entries => this.scrolled(entries));
    link.changed.connect(this.restart, this);
    link.events.connect(this.heard, this);
    panel.sessionContext.statusChanged.connect(this.next, this);
    panel.content.modelContentChanged.connect(this.forget, this);
    panel.disposed.connect(this.dispose, this);
  }

  add(cell: CodeCell, editor: CodeMirrorEditor): void {
    const id = cell.model.id;
    this.cells.set(id, cell);
    this.observer.observe(cell.node);
    cell.model.sharedModel.changed.connect((_, change) => {
      if (change.sourceChange) {
        this.edited(id, editor.editor.state.doc.length);
      }
    });
    cell.disposed.connect(() => this.remove(id, cell));
    this.queue.push(id, REST);
    this.next();
  }

  /** Everything is checked anew, or nothing any more. */
  restart(): void {
    this.generation++;
    this.checked.clear();
    if (!this.isOn) {
      this.problems.clear();
      for (const [id, cell] of this.cells) {
        this.queue.drop(id);
        this.show(cell, []);
      }
      return;
    }
    for (const id of this.cells.keys()) {
      this.queue.push(id, this.inView.has(id) ? SEEN : REST);
    }
    this.next();
  }

  /** The cells in their order, by their ids. */
  get order(): string[] {
    return this.panel.content.widgets.map(widget => widget.model.id);
  }

  cell(id: string): CodeCell | undefined {
    return this.cells.get(id);
  }

  /** The text that the problems of a cell are about. */
  textOf(id: string): string {
    return this.checked.get(id)?.text ?? '';
  }

  private get isOn(): boolean {
    return this.link.about !== null && this.settings().enabled;
  }

  private heard(_: IKernelLink, event: { event: string }): void {
    if (event.event !== 'ran') {
      return;
    }
    this.generation++;
    for (const id of this.cells.keys()) {
      if (this.inView.has(id)) {
        this.queue.push(id, SEEN);
      } else if (this.problems.of(id).length > 0) {
        this.queue.push(id, WRONG);
      }
    }
    this.next();
  }

  private edited(id: string, length: number): void {
    this.texts.delete(id);
    clearTimeout(this.timers.get(id));
    const wait = delayFor(length, this.settings().delayMs);
    this.timers.set(
      id,
      setTimeout(() => {
        this.timers.delete(id);
        this.queue.push(id, EDITED);
        // A name that it defines, or does not any more, may be what another cell lacks.
        for (const other of this.cells.keys()) {
          if (other !== id && this.problems.of(other).some(problem => problem.name)) {
            this.queue.push(other, WRONG);
          }
        }
        this.next();
      }, wait)
    );
  }

  private scrolled(entries: IntersectionObserverEntry[]): void {
    const byNode = new Map([...this.cells].map(([id, cell]) => [cell.node as Element, id]));
    for (const { target, isIntersecting } of entries) {
      const id = byNode.get(target);
      if (id === undefined) {
        continue;
      }
      this.inView[isIntersecting ? 'add' : 'delete'](id);
      if (isIntersecting && this.checked.get(id)?.generation !== this.generation) {
        this.queue.push(id, SEEN);
      }
    }
    this.next();
  }

  /** One check at a time; what no one sees waits until no cell runs. */
  private next(): void {
    if (this.isBusy || !this.isOn) {
      return;
    }
    const isIdle = this.panel.sessionContext.session?.kernel?.status === 'idle';
    const id = this.queue.take(isIdle ? REST : WRONG);
    const cell = id === undefined ? undefined : this.cells.get(id);
    if (id !== undefined && cell) {
      this.isBusy = true;
      void this.check(id, cell).finally(() => {
        this.isBusy = false;
        this.next();
      });
    } else if (id !== undefined) {
      this.next();
    }
  }

  private async check(id: string, cell: CodeCell): Promise<void> {
    const { generation } = this;
    const code = cell.model.sharedModel.getSource();
    const answer = await this.link.request<Checked>('check', { code }, TIMEOUT_MS).catch(() => null);
    if (!answer || cell.isDisposed || !this.isOn || cell.model.sharedModel.getSource() !== code) {
      return; // it was edited meanwhile, and waits for its next check
    }
    const problems = answer.diagnostics.map(problem => this.placed(problem, id));
    this.checked.set(id, { text: code, generation });
    this.show(cell, problems);
    this.problems.set(id, problems);
  }

  /** A name that another cell defines is no mistake: that cell has not run. */
  private placed(problem: Problem, id: string): Problem {
    if (!problem.name) {
      return problem;
    }
    const at = this.definingCell(problem.name, id);
    if (at === null) {
      return problem;
    }
    const message = this.trans.__("'%1' is defined in cell %2 of this notebook, which has not run", problem.name, `${at + 1}`);
    return { ...problem, severity: 'info', message, hint: null, fixes: [] };
  }

  private definingCell(name: string, id: string): number | null {
    const { widgets } = this.panel.content;
    const self = widgets.findIndex(widget => widget.model.id === id);
    return definingCell(
      name,
      widgets.map(widget => (widget.model.type === 'code' ? this.cellText(widget) : null)),
      self
    );
  }

  private cellText(cell: Cell): CellText {
    const { id, sharedModel } = cell.model;
    let text = this.texts.get(id);
    if (!text) {
      text = new CellText(sharedModel.getSource());
      if (this.cells.has(id)) {
        this.texts.set(id, text); // until it changes
      }
    }
    return text;
  }

  private show(cell: CodeCell, problems: Problem[]): void {
    const editor = cell.editor as CodeMirrorEditor | null;
    if (editor && (problems.length > 0 || this.problems.of(cell.model.id).length > 0 || !this.isOn)) {
      draw(editor.editor, cell.model.sharedModel.getSource(), problems, problem => this.actionsOf(problem, cell), this.trans);
    }
  }

  private actionsOf(problem: Problem, cell: Cell) {
    const content = this.panel.content;
    if (problem.severity !== 'info' || !problem.name) {
      return [];
    }
    const name = problem.name;
    const apply = () => {
      const at = this.definingCell(name, cell.model.id);
      if (at !== null) {
        content.activeCellIndex = at;
        void content.scrollToItem(at);
      }
    };
    return [{ name: this.trans.__('Go to that cell'), apply }];
  }

  private remove(id: string, cell: CodeCell): void {
    if (this.cells.get(id) !== cell) {
      return;
    }
    this.cells.delete(id);
    this.texts.delete(id);
    this.observer.unobserve(cell.node);
    this.inView.delete(id);
    this.queue.drop(id);
    clearTimeout(this.timers.get(id));
  }

  private forget(): void {
    this.problems.keep(new Set(this.order));
  }

  private dispose(): void {
    this.observer.disconnect();
    this.timers.forEach(timer => clearTimeout(timer));
    this.link.changed.disconnect(this.restart, this);
    this.link.events.disconnect(this.heard, this);
    Signal.clearData(this);
  }
}
