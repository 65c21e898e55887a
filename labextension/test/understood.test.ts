/** Answers of another server, or another version of it: an error at the door. */
import { expect, it } from 'vitest';

import { ServerError, understood } from '../src/server/errors';

it.each([[{}], [{ items: [] }], [{ items: [{ id: 'a' }], next_cursor: null }], [{ version: 7 }]])('takes %j', answer => {
  expect(understood(answer)).toBe(answer);
});

it.each([[null], [undefined], [[]], [[{}]], ['text'], [7], [{ items: null }], [{ items: {} }], [{ items: [null] }], [{ items: [7, {}] }]])(
  'refuses %j',
  answer => {
    expect(() => understood(answer)).toThrow(ServerError);
  }
);
