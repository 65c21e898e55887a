/** A notebook that a job runs, put together from what was submitted and what was told since:
 * server_extension/noodle_server/jobs/kinds/notebook.py says it. nbformat 4; no page here. */
import type { ServerEvent } from '../server/events';
import { text } from '../server/text';

export interface Output {
  output_type: string;
  [field: string]: unknown;
}

export interface NotebookCell {
  cell_type: string;
  source: string | string[];
  metadata: Record<string, unknown>;
  outputs?: Output[];
  execution_count?: number | null;
  [field: string]: unknown;
}

export interface NotebookContent {
  cells: NotebookCell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** What changed: a cell's outputs, or (index null) everything. `output` is what was added. */
export interface Change {
  index: number | null;
  output?: Output;
  isCleared?: boolean;
}

export class NotebookRun {
  content: NotebookContent;
  /** The cell that runs, or was the last. */
  current: number | null = null;
  /** Cells that were run, and whether the last one failed. */
  done = 0;
  isFailed = false;
  private last = 0;
  private readonly displays = new Map<string, Output[]>();

  constructor(private readonly given: NotebookContent) {
    this.content = plain(given);
  }

  /** How many cells there are to run. */
  get total(): number {
    return this.content.cells.filter(cell => cell.cell_type === 'code').length;
  }

  /** Null where it is old news, or none for a notebook. */
  apply(event: ServerEvent): Change | null {
    if (event.seq <= this.last) {
      return null;
    }
    this.last = event.seq;
    if (event.kind === 'running') {
      this.restart();
      return { index: null };
    }
    if (event.kind === 'parameters') {
      return this.inject(Number(event.payload['index']), String(event.payload['source']));
    }
    return event.kind === 'cell' ? this.cell(event.payload) : null;
  }

  private restart(): void {
    this.content = plain(this.given);
    this.current = null;
    this.done = 0;
    this.isFailed = false;
    this.displays.clear();
  }

  private inject(index: number, source: string): Change {
    const cells = this.content.cells.filter(cell => !tags(cell).includes('injected-parameters'));
    cells.splice(index, 0, { cell_type: 'code', source, metadata: { tags: ['injected-parameters'] }, outputs: [], execution_count: null });
    this.content = { ...this.content, cells };
    return { index: null };
  }

  private cell(told: Record<string, unknown>): Change | null {
    const index = Number(told['index']);
    const cell = this.content.cells[index];
    if (!cell) {
      return null;
    }
    this.current = index;
    cell.outputs ??= [];
    switch (told['state']) {
      case 'running':
        return { index };
      case 'done':
        this.done++;
        cell.execution_count = (told['execution_count'] ?? null) as number | null;
        return { index };
      case 'failed':
        this.isFailed = true;
        return { index };
      case 'cleared':
        cell.outputs = [];
        return { index, isCleared: true };
      case 'output':
        return this.output(index, cell, told['output'] as Output);
      default:
        return null;
    }
  }

  private output(index: number, cell: NotebookCell, told: Output): Change | null {
    const { display_id, ...given } = told;
    const output = shown(given);
    const name = typeof display_id === 'string' ? display_id : null;
    if (output.output_type === 'update_display_data') {
      for (const each of (name && this.displays.get(name)) || []) {
        each['data'] = output['data'];
        each['metadata'] = output['metadata'] ?? {};
      }
      return { index: null };
    }
    const last = cell.outputs?.at(-1);
    if (output.output_type === 'stream' && last?.output_type === 'stream' && last['name'] === output['name']) {
      last['text'] = `${String(last['text'])}${String(output['text'])}`;
    } else {
      cell.outputs?.push({ ...output });
    }
    if (name) {
      this.displays.set(name, [...(this.displays.get(name) ?? []), ...(cell.outputs?.slice(-1) ?? [])]);
    }
    return { index, output };
  }
}

/** An output that was too large to be told says so; the notebook of the job has all of it. */
function shown(output: Output): Output {
  const { is_cut, characters, ...rest } = output;
  if (!is_cut) {
    return output;
  }
  const note = `[cut: ${String(characters)} characters; the notebook of the finished job has all]\n`;
  return rest.output_type === 'stream' ? { ...rest, text: `${text(rest['text'])}\n${note}` } : { output_type: 'stream', name: 'stdout', text: note };
}

/** What is submitted: without outputs, and without what widgets kept. */
export function submitted(notebook: NotebookContent): NotebookContent {
  return { ...plain(notebook), metadata: without(notebook.metadata, 'widgets') };
}

/** Trusts nothing: whoever opens it has not run it. */
export function untrusted(notebook: NotebookContent): NotebookContent {
  const cells = notebook.cells.map(cell => ({ ...cell, metadata: without(cell.metadata, 'trusted') }));
  return { ...notebook, cells };
}

function without(given: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([each]) => each !== name));
}

/** A copy without outputs. */
function plain(notebook: NotebookContent): NotebookContent {
  const made = untrusted(structuredClone(notebook));
  for (const cell of made.cells) {
    if (cell.cell_type === 'code') {
      cell.outputs = [];
      cell.execution_count = null;
    }
  }
  return made;
}

function tags(cell: NotebookCell): unknown[] {
  const found = cell.metadata['tags'];
  return Array.isArray(found) ? found : [];
}

/** A name that is not taken: a.ipynb gives a-job.ipynb, then a-job-2.ipynb. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  const stem = name.replace(/\.ipynb$/, '');
  for (let count = 1; ; count++) {
    const made = `${stem}-job${count === 1 ? '' : `-${count}`}.ipynb`;
    if (!taken.has(made)) {
      return made;
    }
  }
}
