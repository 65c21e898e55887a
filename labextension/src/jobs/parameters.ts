/** Parameters of a notebook: what its cell with the tag `parameters` sets, and literals as values. */

export interface Parameter {
  name: string;
  /** As it is written in the cell. */
  text: string;
}

interface CellLike {
  cell_type: string;
  source: string | string[];
  metadata?: { tags?: unknown };
}

const ASSIGNED = /^([A-Za-z_]\w*)\s*(?::[^=#]+)?=(?!=)\s*(.+)$/;
export const NAME = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/;

/** What the parameters cell sets to a literal, one a line; anything else it does stays as it is. */
export function parametersOf(cells: readonly CellLike[]): Parameter[] {
  const cell = cells.find(each => each.cell_type === 'code' && Array.isArray(each.metadata?.tags) && each.metadata.tags.includes('parameters'));
  if (!cell) {
    return [];
  }
  const source = Array.isArray(cell.source) ? cell.source.join('') : cell.source;
  return source.split('\n').flatMap(line => {
    const [, name, rest] = ASSIGNED.exec(line) ?? [];
    const end = rest === undefined ? null : literalEnd(rest);
    return name && rest !== undefined && end !== null ? [{ name, text: rest.slice(0, end) }] : [];
  });
}

/** The value that a literal stands for. Throws a SyntaxError that says what is wrong. */
export function valueOf(text: string): unknown {
  const reader = new Reader(text);
  const value = reader.value();
  reader.space();
  if (reader.at < text.length) {
    throw new SyntaxError(`unexpected ${JSON.stringify(text.slice(reader.at, reader.at + 10))}`);
  }
  return value;
}

/** Where the literal ends that a line begins with, where nothing but a comment comes after it. */
function literalEnd(text: string): number | null {
  const reader = new Reader(text);
  try {
    reader.value();
  } catch {
    return null;
  }
  const end = reader.at;
  reader.space();
  return reader.at === text.length || text[reader.at] === '#' ? end : null;
}

const WORDS: Record<string, unknown> = { None: null, True: true, False: false, null: null, true: true, false: false };
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"', '0': '\0' };
const NUMBER = /^[+-]?(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?/;

class Reader {
  at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) {
      this.at++;
    }
  }

  value(): unknown {
    this.space();
    const next = this.text[this.at];
    if (next === undefined) {
      throw new SyntaxError('a value is missing');
    }
    if (next === '"' || next === "'") {
      return this.string(next);
    }
    if (next === '[' || next === '(') {
      return this.list(next === '[' ? ']' : ')');
    }
    if (next === '{') {
      return this.dict();
    }
    return this.plain();
  }

  private plain(): unknown {
    const rest = this.text.slice(this.at);
    const word = /^[A-Za-z_]\w*/.exec(rest)?.[0];
    if (word !== undefined) {
      if (!(word in WORDS)) {
        throw new SyntaxError(`${word} is no value: put text in quotes`);
      }
      this.at += word.length;
      return WORDS[word];
    }
    const number = NUMBER.exec(rest)?.[0];
    if (number === undefined) {
      throw new SyntaxError(`unexpected ${JSON.stringify(rest.slice(0, 10))}`);
    }
    this.at += number.length;
    const value = Number(number.replaceAll('_', ''));
    if (!Number.isFinite(value) || (/^[+-]?[\d_]+$/.test(number) && !Number.isSafeInteger(value))) {
      throw new SyntaxError(`${number} is too large a number`);
    }
    return value;
  }

  private string(quote: string): string {
    let made = '';
    for (this.at++; this.at < this.text.length; this.at++) {
      const each = this.text.charAt(this.at);
      if (each === quote) {
        this.at++;
        return made;
      }
      if (each === '\\') {
        const next = this.text[++this.at] ?? '';
        made += ESCAPES[next] ?? `\\${next}`;
      } else {
        made += each;
      }
    }
    throw new SyntaxError('the text has no closing quote');
  }

  private list(close: string): unknown[] {
    const made: unknown[] = [];
    this.items(close, () => made.push(this.value()));
    return made;
  }

  private dict(): Record<string, unknown> {
    const made: [string, unknown][] = [];
    this.items('}', () => {
      const key = this.value();
      this.space();
      if (typeof key !== 'string' || this.text[this.at] !== ':') {
        throw new SyntaxError('a key is text, with a colon after it');
      }
      this.at++;
      made.push([key, this.value()]);
    });
    return Object.fromEntries(made);
  }

  private items(close: string, one: () => void): void {
    if (++this.depth > 100) {
      throw new SyntaxError('it is nested too deeply');
    }
    this.at++;
    for (;;) {
      this.space();
      if (this.text[this.at] === close) {
        break;
      }
      one();
      this.space();
      if (this.text[this.at] === ',') {
        this.at++;
      } else if (this.text[this.at] !== close) {
        throw new SyntaxError(`a comma or ${close} is missing`);
      }
    }
    this.at++;
    this.depth--;
  }
}
