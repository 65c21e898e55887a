/** The kernel's candidates as JupyterLab takes them. */
import { expect, it } from 'vitest';

import { helpOf, replyOf, withCandidate } from '../src/completion/model';

it('keeps places, texts and types', () => {
  const items = [{ text: 'grid', type: 'f64[3, 4]', signature: '' }];
  expect(replyOf({ from: 4, to: 6, items, more: false })).toEqual({ start: 4, end: 6, items: [{ label: 'grid', insertText: 'grid', type: 'f64[3, 4]' }] });
});

it('asks for the help of a candidate where it would stand', () => {
  expect(withCandidate('np.ex(1)', 3, 5, 'exp')).toEqual({ code: 'np.exp(1)', offset: 6 });
  expect(withCandidate('sorted(a, re)', 10, 12, 'reverse=')).toEqual({ code: 'sorted(a, reverse=)', offset: 17 });
  expect(withCandidate('', 0, 0, '')).toEqual({ code: '', offset: 0 });
});

it('joins what there is of help', () => {
  expect(helpOf({ title: 'x: i64', text: '', preview: '3' })).toBe('x: i64\n\n3');
  expect(helpOf(null)).toBeUndefined();
});
