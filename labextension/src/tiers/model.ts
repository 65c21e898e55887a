/** What is known of the cells of one notebook: where their lines ran, what they cost. Knows no page. */
import { bytesText, percent } from '../numbers';
import type { LineTier, ProfileEvent, Shares, Tier, Tiers } from './data';

export interface Words {
  __(text: string, ...parts: (string | number)[]): string;
}

/** One cell as it ran; never changed, but replaced. */
export interface Marks {
  readonly code: string;
  readonly lines: ReadonlyMap<number, LineTier>;
  /** Shares of the time, by line. */
  readonly heat: ReadonlyMap<number, number>;
  /** Bytes, by line. */
  readonly allocated: ReadonlyMap<number, number>;
}

interface Entry extends Marks {
  readonly mayChange: boolean;
}

const NOTHING: Omit<Entry, 'code'> = { lines: new Map(), heat: new Map(), allocated: new Map(), mayChange: false };

/** The cells of a notebook by JupyterLab's ids. */
export class TierBook {
  private readonly cells = new Map<string, Entry>();

  marks(cell: string): Marks | null {
    return this.cells.get(cell) ?? null;
  }

  /** A cell is about to run: what is known is of this text, and what it cost before is past. */
  starts(cell: string, code: string): void {
    const known = this.cells.get(cell);
    const same = known?.code === code ? known : NOTHING;
    this.cells.set(cell, { ...same, code, heat: NOTHING.heat, allocated: NOTHING.allocated });
  }

  /** The text that ran, or runs, if this page has seen it. */
  codeOf(cell: string): string | null {
    return this.cells.get(cell)?.code ?? null;
  }

  /** Whether the answer is of the text that ran last. */
  answered(cell: string, code: string, found: Tiers): boolean {
    const known = this.cells.get(cell);
    if ((known && known.code !== code) || (!known && !found.known && !found.cost)) {
      return false;
    }
    const lines = new Map(found.lines.map(row => [row.line, row]));
    // What this page has heard itself is newer.
    const isHeard = known && known.heat.size + known.allocated.size > 0;
    const cost = found.cost && !isHeard ? { heat: numbered(found.cost.lines), allocated: numbered(found.cost.allocated) } : {};
    this.cells.set(cell, { ...NOTHING, ...known, ...cost, code, lines, mayChange: found.known && found.may_change });
    return true;
  }

  /** The cells that the event says something of. */
  profiled(event: ProfileEvent): string[] {
    const changed: string[] = [];
    const all: [string, Shares, Shares | undefined][] = Object.entries(event.others ?? {}).map(([cell, lines]) => [cell, lines, undefined]);
    if (event.cell !== null) {
      all.push([event.cell, event.lines, event.allocated]);
    }
    for (const [cell, lines, allocated] of all) {
      const known = this.cells.get(cell);
      if (known) {
        this.cells.set(cell, { ...known, heat: numbered(lines), allocated: allocated ? numbered(allocated) : known.allocated });
        changed.push(cell);
      }
    }
    return changed;
  }

  /** The cells whose functions may have become native since. */
  open(): { cell: string; code: string }[] {
    return [...this.cells].filter(([, entry]) => entry.mayChange).map(([cell, { code }]) => ({ cell, code }));
  }

  /** Keeps what is in the notebook. */
  keep(cells: ReadonlySet<string>): void {
    for (const cell of this.cells.keys()) {
      if (!cells.has(cell)) {
        this.cells.delete(cell);
      }
    }
  }

  /** The kernel has gone, and with it what it knew. */
  clear(): void {
    this.cells.clear();
  }
}

/** Keys of JSON are texts; what is not a line or not a number is dropped. */
function numbered(shares: Shares): Map<number, number> {
  return new Map(
    Object.entries(shares)
      .map(([line, share]): [number, number] => [Number(line), share])
      .filter(([line, share]) => Number.isInteger(line) && Number.isFinite(share) && share > 0)
  );
}

export function tierName(tier: Tier, words: Words): string {
  return { native: words.__('native'), vm: words.__('VM'), mixed: words.__('native and VM') }[tier];
}

/** A line in words, for a tooltip and for those who do not see the mark. */
export function described(row: LineTier, isStale: boolean, words: Words): string {
  const notes = row.notes.map(note => `${note.kind}: ${note.text}`);
  const stale = isStale ? [words.__('The cell has been edited since it ran.')] : [];
  return [`${tierName(row.tier, words)}: ${row.reason}`, ...notes, ...stale].join('\n');
}

export function heatText(share: number, words: Words): string {
  return words.__('%1 of the time', percent(share));
}

export function allocatedText(bytes: number, words: Words): string {
  return words.__('%1 allocated', bytesText(bytes));
}
