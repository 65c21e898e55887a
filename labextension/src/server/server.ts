/** The server part as this page knows it: whether it is there, requests to it, events from it. */
import type { ServerConnection } from '@jupyterlab/services';
import { type ISignal, Signal } from '@lumino/signaling';

import type { INoodleServer, ServerState } from '../tokens';
import { ServerClient } from './client';
import { ServerError, unreachable } from './errors';
import { EventSocket } from './socket';

export class NoodleServer implements INoodleServer {
  readonly client: ServerClient;
  readonly events: EventSocket;
  private _state: ServerState = { kind: 'unknown', version: '', error: null };
  private readonly _changed = new Signal<this, ServerState>(this);

  constructor(settings: ServerConnection.ISettings) {
    this.client = new ServerClient(settings);
    this.events = new EventSocket(settings);
  }

  get state(): ServerState {
    return this._state;
  }

  get changed(): ISignal<this, ServerState> {
    return this._changed;
  }

  async check(): Promise<ServerState> {
    try {
      const health = await this.client.call('get', '/api/v1/system/health');
      const version: unknown = health.version;
      if (typeof version !== 'string') {
        throw new ServerError('failing', 'the server does not say of which version it is');
      }
      await this.client.call('get', '/api/v1/system/status');
      this._state = { kind: 'on', version, error: null };
      this.events.again();
    } catch (thrown) {
      const error = unreachable(thrown);
      this._state = { kind: error.trouble === 'refused' ? 'failing' : error.trouble, version: '', error };
    }
    this._changed.emit(this._state);
    return this._state;
  }
}
