/** The comm to one session's kernel: opened when a Noodle kernel is there, again after restarts. */
import type { ISessionContext } from '@jupyterlab/apputils';
import type { Kernel } from '@jupyterlab/services';
import { type ISignal, Signal } from '@lumino/signaling';

import type { About, IKernelLink, KernelEvent } from '../tokens';
import { Requests, isAbout, isEvent } from './requests';

/** noodle_kernel/live/channel.py has the other end. */
const TARGET = 'noodle.lab';
/** The kernel's PROTOCOL that this page understands. */
export const PROTOCOL = 1;
const TIMEOUT_MS = 10_000;

export class KernelLink implements IKernelLink {
  private comm: Kernel.IComm | null = null;
  private requests = new Requests();
  private opening = 0;
  private _about: About | null = null;
  private _isDisposed = false;
  private readonly _changed = new Signal<this, About | null>(this);
  private readonly _events = new Signal<this, KernelEvent>(this);

  constructor(private readonly session: ISessionContext) {
    session.kernelChanged.connect(this.follow, this);
    session.statusChanged.connect(this.follow, this);
    session.disposed.connect(this.dispose, this);
    this.follow();
  }

  get about(): About | null {
    return this._about;
  }

  get changed(): ISignal<this, About | null> {
    return this._changed;
  }

  get events(): ISignal<this, KernelEvent> {
    return this._events;
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  async request<Result>(method: string, params: object = {}, timeoutMs = TIMEOUT_MS): Promise<Result> {
    const { comm } = this;
    if (!comm || !this._about) {
      throw Requests.away();
    }
    let future: Kernel.IShellFuture | undefined;
    const asked = this.requests.ask<Result>(method, params, timeoutMs, request => {
      future = comm.send(request);
    });
    // The kernel says neither busy nor idle for requests, so no future would end by itself.
    return asked.finally(() => future?.dispose());
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this.close();
    Signal.clearData(this);
  }

  /** Opens where a kernel has come, closes where it has gone. */
  private follow(): void {
    const kernel = this.session.session?.kernel ?? null;
    const status = kernel?.status;
    if (!kernel || status === 'restarting' || status === 'autorestarting' || status === 'dead' || status === 'terminating') {
      this.close();
    } else if (!this.comm && (status === 'idle' || status === 'busy')) {
      void this.open(kernel);
    }
  }

  private async open(kernel: Kernel.IKernelConnection): Promise<void> {
    const mine = ++this.opening;
    const info = await kernel.info.catch(() => null);
    if (mine !== this.opening || this.comm || this._isDisposed || info?.implementation !== 'noodle') {
      return;
    }
    const comm = kernel.createComm(TARGET);
    this.comm = comm;
    comm.onMsg = message => this.heard(comm, message.content.data);
    comm.onClose = () => {
      if (this.comm === comm) {
        this.close();
      }
    };
    void comm.open({ protocol: PROTOCOL });
  }

  private heard(comm: Kernel.IComm, data: unknown): void {
    if (this.comm !== comm) {
      return;
    }
    if (!isEvent(data)) {
      this.requests.answered(data);
    } else if (data.event === 'ready') {
      this.met(data.data);
    } else {
      this._events.emit(data);
    }
  }

  /** A kernel that speaks otherwise is left alone: features are off, cells run. */
  private met(about: unknown): void {
    if (!isAbout(about) || about.protocol !== PROTOCOL) {
      console.warn('Noodle: the kernel is of another version than this page; install them together.', about);
      return;
    }
    this._about = about;
    this._changed.emit(about);
  }

  private close(): void {
    this.opening++;
    const { comm } = this;
    this.comm = null;
    this.requests.forget();
    if (comm && !comm.isDisposed) {
      comm.dispose();
    }
    if (this._about) {
      this._about = null;
      this._changed.emit(null);
    }
  }
}
