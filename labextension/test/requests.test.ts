/** Requests: each answer finds its question; every question ends, whatever a kernel does. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { RequestError, Requests, isEvent } from '../src/kernel/requests';

interface Sent {
  id: number;
  method: string;
  params: object;
}

describe('Requests', () => {
  let requests: Requests;
  let sent: Sent[];
  const ask = (method = 'check', timeoutMs = 1000) =>
    requests.ask<number>(method, { a: 1 }, timeoutMs, request => sent.push(request));
  const at = (index: number) => sent[index]?.id;

  beforeEach(() => {
    vi.useFakeTimers();
    requests = new Requests();
    sent = [];
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives each answer to its question, in any order', async () => {
    const [first, second] = [ask(), ask()];
    expect(sent.map(({ method, params }) => ({ method, params }))).toEqual([
      { method: 'check', params: { a: 1 } },
      { method: 'check', params: { a: 1 } }
    ]);
    requests.answered({ id: at(1), result: 2 });
    requests.answered({ id: at(0), result: 1 });
    expect(await Promise.all([first, second])).toEqual([1, 2]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects with what the kernel says', async () => {
    const asked = ask();
    requests.answered({ id: at(0), error: { code: 'N8001', message: 'no such method', hint: 'update' } });
    const error: unknown = await asked.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestError);
    expect((error as RequestError).message).toBe('no such method');
    expect((error as RequestError).refusal.hint).toBe('update');
  });

  it('gives up in time, and drops the answer that comes later', async () => {
    const asked = ask('complete', 50);
    const outcome = asked.catch((reason: unknown) => reason);
    vi.advanceTimersByTime(50);
    expect(await outcome).toMatchObject({ refusal: { code: 'late' }, message: expect.stringContaining('complete') as string });
    requests.answered({ id: at(0), result: 1 });
  });

  it('rejects all that wait when the kernel goes', async () => {
    const outcomes = [ask(), ask()].map(async each => each.catch((reason: unknown) => reason));
    requests.forget();
    for (const outcome of outcomes) {
      expect(await outcome).toMatchObject({ refusal: { code: 'away' } });
    }
    expect(vi.getTimerCount()).toBe(0);
  });

  it('rejects at once where sending fails', async () => {
    const asked = requests.ask('check', {}, 1000, () => {
      throw new Error('closed');
    });
    await expect(asked).rejects.toMatchObject({ refusal: { code: 'away' } });
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([null, undefined, 7, 'text', [[]], {}, { id: null }, { id: 99, result: 1 }, { id: '1', result: 1 }])('drops %j', async garbage => {
    const asked = ask();
    requests.answered(garbage);
    requests.answered({ id: at(0), result: 3 });
    expect(await asked).toBe(3);
  });

  it.each([7, 'text', {}, { code: 5 }, [[]]])('makes an error of %j', async error => {
    const asked = ask();
    requests.answered({ id: at(0), error });
    const reason = (await asked.catch((each: unknown) => each)) as RequestError;
    expect(reason).toBeInstanceOf(RequestError);
    expect(typeof reason.refusal.code).toBe('string');
    expect(reason.message).not.toBe('');
  });
});

it('tells events from answers', () => {
  expect(isEvent({ event: 'ran', data: {} })).toBe(true);
  for (const other of [null, 1, 'event', [], {}, { event: 1 }, { id: 1, result: { event: 'ran' } }]) {
    expect(isEvent(other)).toBe(false);
  }
});
