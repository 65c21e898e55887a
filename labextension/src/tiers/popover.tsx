/** A box beside a line that holds its explanation; one at a time. Escape and clicks elsewhere close it. */
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { JSX } from 'react';

const GAP = 4;

export class Popover extends ReactWidget {
  private static open: Popover | null = null;

  /** `anchor`: where it is about; `content` gets what closes it, `closed` is called once, and told whether the reader goes
   * back to where it came from. */
  static show(label: string, anchor: DOMRect, content: (close: () => void) => JSX.Element, closed: (isDone: boolean) => void): void {
    Popover.open?.dispose();
    const made = new Popover(label, anchor, content, closed);
    Popover.open = made;
    Widget.attach(made, document.body);
  }

  private constructor(
    label: string,
    private readonly anchor: DOMRect,
    private readonly content: (close: () => void) => JSX.Element,
    private readonly closed: (isDone: boolean) => void
  ) {
    super();
    this.addClass('noodle-explanation');
    this.node.setAttribute('role', 'dialog');
    this.node.setAttribute('aria-label', label);
    this.node.tabIndex = -1;
  }

  override dispose(): void {
    this.end(false);
  }

  /** `isDone`: the reader has finished, and goes back to where the box came from. */
  private end(isDone: boolean): void {
    if (this.isDisposed) {
      return;
    }
    if (Popover.open === this) {
      Popover.open = null;
    }
    this.closed(isDone);
    super.dispose();
  }

  handleEvent(event: Event): void {
    const isInside = event.target instanceof Node && this.node.contains(event.target);
    if (event.type === 'keydown' ? (event as KeyboardEvent).key === 'Escape' : !isInside) {
      if (event.type === 'keydown') {
        event.stopPropagation();
        event.preventDefault();
      }
      this.end(event.type === 'keydown');
    }
  }

  protected override onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    document.addEventListener('keydown', this, true);
    document.addEventListener('pointerdown', this, true);
    this.place();
    this.node.focus();
  }

  protected override onBeforeDetach(message: Message): void {
    document.removeEventListener('keydown', this, true);
    document.removeEventListener('pointerdown', this, true);
    super.onBeforeDetach(message);
  }

  protected override render(): JSX.Element {
    return this.content(() => this.end(true));
  }

  /** Below the line where there is more room, else above it. */
  private place(): void {
    const { style } = this.node;
    const below = window.innerHeight - this.anchor.bottom;
    const isBelow = below >= this.anchor.top;
    style.maxHeight = `${Math.max(below, this.anchor.top) - 3 * GAP}px`;
    style.top = isBelow ? `${this.anchor.bottom + GAP}px` : 'auto';
    style.bottom = isBelow ? 'auto' : `${window.innerHeight - this.anchor.top + GAP}px`;
    style.left = `${Math.max(Math.min(this.anchor.left, window.innerWidth - this.node.offsetWidth - 2 * GAP), GAP)}px`;
  }
}
