/** Which text is checked next: what was edited before what is in view, that before what had
 * problems, and the rest while there is nothing else to do. Knows no page. */
export const EDITED = 0;
export const SEEN = 1;
export const WRONG = 2;
export const REST = 3;

export class CheckQueue<Item> {
  private readonly waiting = new Map<Item, number>();

  get size(): number {
    return this.waiting.size;
  }

  /** What waits already keeps the better of its places. */
  push(item: Item, urgency: number): void {
    this.waiting.set(item, Math.min(urgency, this.waiting.get(item) ?? REST));
  }

  drop(item: Item): void {
    this.waiting.delete(item);
  }

  /** The most urgent, the oldest of them; none that is less urgent than `least`. */
  take(least = REST): Item | undefined {
    let best: Item | undefined;
    let found = least + 1;
    for (const [item, urgency] of this.waiting) {
      if (urgency < found) {
        [best, found] = [item, urgency];
      }
    }
    if (best !== undefined) {
      this.waiting.delete(best);
    }
    return best;
  }
}
