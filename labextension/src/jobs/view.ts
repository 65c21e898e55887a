/** The notebook of a job, to be read: outputs come while it runs, from wherever it is looked at.
 * It is not trusted, has no kernel, and cannot be edited; as a file of its own it can. */
import { MainAreaWidget } from '@jupyterlab/apputils';
import { type Notebook, NotebookModel } from '@jupyterlab/notebook';
import type { ICodeCellModel } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget, ToolbarButton } from '@jupyterlab/ui-components';
import { createElement } from 'react';

import type { INoodleServer } from '../tokens';
import { JobFollower } from './follower';
import { hasEnded } from './model';
import { type Change, type NotebookCell, type NotebookContent, NotebookRun, untrusted } from './notebook';
import { RunState } from './runstate';

const FILE = 'notebook.ipynb';

export interface ViewOptions {
  id: string;
  server: INoodleServer;
  trans: TranslationBundle;
  /** A notebook widget that has no model yet. */
  make(): Notebook;
  /** Makes a file of it and opens it. */
  keep(view: JobNotebook): Promise<void>;
}

export class JobNotebook extends MainAreaWidget<Notebook> {
  readonly follower: JobFollower;
  run: NotebookRun | null = null;
  private readonly cancel: ToolbarButton;
  private isFinal = false;
  private readonly waiting: Parameters<NotebookRun['apply']>[0][] = [];

  constructor(readonly options: ViewOptions) {
    super({ content: options.make() });
    const { id, server, trans } = options;
    this.id = `noodle-job-${id}`;
    this.addClass('noodle-jobnotebook');
    this.title.label = trans.__('Job');
    this.title.closable = true;
    this.follower = new JobFollower(server, id, ['running', 'parameters', 'cell']);
    this.follower.changed.connect(this.changed, this);
    this.follower.heard.connect((_, event) => {
      if (this.run) {
        this.draw(this.run.apply(event));
      } else {
        this.waiting.push(event);
      }
    });
    this.toolbar.addItem('keep', new ToolbarButton({
      label: trans.__('Save as Notebook'),
      tooltip: trans.__('Make a notebook file of it, beside the original, and open that'),
      onClick: () => void options.keep(this)
    }));
    this.cancel = new ToolbarButton({
      label: trans.__('Cancel'),
      tooltip: trans.__('End the job; what it has stays'),
      onClick: () => void server.client.call('post', '/api/v1/jobs/{job_id}/cancel', { path: { job_id: id } }).catch(() => undefined)
    });
    this.toolbar.addItem('cancel', this.cancel);
    this.toolbar.addItem('state', ReactWidget.create(createElement(RunState, { view: this, trans })));
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this.follower.dispose();
      this.content.model?.dispose();
      super.dispose();
    }
  }

  /** The notebook as it is now. */
  get now(): NotebookContent | null {
    return this.run?.content ?? null;
  }

  private changed(): void {
    const { job, files } = this.follower;
    if (!job || this.isDisposed) {
      return;
    }
    this.title.label = job.name;
    this.cancel.setHidden(hasEnded(job));
    this.title.caption = this.options.trans.__('What the job %1 gives', job.name);
    if (!this.run) {
      const given = (job.request as { notebook?: NotebookContent }).notebook;
      if (given) {
        this.run = new NotebookRun(asFour(given));
        this.whole();
        const { run } = this;
        this.waiting.splice(0).forEach(event => this.draw(run.apply(event)));
      }
    }
    const isThere = files.some(file => file.role === 'result' && file.name === FILE);
    if (!hasEnded(job)) {
      this.isFinal = false;
    } else if (!this.isFinal && isThere) {
      this.isFinal = true;
      void this.finish();
    }
  }

  /** The job's own notebook has all outputs, also what was too large to be told. */
  private async finish(): Promise<void> {
    try {
      const made = (await (await this.follower.file(FILE)).json()) as NotebookContent;
      if (this.run && !this.isDisposed) {
        this.run.content = untrusted(made);
        this.whole();
      }
    } catch {
      this.isFinal = false; // what was told stays; the next change tries again
    }
  }

  /** All cells anew, at the place where they are looked at. */
  private whole(): void {
    if (!this.run || this.isDisposed) {
      return;
    }
    const top = this.content.outerNode.scrollTop;
    const before = this.content.model;
    const model = before ?? new NotebookModel();
    const cells = this.run.content.cells.map(cell => ({ ...cell, metadata: { ...cell.metadata, editable: false, deletable: false } }));
    model.fromJSON({ ...this.run.content, cells } as never);
    model.readOnly = true;
    if (!before) {
      this.content.model = model;
    }
    requestAnimationFrame(() => {
      if (!this.isDisposed) {
        this.content.outerNode.scrollTop = top;
      }
    });
  }

  private draw(change: Change | null): void {
    if (!change || !this.run || this.isFinal) {
      return;
    }
    if (change.index === null) {
      this.whole();
      return;
    }
    const cell = this.content.model?.cells.get(change.index) as ICodeCellModel | undefined;
    const given = this.run.content.cells[change.index];
    if (cell?.type !== 'code' || !given) {
      return;
    }
    cell.executionCount = given.execution_count ?? null;
    if (change.isCleared) {
      cell.outputs.clear(true);
    }
    if (change.output) {
      cell.outputs.add(change.output as never);
    }
    this.mark();
  }

  /** The cell that runs is seen to. */
  private mark(): void {
    const isRunning = !hasEnded(this.follower.job ?? { state: 'running' });
    this.content.widgets.forEach((widget, at) => {
      widget.toggleClass('noodle-mod-running', isRunning && at === this.run?.current);
    });
  }
}

/** Text in lists of lines, as files have it, as text. */
function asFour(given: NotebookContent): NotebookContent {
  const { cells: told, metadata, nbformat_minor: minor } = given as Partial<NotebookContent>;
  const cells = (told ?? []).map(cell => ({
    ...cell,
    metadata: (cell as Partial<NotebookCell>).metadata ?? {},
    source: Array.isArray(cell.source) ? cell.source.join('') : cell.source
  }));
  return { ...given, cells, metadata: metadata ?? {}, nbformat: 4, nbformat_minor: Math.max(5, minor ?? 5) };
}
