/** The connection on which events come: opened while somebody listens, again when it is lost, from
 * the last event on. Where there is none, `ticked` says when to ask by request instead. */
import { ServerConnection } from '@jupyterlab/services';
import { type IDisposable, DisposableDelegate } from '@lumino/disposable';
import { type ISignal, Signal } from '@lumino/signaling';

import { backoff } from './backoff';
import { type Heard, Subscriptions, read } from './events';

const TICK_MS = 3000;
const PING_MS = 20_000;
const SILENT_MS = 45_000;

export class EventSocket {
  private readonly subscriptions = new Subscriptions();
  private readonly _ticked = new Signal<this, void>(this);
  private readonly _changed = new Signal<this, boolean>(this);
  private socket: WebSocket | null = null;
  private attempt = 0;
  private _isLive = false;
  private heardAt = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly settings: ServerConnection.ISettings) {}

  /** Whether events come by themselves. */
  get isLive(): boolean {
    return this._isLive;
  }

  get changed(): ISignal<this, boolean> {
    return this._changed;
  }

  /** Every few seconds while events do not come. */
  get ticked(): ISignal<this, void> {
    return this._ticked;
  }

  /** `topic` as the server has them: job/<id>, job/*, model/*, ... */
  listen(topic: string, kinds: string[] | null, heard: Heard): IDisposable {
    const remove = this.subscriptions.add(topic, kinds, heard);
    this.open();
    this.send(this.subscriptions.command(topic));
    return new DisposableDelegate(() => {
      remove();
      const isWanted = this.subscriptions.topics.includes(topic);
      this.send(isWanted ? this.subscriptions.command(topic) : { type: 'unsubscribe', topics: [topic] });
      if (!this.subscriptions.topics.length) {
        this.close();
      }
    });
  }

  /** Tries at once: the server has come back, or somebody signed in. */
  again(): void {
    if (!this._isLive && this.subscriptions.topics.length) {
      this.drop();
      this.attempt = 0;
      this.open();
    }
  }

  private open(): void {
    this.ticking ??= setInterval(() => this.tick(), TICK_MS);
    if (this.socket || this.retry !== undefined) {
      return;
    }
    const { wsUrl, token, WebSocket: Socket } = this.settings;
    const asked = token ? `?token=${encodeURIComponent(token)}` : '';
    const socket = new Socket(`${wsUrl.replace(/\/$/, '')}/noodle/ws${asked}`);
    this.socket = socket;
    socket.onmessage = message => this.heard(socket, message.data);
    socket.onclose = () => this.lost(socket);
  }

  private heard(socket: WebSocket, data: unknown): void {
    if (socket !== this.socket) {
      return;
    }
    this.heardAt = Date.now();
    const said = read(data);
    if (said.type === 'hello') {
      this.attempt = 0;
      this.subscriptions.begin(said.seq);
      this.set(true);
      this.subscriptions.commands().forEach(each => this.send(each));
    } else if (said.type === 'event') {
      this.subscriptions.tell(said.event);
    } else if (said.type === 'live') {
      this.subscriptions.pass(said.event);
    }
  }

  private lost(socket: WebSocket): void {
    if (socket !== this.socket) {
      return;
    }
    this.drop();
    if (this.subscriptions.topics.length) {
      this.retry = setTimeout(() => {
        this.retry = undefined;
        this.open();
      }, backoff(this.attempt++, Math.random()));
    }
  }

  private tick(): void {
    if (!this._isLive) {
      this._ticked.emit();
    } else if (Date.now() - this.heardAt > SILENT_MS) {
      const { socket } = this;
      socket?.close();
      if (socket) {
        this.lost(socket);
      }
    } else if (Date.now() - this.heardAt > PING_MS) {
      this.send({ type: 'ping' });
    }
  }

  private close(): void {
    this.drop();
    clearInterval(this.ticking);
    this.ticking = undefined;
    this.subscriptions.last = null;
  }

  private drop(): void {
    clearTimeout(this.retry);
    this.retry = undefined;
    const { socket } = this;
    this.socket = null;
    if (socket) {
      socket.onclose = socket.onmessage = null;
      socket.close();
    }
    this.set(false);
  }

  private set(isLive: boolean): void {
    if (isLive !== this._isLive) {
      this._isLive = isLive;
      this._changed.emit(isLive);
    }
  }

  private send(message: object): void {
    if (this._isLive && this.socket?.readyState === 1) {
      this.socket.send(JSON.stringify(message));
    }
  }
}
