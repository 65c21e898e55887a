/** The listing of whatever is in front: asks the kernel when a cell has run, once at a time. */
import { Debouncer } from '@lumino/polling';
import { type ISignal, Signal } from '@lumino/signaling';

import { RequestError } from '../kernel/requests';
import type { IKernelLink, KernelEvent } from '../tokens';
import type { Description, Listing } from './data';
import { type Column, VariablesModel, ordered } from './model';

const TYPING_MS = 200;

/** A notebook or a console. */
export interface Source {
  readonly title: string;
  readonly link: IKernelLink;
  insert(text: string): void;
}

export class VariablesSession {
  readonly model = new VariablesModel();
  source: Source | null = null;
  description: Description | null = null;
  /** Why there is no answer. */
  trouble: string | null = null;
  private isVisible = false;
  private isOld = true;
  private isAsking = false;
  private readonly typing = new Debouncer(() => this.refresh(), TYPING_MS);
  private readonly _changed = new Signal<this, void>(this);

  get changed(): ISignal<this, void> {
    return this._changed;
  }

  follow(source: Source | null): void {
    if (source?.link === this.source?.link) {
      this.source = source;
      return;
    }
    this.source?.link.events.disconnect(this.heard, this);
    this.source?.link.changed.disconnect(this.cameOrWent, this);
    this.source = source;
    source?.link.events.connect(this.heard, this);
    source?.link.changed.connect(this.cameOrWent, this);
    this.cameOrWent();
  }

  /** What nobody sees is not asked for. */
  see(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (isVisible && this.isOld) {
      this.refresh();
    }
  }

  filter(text: string): void {
    this.model.filtered(text);
    this._changed.emit();
    void this.typing.invoke().catch(() => undefined);
  }

  sort(column: Column): void {
    this.model.order = ordered(this.model.order, column);
    this._changed.emit();
  }

  more(): void {
    if (this.model.more()) {
      this.refresh();
    }
    this._changed.emit();
  }

  select(name: string | null): void {
    this.model.selected = name;
    this.description = null;
    this._changed.emit();
    void this.describe();
  }

  refresh(): void {
    this.isOld = true;
    if (this.isVisible && !this.isAsking && this.source?.link.about) {
      void this.ask();
    }
  }

  private heard(_: IKernelLink, { event }: KernelEvent): void {
    if (event === 'ran') {
      this.refresh();
    }
  }

  private cameOrWent(): void {
    this.model.clear();
    this.description = null;
    this.trouble = null;
    this._changed.emit();
    this.refresh();
  }

  private async ask(): Promise<void> {
    this.isAsking = true;
    try {
      while (this.isOld && this.source?.link.about) {
        this.isOld = false;
        await this.askOnce(this.source.link);
      }
    } finally {
      this.isAsking = false;
    }
  }

  private async askOnce(link: IKernelLink): Promise<void> {
    const { limit, filter } = this.model;
    try {
      const found = await link.request<Listing>('variables', { limit, filter });
      if (link === this.source?.link && link.about) {
        this.model.answered(found);
        this.trouble = null;
        await this.describe();
      }
    } catch (error) {
      this.trouble = error instanceof RequestError ? error.refusal.message : String(error);
    }
    this._changed.emit();
  }

  private async describe(): Promise<void> {
    const { selected: name } = this.model;
    if (name === null || !this.source) {
      this.description = null;
      return;
    }
    const found = await this.source.link.request<Description>('describe_variable', { name }).catch(() => null);
    if (this.model.selected === name) {
      this.description = found;
      this._changed.emit();
    }
  }
}
