/** What keeps a panel's list up to date: events while the server is there, asking again after them. */
import type { IDisposable } from '@lumino/disposable';

import type { INoodleServer } from '../tokens';

const SETTLE_MS = 200;

/** Does a work once, however many events ask for it: they come in bursts. */
export class Settling {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly work: () => void,
    private readonly delayMs = SETTLE_MS
  ) {}

  soon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.work();
    }, this.delayMs);
  }
}

export interface Listened {
  listen(): IDisposable;
  load(): void;
  /** What is shown of the server may be another. */
  changed(): void;
}

/** Listens and loads while the server is there. One that cannot be reached may come back, and is
 * listened to meanwhile. */
export class Upkeep {
  private listening: IDisposable | null = null;

  constructor(
    private readonly server: INoodleServer,
    private readonly list: Listened
  ) {
    server.changed.connect(() => this.follow());
  }

  /** Begins, when somebody first looks. */
  start(): void {
    if (this.server.state.kind === 'unknown') {
      void this.server.check();
    } else {
      this.follow();
    }
  }

  private follow(): void {
    const isOn = this.server.state.kind === 'on';
    if (isOn && !this.listening) {
      this.listening = this.list.listen();
      this.list.load();
    } else if (!isOn && this.server.state.kind !== 'unreachable') {
      this.listening?.dispose();
      this.listening = null;
    }
    this.list.changed();
  }
}
