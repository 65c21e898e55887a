/** How the page speaks with the server: errors told apart, events once and in order, waiting. */
import openapiTS, { astToString } from 'openapi-typescript';
import { describe, expect, it } from 'vitest';

import { backoff } from '../src/server/backoff';
import { errorOf, unreachable } from '../src/server/errors';
import { type ServerEvent, Subscriptions, read } from '../src/server/events';
import document from '../src/server/openapi.json?raw';
import written from '../src/server/schema.ts?raw';
import { VERSION, agreement } from '../src/server/version';

const ID = '0'.repeat(32);

function event(seq: number, kind = 'log', topic = `job/${ID}`): ServerEvent {
  return { seq, topic, kind, payload: {}, at: seq };
}

describe('errors', () => {
  it('are told apart by what to do about them', () => {
    const ours = errorOf(404, { error_code: 'N7003', error_message: 'no job', details: { hint: 'look' }, request_id: 'r' });
    expect([ours.trouble, ours.line, ours.hint, ours.requestId]).toEqual(['refused', 'N7003: no job', 'look', 'r']);
    expect(errorOf(404, null).trouble).toBe('missing');
    expect(errorOf(404, { message: 'jupyter says no' }).line).toBe('jupyter says no');
    expect(errorOf(401, null).trouble).toBe('denied');
    expect(errorOf(403, { error_code: 'N7002', error_message: 'x' }).trouble).toBe('denied');
    expect(errorOf(502, '<html>').trouble).toBe('failing');
    expect(unreachable(new TypeError('failed')).trouble).toBe('unreachable');
    expect(unreachable(ours)).toBe(ours);
  });
});

describe('backoff', () => {
  it('grows to an end, and never to nothing', () => {
    expect(backoff(0, 0)).toBe(250);
    expect(backoff(3, 1)).toBe(4000);
    expect(backoff(60, 1)).toBe(30_000);
    expect(backoff(60, 0)).toBe(15_000);
  });
});

describe('versions', () => {
  it('agree by their first two numbers', () => {
    expect(agreement('0.1.9', '0.1.0')).toBe('same');
    expect(agreement('0.0.9', '0.1.0')).toBe('older');
    expect(agreement('1.0', '0.9.9')).toBe('newer');
    expect(agreement('nonsense', '0.1.0')).toBe('older');
  });

  it('are those of the document that the types are made of', () => {
    const { info } = JSON.parse(document) as { info: { version: string } };
    expect(VERSION).toBe(info.version);
  });
});

describe('the types', () => {
  it('are made of the document as it is', async () => {
    const made = astToString(await openapiTS(document, { defaultNonNullable: false }));
    expect(written.endsWith(made), 'run `make schema`').toBe(true);
  }, 60_000);
});

describe('subscriptions', () => {
  it('tell what is listened to, once', () => {
    const made = new Subscriptions();
    const heard: number[] = [];
    const states: number[] = [];
    const stop = made.add(`job/${ID}`, null, each => heard.push(each.seq));
    made.add('job/*', ['done'], each => states.push(each.seq));
    [event(1), event(2, 'done'), event(2, 'done'), event(3, 'log', 'job/other')].forEach(each => made.tell(each));
    expect([heard, states]).toEqual([[1, 2], [2]]);
    stop();
    made.tell(event(4, 'done'));
    expect([heard, states, made.last]).toEqual([[1, 2], [2, 4], 4]);
  });

  it('are said again from the last event on', () => {
    const made = new Subscriptions();
    made.add('job/*', ['b', 'a'], () => undefined);
    made.add('job/*', ['c'], () => undefined);
    made.add('model/*', null, () => undefined);
    expect(made.commands()).toEqual([
      { type: 'subscribe', topics: ['job/*'], kinds: ['a', 'b', 'c'] },
      { type: 'subscribe', topics: ['model/*'] }
    ]);
    made.begin(7);
    made.begin(9);
    made.tell(event(8, 'a'));
    expect(made.commands().at(-1)).toEqual({ type: 'subscribe', topics: ['model/*'], after: 8 });
    expect(new Subscriptions().commands()).toEqual([]);
  });

  it('read nothing into what is no event', () => {
    for (const wrong of ['', '{', '[]', 'null', '{"type":"event"}', '{"type":"event","event":{"seq":"1"}}', 4, null]) {
      expect(read(wrong).type).toBe('other');
    }
    expect(read('{"type":"hello","seq":4}')).toEqual({ type: 'hello', seq: 4 });
  });
});
