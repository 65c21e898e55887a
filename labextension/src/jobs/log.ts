/** The part of a log that a page holds: its end while it grows, or any earlier part. However long
 * the log is, no more than `most` characters of it are here. */
import type { ServerEvent } from '../server/events';
import { text } from '../server/text';

/** A part of what an event printed: the server puts much text into one, which is held in parts. */
export interface Piece {
  seq: number;
  /** Where in the event's text it begins. */
  at: number;
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

  /** The event before which there is more: that of the first piece too where that is not its start. */
  get first(): number | null {
    const [piece] = this.pieces;
    return piece ? piece.seq + Number(piece.at > 0) : null;
  }

  get last(): number {
    return this.pieces.at(-1)?.seq ?? 0;
  }

  /** The end of the log, in place of what is here. */
  end(events: ServerEvent[], isWhole: boolean): void {
    this.pieces = events.flatMap(each => this.parts(each));
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
    this.pieces.push(...this.parts(event));
    this.dropHead();
  }

  /** What comes before; the end gives way to it. */
  prepend(events: ServerEvent[], isWhole: boolean): void {
    const [first] = this.pieces;
    const before = events.flatMap(each => this.parts(each)).filter(each => !first || each.seq < first.seq || (each.seq === first.seq && each.at < first.at));
    this.pieces = [...before, ...this.pieces];
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
    let count = 0;
    while (over > 0 && count < this.pieces.length - 1) {
      over -= this.pieces[count++]?.text.length ?? 0;
    }
    if (count) {
      this.pieces = this.pieces.slice(count);
      this.hasEarlier = true;
    }
  }

  private parts({ seq, payload }: ServerEvent): Piece[] {
    const stream = text(payload['stream'], 'stdout');
    const whole = text(payload['text']).replace(ANSI, '');
    const length = Math.ceil(this.most / 8);
    const made: Piece[] = [];
    for (let at = 0; at < whole.length; at += length) {
      made.push({ seq, at, stream, text: whole.slice(at, at + length) });
    }
    return made;
  }
}
