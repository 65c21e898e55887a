/** The picture of a version of a model. A job reads the model, so that neither the server nor this
 * page has to; the same version is read once. src/models draws. */
import type { AnyModel } from '@anywidget/types';
import { MainAreaWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import type { GraphData, WeightData } from '../models/data';
import { Picture, type Traits } from '../models/live';
import { type ServerError, unreachable } from '../server/errors';
import type { INoodleServer } from '../tokens';
import { type Job, hasEnded } from '../jobs/model';

const LOOK_MS = 500;

export interface GraphFile {
  graph: GraphData;
  colours: Record<string, string>;
  weights: WeightData[];
}

export interface GraphOptions {
  model: string;
  version: number;
  name: string;
}

export class ModelGraph extends MainAreaWidget {
  private readonly ends = new AbortController();

  constructor(
    private readonly server: INoodleServer,
    readonly options: GraphOptions,
    private readonly trans: TranslationBundle
  ) {
    super({ content: new Widget() });
    this.id = `noodle-graph-${options.model}-${options.version}`;
    this.addClass('noodle-modelgraph');
    this.content.addClass('noodle-modelgraph-place');
    this.title.closable = true;
    this.title.label = `${options.name} ${options.version}`;
    this.title.caption = trans.__('The graph of version %1 of %2', options.version, options.name);
    void this.load();
  }

  override dispose(): void {
    this.ends.abort();
    super.dispose();
  }

  private async load(): Promise<void> {
    this.say(this.trans.__('Reading the model…'));
    try {
      const job = await this.ended(await this.begun());
      if (job.state !== 'succeeded') {
        const error = (job.error ?? {}) as Record<string, unknown>;
        this.fail([error['error_code'], error['error_message'] ?? this.trans.__('the model was not read')].filter(Boolean).join(': '), error['hint']);
        return;
      }
      const path = { job_id: job.id, file_name: 'graph.json' };
      const made = await this.server.client.file('/api/v1/jobs/{job_id}/files/{file_name}', path);
      this.draw((await made.json()) as GraphFile);
    } catch (thrown) {
      const error: ServerError = unreachable(thrown);
      this.fail(error.line, error.hint);
    }
  }

  /** The job that reads this version; one that failed before tries again. */
  private async begun(): Promise<Job> {
    const { model, version, name } = this.options;
    const body = { kind: 'draw', name: `graph of ${name} ${version}`.slice(0, 200), request: { model: { model_id: model, version } } };
    const job = await this.server.client.call('post', '/api/v1/jobs', { body, key: `graph-${model}-${version}` });
    if (!hasEnded(job) || job.state === 'succeeded') {
      return job;
    }
    return this.server.client.call('post', '/api/v1/jobs/{job_id}/retry', { path: { job_id: job.id } });
  }

  private async ended(job: Job): Promise<Job> {
    let made = job;
    while (!hasEnded(made) && !this.isDisposed) {
      await new Promise(done => setTimeout(done, LOOK_MS));
      made = await this.server.client.call('get', '/api/v1/jobs/{job_id}', { path: { job_id: job.id } });
    }
    return made;
  }

  private draw({ graph, colours, weights }: GraphFile): void {
    if (this.isDisposed) {
      return;
    }
    const root = document.createElement('div');
    this.content.node.replaceChildren(root);
    new Picture(answering({ data: graph, colours, heat: {} }, weights), root, this.ends.signal);
  }

  private say(words: string): void {
    const note = document.createElement('p');
    note.className = 'noodle-server-note';
    note.textContent = words;
    note.setAttribute('role', 'status');
    this.content.node.replaceChildren(note);
  }

  private fail(words: string, hint: unknown): void {
    if (this.isDisposed) {
      return;
    }
    const box = document.createElement('div');
    box.className = 'noodle-server-off';
    const wrong = document.createElement('div');
    wrong.className = 'noodle-server-wrong';
    wrong.setAttribute('role', 'alert');
    wrong.textContent = typeof hint === 'string' ? `${words}\n${hint}` : words;
    const again = document.createElement('button');
    again.className = 'jp-mod-styled jp-mod-accept';
    again.textContent = this.trans.__('Try again');
    again.addEventListener('click', () => void this.load());
    box.append(wrong, again);
    this.content.node.replaceChildren(box);
  }
}

/** What stands where anywidget's model of a kernel's widget would: it knows all answers already. */
export function answering(traits: Traits, weights: readonly WeightData[]): AnyModel<Traits> {
  const heard = new Set<(message: unknown) => void>();
  const known = new Map(weights.map(each => [each.name, each]));
  const model = {
    get: (name: keyof Traits) => traits[name],
    on: (event: string, call: (message: unknown) => void) => event === 'msg:custom' && heard.add(call),
    off: (_: string, call: (message: unknown) => void) => heard.delete(call),
    send: (asked: { kind?: string; names?: string[] }) => {
      if (asked.kind === 'weights') {
        const found = (asked.names ?? []).map(name => known.get(name) ?? { name, error: 'there are no numbers of this weight' });
        heard.forEach(call => call({ kind: 'weights', weights: found }));
      }
    }
  };
  return model as unknown as AnyModel<Traits>;
}
