/** One cell that is stepped through, as its panel knows it. Knows no page and no kernel. */
import { type ISignal, Signal } from '@lumino/signaling';

import { RequestError } from '../kernel/requests';
import type { Ask, Command, Listing, Opened, State, Trouble } from './data';

/** Lines of the source that are shown around the current one. */
const MOST_LINES = 400;

export interface SourceLine {
  number: number;
  text: string;
  isCurrent: boolean;
}

export class StepperModel {
  private session: number | null = null;
  private listings = new Map<number, Listing>();
  private asking = 0;
  private _state: State | null = null;
  private _listing: Listing | null = null;
  private _trouble: Trouble | null = null;
  private readonly _changed = new Signal<this, void>(this);

  constructor(
    readonly code: string,
    private readonly ask: Ask
  ) {}

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  /** Null before the kernel has answered, and when it is gone. */
  get state(): State | null {
    return this._state;
  }

  /** The instructions of the function that runs; null where there is none. */
  get listing(): Listing | null {
    return this._listing;
  }

  /** Why there is no state: the cell has a mistake, or the kernel is gone. */
  get trouble(): Trouble | null {
    return this._trouble;
  }

  get isRunning(): boolean {
    return this._state?.status === 'running';
  }

  get canStep(): boolean {
    return this._state?.status === 'ready' && this.asking === 0;
  }

  /** The number of the next instruction; -1 where there is none. */
  get index(): number {
    const call = this._state?.calls.at(-1);
    return this._state?.status === 'ready' && call && call.function !== null ? call.index : -1;
  }

  get sourceLines(): SourceLine[] {
    const lines = this.code.split('\n');
    const current = this._state?.line ?? 0;
    const first = Math.max(0, Math.min(current - MOST_LINES / 2, lines.length - MOST_LINES));
    return lines.slice(first, first + MOST_LINES).map((text, at) => ({
      number: first + at + 1,
      text,
      isCurrent: first + at + 1 === current
    }));
  }

  /** Begins anew. `real`: with the variables of the cells themselves, not with a copy. */
  async open(real: boolean): Promise<void> {
    await this.close();
    await this.follow(async () => {
      const opened = await this.ask<Opened>('step_open', { code: this.code, real });
      this.session = opened.session;
      return opened;
    });
  }

  async step(command: Command): Promise<void> {
    if (this.canStep) {
      await this.command(`step_${command}`, {});
    }
  }

  async runToLine(line: number): Promise<void> {
    if (this.canStep) {
      await this.command('step_to_line', { line });
    }
  }

  async cancel(): Promise<void> {
    if (this.isRunning && this.session !== null) {
      await this.follow(() => this.ask<State>('step_cancel', { session: this.session }));
    }
  }

  /** The kernel forgets it; what it has shown stays until it is opened again. */
  async close(): Promise<void> {
    const { session } = this;
    this.session = null;
    this.listings.clear();
    if (session !== null) {
      await this.ask('step_close', { session }).catch(() => undefined);
    }
  }

  /** The kernel has gone, and with it the session. */
  lose(trouble: Trouble): void {
    this.session = null;
    this._state = this._listing = null;
    this._trouble = trouble;
    this._changed.emit();
  }

  private async command(method: string, params: object): Promise<void> {
    const { session } = this;
    await this.follow(() => this.ask<State>(method, { session, ...params }));
  }

  /** Takes the answer, and asks again as long as the command runs. */
  private async follow(first: () => Promise<State>): Promise<void> {
    this.asking++;
    this._changed.emit();
    try {
      await this.take(await first());
      while (this.asking === 1 && this.isRunning && this.session !== null) {
        await this.take(await this.ask<State>('step_state', { session: this.session }));
      }
    } catch (error) {
      const refusal = error instanceof RequestError ? error.refusal : { code: '', message: String(error), hint: null };
      this.lose(refusal);
    } finally {
      this.asking--;
      this._changed.emit();
    }
  }

  private async take(state: State): Promise<void> {
    this._trouble = null;
    this._state = state;
    const call = state.status === 'ready' ? state.calls.at(-1) : undefined;
    if (call && call.function !== null) {
      this._listing = await this.listed(call.function, call.index);
    } else if (call) {
      this._listing = null;
    }
    this._changed.emit();
  }

  private async listed(number: number, index: number): Promise<Listing> {
    const known = this.listings.get(number);
    const last = known ? known.first + known.rows.length : 0;
    if (known && index >= known.first && (index < last || last === known.total)) {
      return known;
    }
    const found = await this.ask<Listing>('step_listing', { session: this.session, function: number, index });
    this.listings.set(number, found);
    return found;
  }
}
