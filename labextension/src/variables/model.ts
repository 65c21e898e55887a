/** The listing of one session: what is asked for, sorted and shown. Knows no page. */
import { bytesText } from '../numbers';
import type { Listing, Variable } from './data';

export const COLUMNS = ['name', 'type', 'shape', 'bytes', 'preview'] as const;
export type Column = (typeof COLUMNS)[number];

export interface Order {
  column: Column;
  isDescending: boolean;
}

/** Rows that are drawn at first, and that "show more" adds. */
export const PAGE = 200;
/** Rows that the kernel is asked for at first. */
export const LIMIT = 1000;

const byName = new Intl.Collator(undefined, { numeric: true });

/** Another column: from its start, sizes from the biggest; the same again: the other way round. */
export function ordered(order: Order, column: Column): Order {
  return { column, isDescending: order.column === column ? !order.isDescending : column === 'bytes' };
}

/** A copy in order; what has no size or shape is last either way. */
export function sorted(rows: readonly Variable[], { column, isDescending }: Order): Variable[] {
  const sign = isDescending ? -1 : 1;
  const value = (row: Variable) => (column === 'bytes' ? row.bytes : column === 'shape' ? elements(row.shape) : row[column]);
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    const found = x === null || y === null ? (x === null ? 1 : 0) - (y === null ? 1 : 0) : sign * compare(x, y);
    return found || byName.compare(a.name, b.name);
  });
}

/** `3 × 4` are 12; null for what has no shape. */
export function elements(shape: string): number | null {
  const lengths = shape ? shape.split(' × ').map(Number) : [];
  return lengths.length && lengths.every(Number.isFinite) ? lengths.reduce((a, b) => a * b, 1) : null;
}

/** Empty where nobody knows; `≥` where more belongs to the value. */
export function sizeText({ bytes, is_whole }: Variable): string {
  return bytes === null ? '' : `${is_whole ? '' : '≥ '}${bytesText(bytes)}`;
}

export class VariablesModel {
  listing: Listing = { rows: [], total: 0 };
  order: Order = { column: 'name', isDescending: false };
  filter = '';
  selected: string | null = null;
  private pages = 1;

  /** How many rows the kernel is asked for. */
  get limit(): number {
    return Math.max(LIMIT, this.pages * PAGE);
  }

  get shown(): Variable[] {
    return sorted(this.listing.rows, this.order).slice(0, this.pages * PAGE);
  }

  /** How many there are beyond those that are shown. */
  get rest(): number {
    return Math.max(this.listing.total - Math.min(this.listing.rows.length, this.pages * PAGE), 0);
  }

  /** Whether the order is that of a part only: the kernel sent the first ones by name. */
  get isPart(): boolean {
    return this.listing.rows.length < this.listing.total;
  }

  /** Whether the kernel has to be asked for what is shown now. */
  more(): boolean {
    this.pages += 1;
    return this.isPart && this.pages * PAGE > this.listing.rows.length;
  }

  filtered(text: string): void {
    this.filter = text;
    this.pages = 1;
  }

  answered(listing: Listing): void {
    this.listing = listing;
    if (!listing.rows.some(row => row.name === this.selected)) {
      this.selected = null;
    }
  }

  /** Another session, or another kernel. */
  clear(): void {
    this.listing = { rows: [], total: 0 };
    this.selected = null;
    this.pages = 1;
  }
}

function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : byName.compare(String(a), String(b));
}
