/** The list of jobs of the panel: asked for once, kept up to date by events, or by asking again. */
import { type ISignal, Signal } from '@lumino/signaling';

import { ServerError, unreachable } from '../server/errors';
import { Settling, Upkeep } from '../server/upkeep';
import type { INoodleServer } from '../tokens';
import { EMPTY, type Job, type JobList, type JobState, LIST_KINDS, paged, told } from './model';

export class JobsModel {
  list: JobList = EMPTY;
  filter: JobState | null = null;
  error: ServerError | null = null;
  isLoading = false;
  private asked = 0;
  private readonly settling = new Settling(() => void this.load());
  private readonly upkeep: Upkeep;
  private readonly _changed = new Signal<this, void>(this);

  constructor(readonly server: INoodleServer) {
    this.upkeep = new Upkeep(server, {
      listen: () => this.listen(),
      load: () => void this.load(),
      changed: () => this._changed.emit()
    });
    server.events.changed.connect((_, isLive) => {
      if (isLive) {
        this.settling.soon();
      }
      this._changed.emit();
    });
    server.events.ticked.connect(() => void this.load());
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Begins, when somebody first looks. */
  start(): void {
    this.upkeep.start();
  }

  setFilter(filter: JobState | null): void {
    this.filter = filter;
    this.list = EMPTY;
    void this.load();
  }

  async load(isMore = false): Promise<void> {
    if (this.server.state.kind !== 'on') {
      return;
    }
    const mine = ++this.asked;
    this.isLoading = true;
    this._changed.emit();
    try {
      const cursor = isMore ? this.list.cursor : null;
      const query = { brief: true, ...(this.filter ? { state: this.filter } : {}), ...(cursor ? { cursor } : {}) };
      const page = await this.server.client.call('get', '/api/v1/jobs', { query });
      if (mine === this.asked) {
        this.list = paged(this.list, page, isMore);
        this.error = null;
      }
    } catch (thrown) {
      this.error = unreachable(thrown);
      if (this.error.trouble !== 'refused') {
        void this.server.check();
      }
    }
    this.isLoading = mine !== this.asked && this.isLoading;
    this._changed.emit();
  }

  cancel(id: string): Promise<void> {
    return this.act(client => client.call('post', '/api/v1/jobs/{job_id}/cancel', { path: { job_id: id } }));
  }

  retry(id: string): Promise<void> {
    return this.act(client => client.call('post', '/api/v1/jobs/{job_id}/retry', { path: { job_id: id } }));
  }

  /** One that has ended, with its log and its files. */
  delete(id: string): Promise<void> {
    return this.act(client => client.call('delete', '/api/v1/jobs/{job_id}', { path: { job_id: id } }));
  }

  /** A job that this page has submitted is there at once. */
  add(job: Job): void {
    const { items, cursor } = this.list;
    if ((!this.filter || this.filter === job.state) && !items.some(each => each.id === job.id)) {
      this.list = { items: [{ ...job, request: {}, result: null }, ...items], cursor };
    }
    this._changed.emit();
  }

  private async act(work: (client: INoodleServer['client']) => Promise<unknown>): Promise<void> {
    try {
      await work(this.server.client);
      this.error = null;
      this.settling.soon();
    } catch (thrown) {
      this.error = unreachable(thrown);
      this._changed.emit();
    }
  }

  private listen() {
    return this.server.events.listen('job/*', LIST_KINDS, event => {
      const { list, isStale } = told(this.list, event, this.filter);
      this.list = list;
      if (isStale) {
        this.settling.soon();
      }
      this._changed.emit();
    });
  }
}
