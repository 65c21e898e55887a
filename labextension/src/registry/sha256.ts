/** SHA-256 (FIPS 180-4) a piece at a time: the browser's own takes a file whole, and only on pages
 * that came encrypted. */

const K = new Uint32Array(64);
const START = new Uint32Array(8);
fill();

/** The first 64 and 32 bits after the point of roots of primes, by whole numbers. */
function fill(): void {
  const primes: bigint[] = [];
  for (let each = 2n; primes.length < 64; each++) {
    if (primes.every(prime => each % prime !== 0n)) {
      primes.push(each);
    }
  }
  primes.forEach((prime, at) => {
    K[at] = Number(root(prime << 96n, 3n) & 0xffffffffn);
    if (at < 8) {
      START[at] = Number(root(prime << 64n, 2n) & 0xffffffffn);
    }
  });
}

function root(value: bigint, degree: bigint): bigint {
  let low = 0n;
  let high = 1n << 64n;
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= value) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

export class Sha256 {
  private readonly state = START.slice();
  private readonly block = new Uint8Array(64);
  private readonly words = new Uint32Array(64);
  private filled = 0;
  private length = 0;

  add(data: Uint8Array): this {
    this.length += data.length;
    let at = 0;
    while (at < data.length) {
      const part = data.subarray(at, at + 64 - this.filled);
      this.block.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled === 64) {
        this.mix();
        this.filled = 0;
      }
    }
    return this;
  }

  /** In hexadecimal; nothing can be added any more. */
  hex(): string {
    const bits = BigInt(this.length) * 8n;
    const padding = new Uint8Array(((119 - (this.length % 64)) % 64) + 9);
    padding[0] = 0x80;
    new DataView(padding.buffer).setBigUint64(padding.length - 8, bits);
    this.add(padding);
    return [...this.state].map(word => word.toString(16).padStart(8, '0')).join('');
  }

  private mix(): void {
    const { words, block, state } = this;
    const view = new DataView(block.buffer);
    for (let at = 0; at < 16; at++) {
      words[at] = view.getUint32(at * 4);
    }
    for (let at = 16; at < 64; at++) {
      const [early, late] = [word(words, at - 15), word(words, at - 2)];
      const one = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
      const two = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
      words[at] = word(words, at - 16) + one + word(words, at - 7) + two;
    }
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let at = 0; at < 64; at++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + word(K, at) + word(words, at)) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((value, at) => (state[at] = word(state, at) + value));
  }
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

/** There is one at `at`, which types do not know. */
function word(words: Uint32Array, at: number): number {
  return words[at] ?? 0;
}
