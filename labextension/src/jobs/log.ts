/** The part of a log that a page holds: its end while it grows, or any earlier part. However long
 * the log is, no more than `most` characters of it are here. */
import type { ServerEvent } from '../server/events';
import { text } from '../server/text';

export interface Piece {
  seq: number;
  stream: string;
  text: string;
}

 
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g;

export class LogWindow {
  pieces: Piece[] = [];
  /** Whether there is more before, and after, what is here. */
  hasEarlier = false;
  hasLater = false;

  constructor(private readonly most = 400_000) {}

  get first(): number | null {
    return this.pieces[0]?.seq ?? null;
  }

  get last(): number {
    return this.pieces.at(-1)?.seq ?? 0;
  }

  /** The end of the log, in place of what is here. */
  end(events: ServerEvent[], isWhole: boolean): void {
    this.pieces = events.map(piece);
    this.hasEarlier = !isWhole;
    this.hasLater = false;
    this.dropHead();
  }

  /** What was just printed. Where an earlier part is looked at it is only known to be there. */
  add(event: ServerEvent): void {
    if (event.seq <= this.last) {
      return;
    }
    if (this.hasLater) {
      return;
    }
    this.pieces.push(piece(event));
    this.dropHead();
  }

  /** What comes before; the end gives way to it. */
  prepend(events: ServerEvent[], isWhole: boolean): void {
    const first = this.first ?? Number.POSITIVE_INFINITY;
    this.pieces = [...events.filter(each => each.seq < first).map(piece), ...this.pieces];
    this.hasEarlier = !isWhole;
    let size = this.size();
    while (size > this.most && this.pieces.length > 1) {
      size -= this.pieces.pop()?.text.length ?? 0;
      this.hasLater = true;
    }
  }

  clear(): void {
    this.pieces = [];
    this.hasEarlier = this.hasLater = false;
  }

  private size(): number {
    return this.pieces.reduce((sum, each) => sum + each.text.length, 0);
  }

  private dropHead(): void {
    let over = this.size() - this.most;
    while (over > 0 && this.pieces.length > 1) {
      over -= this.pieces.shift()?.text.length ?? 0;
      this.hasEarlier = true;
    }
    const [only] = this.pieces;
    if (only && over > 0) {
      this.pieces[0] = { ...only, text: only.text.slice(over) };
      this.hasEarlier = true;
    }
  }
}

function piece(event: ServerEvent): Piece {
  const { payload } = event;
  return { seq: event.seq, stream: text(payload['stream'], 'stdout'), text: text(payload['text']).replace(ANSI, '') };
}
