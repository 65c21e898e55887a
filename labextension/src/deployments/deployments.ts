/** The deployments of the panel: asked for once, kept up to date by events while somebody looks. */
import type { IDisposable } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { type ServerError, unreachable } from '../server/errors';
import { Settling } from '../server/upkeep';
import type { INoodleServer } from '../tokens';
import { type Deployment, type Figures, KINDS, type Series, deploymentOf, merged, series } from './model';

const SETTLE_MS = 150;
const ONE = '/api/v1/deployments/{deployment_id}';

/** What a deployment has done lately. */
export interface Live {
  figures: Figures;
  drawn: Series;
}

export class DeploymentsModel {
  items: Deployment[] = [];
  readonly live = new Map<string, Live>();
  error: ServerError | null = null;
  isLoading = true;
  private listening: IDisposable | null = null;
  private readonly settling = new Settling(() => void this.load(), SETTLE_MS);
  private asked = 0;
  private isWatched = false;
  private readonly _changed = new Signal<this, void>(this);

  constructor(readonly server: INoodleServer) {
    server.changed.connect(() => this.follow());
    server.events.changed.connect((_, isLive) => {
      if (isLive && this.isWatched) {
        this.settling.soon();
      }
    });
    server.events.ticked.connect(() => void this.load(true));
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Follows events while the panel is seen. */
  watch(isWatched: boolean): void {
    this.isWatched = isWatched;
    if (isWatched && this.server.state.kind === 'unknown') {
      void this.server.check();
    } else {
      this.follow();
    }
  }

  /** Asks for all; for figures too of those that have none yet, or of all. */
  async load(isAll = false): Promise<void> {
    if (this.server.state.kind !== 'on' || !this.isWatched) {
      return;
    }
    const mine = ++this.asked;
    try {
      const { items } = await this.server.client.call('get', '/api/v1/deployments', { query: { limit: 200, sort: 'name' } });
      if (mine !== this.asked) {
        return;
      }
      this.items = items;
      this.error = null;
      this.isLoading = false;
      this._changed.emit();
      await Promise.all(items.filter(each => isAll || !this.live.has(each.id)).map(each => this.measure(each.id)));
    } catch (thrown) {
      this.fail(thrown);
    }
    this._changed.emit();
  }

  start(id: string): Promise<void> {
    return this.act(() => this.server.client.call('post', `${ONE}/start`, { path: { deployment_id: id } }));
  }

  stop(id: string): Promise<void> {
    return this.act(() => this.server.client.call('post', `${ONE}/stop`, { path: { deployment_id: id } }));
  }

  change(id: string, body: { alias: string } | { version: number }): Promise<void> {
    return this.act(() => this.server.client.call('patch', ONE, { path: { deployment_id: id }, body }));
  }

  delete(id: string): Promise<void> {
    return this.act(() => this.server.client.call('delete', ONE, { path: { deployment_id: id } }));
  }

  private async act(request: () => Promise<unknown>): Promise<void> {
    try {
      await request();
      this.error = null;
    } catch (thrown) {
      this.fail(thrown);
      this._changed.emit();
    }
    this.settling.soon();
  }

  private fail(thrown: unknown): void {
    this.isLoading = false;
    this.error = unreachable(thrown);
    if (this.error.trouble === 'missing' || this.error.trouble === 'unreachable') {
      void this.server.check();
    }
  }

  private async measure(id: string): Promise<void> {
    const figures = await this.server.client.call('get', `${ONE}/metrics`, { path: { deployment_id: id }, query: { window_s: 60 } }).catch(() => null);
    if (figures) {
      this.live.set(id, { figures, drawn: series(figures.seconds, Date.now() / 1000) });
    }
  }

  private follow(): void {
    const isWanted = this.isWatched && this.server.state.kind === 'on';
    if (isWanted && !this.listening) {
      this.listening = this.server.events.listen('deployment/*', KINDS, event => {
        const id = deploymentOf(event);
        if (event.kind === 'live') {
          this.hear(id, event.payload as unknown as Figures, Number(event.at));
        } else {
          this.settling.soon();
        }
      });
      void this.load(true);
    } else if (!isWanted) {
      this.listening?.dispose();
      this.listening = null;
    }
    this._changed.emit();
  }

  private hear(id: string, figures: Figures, at: number): void {
    const known = this.live.get(id)?.drawn ?? series([], at);
    this.live.set(id, { figures, drawn: merged(known, figures.seconds, at) });
    this._changed.emit();
  }
}
