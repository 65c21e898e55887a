/** One job, followed: what it is, its log, its files, and all that is told of some kinds, from the
 * beginning, in order, once, whether events come by themselves or have to be asked for. */
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { ServerError, unreachable } from '../server/errors';
import type { ServerEvent } from '../server/events';
import type { Schemas } from '../server/client';
import type { INoodleServer } from '../tokens';
import { LogWindow } from './log';
import { type Job, after, hasEnded } from './model';

export type JobFile = Schemas['JobFile'];

const PAGE = 200;
const LOG_PAGE = 40;

export class JobFollower implements IDisposable {
  job: Job | null = null;
  files: JobFile[] = [];
  error: ServerError | null = null;
  readonly log = new LogWindow();
  isDisposed = false;
  private readonly listening: IDisposable;
  private readonly _changed = new Signal<this, void>(this);
  private readonly _heard = new Signal<this, ServerEvent>(this);
  private waiting: ServerEvent[] | null = [];
  private last = 0;
  private isAsking = false;
  /** What is printed while the end of the log is asked for, for each who asks. */
  private readonly arriving = new Set<ServerEvent[]>();

  /** `kinds` are those that `heard` is told from the beginning on. */
  constructor(
    private readonly server: INoodleServer,
    readonly id: string,
    private readonly kinds: readonly string[]
  ) {
    this.listening = server.events.listen(`job/${id}`, null, event => this.take(event));
    server.events.ticked.connect(this.ask, this);
    server.events.changed.connect(this.ask, this);
    void this.load();
  }

  /** The job, its files, or its log. */
  get changed(): ISignal<this, void> {
    return this._changed;
  }

  get heard(): ISignal<this, ServerEvent> {
    return this._heard;
  }

  dispose(): void {
    this.isDisposed = true;
    this.listening.dispose();
    this.server.events.ticked.disconnect(this.ask, this);
    this.server.events.changed.disconnect(this.ask, this);
    Signal.clearData(this);
  }

  /** The part of the log before what is here. */
  async earlier(): Promise<void> {
    const { first } = this.log;
    if (first !== null) {
      await this.guarded(async () => {
        const events = await this.logBefore(first);
        this.log.prepend(events, events.length < LOG_PAGE);
      });
    }
  }

  /** The end of the log. */
  async toEnd(): Promise<void> {
    const meanwhile: ServerEvent[] = [];
    this.arriving.add(meanwhile);
    await this.guarded(async () => {
      const events = await this.logBefore(Number.MAX_SAFE_INTEGER);
      this.log.end(events, events.length < LOG_PAGE);
      meanwhile.forEach(event => this.log.add(event));
    });
    this.arriving.delete(meanwhile);
  }

  /** The text of a file that it has made. */
  async file(name: string): Promise<Response> {
    return this.server.client.file('/api/v1/jobs/{job_id}/files/{file_name}', { job_id: this.id, file_name: name });
  }

  private async load(): Promise<void> {
    await this.guarded(async () => {
      await this.refresh();
      await this.toEnd();
      await this.backlog();
      const { waiting } = this;
      this.waiting = null;
      waiting?.forEach(event => this.hear(event));
    });
  }

  /** What changed while events did not come by themselves. */
  private ask(): void {
    if (this.isAsking || this.waiting) {
      return;
    }
    this.isAsking = true;
    void this.guarded(async () => {
      await this.refresh();
      await this.backlog();
      if (!this.log.hasLater) {
        await this.toEnd();
      }
    }).finally(() => (this.isAsking = false));
  }

  private async refresh(): Promise<void> {
    const path = { job_id: this.id };
    this.job = await this.server.client.call('get', '/api/v1/jobs/{job_id}', { path });
    this.files = (await this.server.client.call('get', '/api/v1/jobs/{job_id}/files', { path })).items;
    this.error = null;
  }

  /** All of the wanted kinds since the last that was heard; pages of them, merged in order. */
  private async backlog(): Promise<void> {
    const rows = await Promise.all(this.kinds.map(kind => this.all(kind, this.last)));
    rows.flat().sort((a, b) => a.seq - b.seq).forEach(event => this.hear(event));
  }

  private async all(kind: string, from: number): Promise<ServerEvent[]> {
    const made: ServerEvent[] = [];
    for (;;) {
      const last = made.at(-1)?.seq ?? from;
      const { items } = await this.server.client.call('get', '/api/v1/jobs/{job_id}/events', {
        path: { job_id: this.id },
        query: { kind, after: last, limit: PAGE }
      });
      made.push(...(items as ServerEvent[]));
      if (items.length < PAGE || this.isDisposed) {
        return made;
      }
    }
  }

  private async logBefore(seq: number): Promise<ServerEvent[]> {
    const { items } = await this.server.client.call('get', '/api/v1/jobs/{job_id}/events', {
      path: { job_id: this.id },
      query: { kind: 'log', before: seq, limit: LOG_PAGE }
    });
    return items;
  }

  private take(event: ServerEvent): void {
    if (event.kind === 'log') {
      this.log.add(event);
      this.arriving.forEach(meanwhile => meanwhile.push(event));
      this._changed.emit();
    }
    if (this.waiting) {
      this.waiting.push(event);
    } else {
      this.hear(event);
    }
  }

  private hear(event: ServerEvent): void {
    if (this.job && event.kind !== 'log') {
      const before = this.job;
      this.job = after(before, event);
      if (hasEnded(this.job) && !hasEnded(before)) {
        void this.guarded(() => this.refresh());
      }
    }
    if (this.kinds.includes(event.kind) && event.seq > this.last) {
      this.last = event.seq;
      this._heard.emit(event);
    }
    this._changed.emit();
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.error = unreachable(thrown);
    }
    if (!this.isDisposed) {
      this._changed.emit();
    }
  }
}
