/** Models without a page: digests, pieces, names, forms. */
import { describe, expect, it } from 'vitest';

import { dataFormatOf, formatOf, guesses, isAlias, piece, stemOf, tensors } from '../src/registry/model';
import { Sha256 } from '../src/registry/sha256';

describe('SHA-256', () => {
  it('is that of others, whatever the pieces', async () => {
    for (const size of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 100_003]) {
      const data = Uint8Array.from({ length: size }, (_, at) => (at * 7919) % 256);
      const made = new Sha256();
      for (let at = 0; at < size; at += 61) {
        made.add(data.subarray(at, at + 61));
      }
      const theirs = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
      expect(made.hex(), String(size)).toBe([...theirs].map(each => each.toString(16).padStart(2, '0')).join(''));
    }
  });
});

describe('files', () => {
  it('seem to be what their names say', () => {
    expect(['a.trm', 'a.b.ONNX', 'x.pt2', 'x.keras', 'x.safetensors', 'x.pkl', 'x'].map(formatOf)).toEqual(['trm', 'onnx', 'pytorch', 'tensorflow', 'safetensors', null, null]);
    expect(['a.npz', 'a.safetensors', 'a.csv'].map(dataFormatOf)).toEqual(['npz', 'safetensors', null]);
    expect(stemOf('a/b\\c.v2.trm')).toBe('a_b_c.v2');
    expect(stemOf('.trm')).toBe('model');
  });

  it('go in pieces', () => {
    expect(piece(0, 10, 4)).toEqual({ from: 0, to: 4, range: 'bytes 0-3/10' });
    expect(piece(8, 10, 4)).toEqual({ from: 8, to: 10, range: 'bytes 8-9/10' });
  });
});

describe('what models say', () => {
  it('is shown as text', () => {
    expect(isAlias('champion-2') && !isAlias('2nd') && !isAlias('a b') && !isAlias('')).toBe(true);
    expect(tensors({ inputs: [{ name: 'x', dtype: 'f32', shape: ['N', 4] }] }, 'inputs')).toEqual(['x: f32[N, 4]']);
    expect(tensors({ outputs: { y: { dtype: 'f32', shape: [] } } }, 'outputs')).toEqual(['y: f32[]']);
    expect(tensors({}, 'inputs')).toEqual([]);
  });

  it('guesses what arrays are for', () => {
    expect(guesses(['labels', 'x', 'x_val', 'y_val'])).toEqual({ x: 'x', y: 'labels', x_held: 'x_val', y_held: 'y_val' });
    expect(guesses(['a'])).toEqual({ x: 'a', y: '', x_held: '', y_held: '' });
  });
});
