/** The models of the panel, and the versions of the one that is looked at, kept up to date. */
import { type ISignal, Signal } from '@lumino/signaling';

import { ServerError, unreachable } from '../server/errors';
import { Settling, Upkeep } from '../server/upkeep';
import type { INoodleServer } from '../tokens';
import type { Dataset, Model, Span, Version } from './model';
import { spans } from './model';

export interface Sending {
  name: string;
  step: string;
  part: number;
}

export class RegistryModel {
  models: Model[] = [];
  cursor: string | null = null;
  search = '';
  chosen: Model | null = null;
  versions: Version[] = [];
  versionsCursor: string | null = null;
  datasets: Dataset[] = [];
  error: ServerError | null = null;
  sending: Sending | null = null;
  isLoading = false;
  private asked = 0;
  private readonly settling = new Settling(() => void this.load());
  private readonly upkeep: Upkeep;
  private readonly _changed = new Signal<this, void>(this);

  constructor(readonly server: INoodleServer) {
    this.upkeep = new Upkeep(server, {
      listen: () => server.events.listen('model/*', null, () => this.settling.soon()),
      load: () => void this.load(),
      changed: () => this._changed.emit()
    });
    server.events.ticked.connect(() => void this.load());
  }

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  start(): void {
    this.upkeep.start();
  }

  find(text: string): void {
    this.search = text;
    this.settling.soon();
  }

  async open(model: Model | null): Promise<void> {
    this.chosen = model;
    this.versions = [];
    this.versionsCursor = null;
    this.error = null;
    await this.load();
  }

  /** The list, or the chosen model. */
  async load(): Promise<void> {
    if (this.server.state.kind !== 'on') {
      return;
    }
    const mine = ++this.asked;
    this.isLoading = true;
    await this.guarded(async () => {
      if (this.chosen) {
        await this.loadChosen(this.chosen, () => mine === this.asked);
      } else {
        const page = await this.models_(null);
        if (mine === this.asked) {
          this.models = page.items;
          this.cursor = page.next_cursor;
        }
      }
    });
    this.isLoading = false;
    this._changed.emit();
  }

  more(): Promise<void> {
    return this.guarded(async () => {
      if (this.chosen && this.versionsCursor) {
        const page = await this.versions_(this.chosen, this.versionsCursor);
        this.versions = [...this.versions, ...page.items];
        this.versionsCursor = page.next_cursor;
      } else if (!this.chosen && this.cursor) {
        const page = await this.models_(this.cursor);
        this.models = [...this.models, ...page.items];
        this.cursor = page.next_cursor;
      }
    });
  }

  async history(alias: string): Promise<Span[]> {
    const path = { model_id: this.chosen?.id ?? '', alias };
    return spans((await this.server.client.call('get', '/api/v1/models/{model_id}/aliases/{alias}/history', { path })).items);
  }

  /** Does something that changes what is shown; what goes wrong is said in the panel. */
  async act(work: () => Promise<unknown>): Promise<boolean> {
    this.error = null;
    await this.guarded(async () => {
      await work();
    });
    const isDone = !this.failed();
    if (isDone) {
      await this.load();
    }
    return isDone;
  }

  private failed(): boolean {
    return this.error !== null;
  }

  tell(sending: Sending | null): void {
    this.sending = sending;
    this._changed.emit();
  }

  private async loadChosen(model: Model, isStill: () => boolean): Promise<void> {
    const path = { model_id: model.id };
    try {
      const [found, page] = await Promise.all([this.server.client.call('get', '/api/v1/models/{model_id}', { path }), this.versions_(model, null)]);
      if (isStill()) {
        this.chosen = found;
        const known = this.versions.filter(each => !page.items.some(one => one.version === each.version));
        const last = page.items.at(-1)?.version ?? 0;
        const older = page.next_cursor ? known.filter(each => each.version < last) : [];
        this.versions = [...page.items, ...older];
        this.versionsCursor = older.length ? this.versionsCursor : page.next_cursor;
      }
    } catch (thrown) {
      if ((thrown as ServerError).code === 'N7003' && isStill()) {
        this.chosen = null; // it was deleted
        this.models = this.models.filter(each => each.id !== model.id);
        return;
      }
      throw thrown;
    }
  }

  private models_(cursor: string | null) {
    const query = { sort: 'name' as const, ...(this.search ? { name: this.search.slice(0, 200) } : {}), ...(cursor ? { cursor } : {}) };
    return this.server.client.call('get', '/api/v1/models', { query });
  }

  private versions_(model: Model, cursor: string | null) {
    return this.server.client.call('get', '/api/v1/models/{model_id}/versions', { path: { model_id: model.id }, query: cursor ? { cursor } : {} });
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.error = unreachable(thrown);
      if (this.error.trouble !== 'refused') {
        void this.server.check();
      }
    }
    this._changed.emit();
  }
}
