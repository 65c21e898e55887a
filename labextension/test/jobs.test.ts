/** Jobs without a page: lists that events change, long logs, parameters, notebooks put together. */
import { describe, expect, it, vi } from 'vitest';

import { JobFollower } from '../src/jobs/follower';
import { LogWindow } from '../src/jobs/log';
import { EMPTY, type Job, after, duration, lasting, paged, pretty, told } from '../src/jobs/model';
import { type NotebookContent, NotebookRun, freeName, submitted, untrusted } from '../src/jobs/notebook';
import { parametersOf, valueOf } from '../src/jobs/parameters';
import { byKey, elapsed, rowsOf, sorted } from '../src/jobs/studyrows';
import type { ServerEvent } from '../src/server/events';
import type { INoodleServer } from '../src/tokens';

function job(id: string, given: Partial<Job> = {}): Job {
  const at = '2026-01-01T00:00:00+00:00';
  return { id, state: 'queued', name: id, kind: 'noodle', progress: 0, note: '', created_at: at, updated_at: at, started_at: null, finished_at: null, error: null, cancel_requested: false, attempts: 0, ...given } as Job;
}

const LATER = Date.parse('2026-01-01T00:00:10+00:00') / 1000;
let seq = 0;

function event(id: string, kind: string, payload: Record<string, unknown> = {}, at: number | string = LATER): ServerEvent {
  return { seq: ++seq, topic: `job/${id}`, kind, payload, at };
}

describe('a job', () => {
  it('changes as it is told', () => {
    let now = after(job('a'), event('a', 'running', { attempt: 2 }));
    expect([now.state, now.attempts, now.progress]).toEqual(['running', 2, 0]);
    now = after(now, event('a', 'progress', { part: 0.5, text: 'cell 1 of 2' }, LATER + 1));
    expect([now.progress, now.note]).toEqual([0.5, 'cell 1 of 2']);
    now = after(now, event('a', 'cancelling'));
    expect(now.cancel_requested).toBe(true);
    now = after(now, event('a', 'failed', { error: { error_code: 'N7012' } }, LATER + 5));
    expect([now.state, now.error, duration(now, 0)]).toEqual(['failed', { error_code: 'N7012' }, 5]);
    expect(after(now, event('a', 'progress', { part: 1 }, LATER + 6))).toBe(now);
    expect(after(now, event('a', 'queued', {}, LATER + 7)).error).toBeNull();
    expect(after(now, event('a', 'whatever', {}, LATER + 7))).toBe(now);
  });

  it('does not go back to what was before', () => {
    const done = job('a', { state: 'succeeded', updated_at: '2026-01-01T01:00:00+00:00' });
    expect(after(done, event('a', 'running'))).toBe(done);
  });
});

describe('a list of jobs', () => {
  const list = { items: [job('b'), job('a')], cursor: null };

  it('follows events, and is asked for again for what it does not know', () => {
    const next = told(list, event('a', 'running'), null);
    expect([next.list.items[1]?.state, next.isStale]).toEqual(['running', false]);
    expect(told(next.list, event('a', 'succeeded'), null).isStale).toBe(true);
    expect(told(list, event('new', 'queued'), null).isStale).toBe(true);
    expect(told(list, event('new', 'progress'), null).isStale).toBe(false);
    expect(told(list, event('new', 'queued'), 'failed').isStale).toBe(false);
  });

  it('loses what is deleted', () => {
    const next = told(list, event('a', 'deleted'), null);
    expect([next.list.items.map(each => each.id), next.isStale]).toEqual([['b'], false]);
    expect(told(list, event('gone', 'deleted'), null).isStale).toBe(false);
  });

  it('loses what its filter does not take any more', () => {
    expect(told(list, event('a', 'running'), 'queued').list.items.map(each => each.id)).toEqual(['b']);
  });

  it('keeps further pages when the first comes anew', () => {
    const at = (hour: number) => ({ created_at: `2026-01-01T0${hour}:00:00+00:00` });
    const first = paged(EMPTY, { items: [job('d', at(4)), job('c', at(3))], next_cursor: 'x' }, false);
    const both = paged(first, { items: [job('b', at(2)), job('a', at(1))], next_cursor: null }, true);
    const anew = paged(both, { items: [job('e', at(5)), job('d', at(4))], next_cursor: 'y' }, false);
    expect(anew.items.map(each => each.id)).toEqual(['e', 'd', 'c', 'b', 'a']);
    expect(anew.cursor).toBeNull();
    expect(paged(both, { items: [], next_cursor: null }, false).items).toEqual([]);
  });
});

describe('words', () => {
  it('say times and values', () => {
    expect([0.44, 9.99, 59.4, 200, 7500].map(lasting)).toEqual(['0.4 s', '10.0 s', '59 s', '3 min 20 s', '2 h 5 min']);
    expect(pretty('x'.repeat(100), 10)).toContain('(92 more characters)');
    expect(pretty(undefined)).toBe('null');
  });
});

describe('a job that is followed', () => {
  it('keeps what is printed while the end of its log is asked for', async () => {
    let hear: (event: ServerEvent) => void = () => undefined;
    const signal = { connect: () => true, disconnect: () => true };
    const page = (items: ServerEvent[]) => Promise.resolve({ items });
    const first = event('a', 'log', { text: 'first' });
    const call = (_: string, path: string, given: { query?: { kind: string } }) => {
      if (path.endsWith('/events') && given.query?.kind === 'log') {
        hear(event('a', 'log', { text: 'second' })); // after the server has read, before its answer is here
        return page([first]);
      }
      return path.endsWith('{job_id}') ? Promise.resolve(job('a')) : page([]);
    };
    const events = { listen: (_: string, __: null, told: typeof hear) => ((hear = told), { dispose: () => undefined }), ticked: signal, changed: signal };
    const followed = new JobFollower({ client: { call }, events } as unknown as INoodleServer, 'a', []);
    await vi.waitFor(() => expect(followed.log.pieces.map(piece => piece.text)).toEqual(['first', 'second']));
    followed.dispose();
  });
});

describe('a log', () => {
  const line = (at: number, text = 'x'.repeat(9) + '\n'): ServerEvent => ({ seq: at, topic: 'job/a', kind: 'log', payload: { stream: 'stdout', text }, at });
  const size = (log: LogWindow) => log.pieces.reduce((sum, each) => sum + each.text.length, 0);

  it('keeps its end while it grows, however long it is', () => {
    const log = new LogWindow(100);
    for (let at = 1; at <= 10_000; at++) {
      log.add(line(at));
    }
    expect([log.pieces.length, log.first, log.last, log.hasEarlier, log.hasLater]).toEqual([10, 9991, 10_000, true, false]);
    log.add(line(10_001, 'y'.repeat(1_000_000)));
    expect(size(log)).toBeLessThanOrEqual(100);
    expect(size(log)).toBeGreaterThan(80);
    log.add(line(3));
    expect(log.last).toBe(10_001);
  });

  it('gives its end away for what was before, and comes back to it', () => {
    const log = new LogWindow(100);
    log.end(Array.from({ length: 10 }, (_, at) => line(100 + at)), false);
    log.prepend(Array.from({ length: 5 }, (_, at) => line(95 + at)), false);
    expect([log.first, log.last, log.hasEarlier, log.hasLater]).toEqual([95, 104, true, true]);
    log.add(line(110));
    expect(log.last).toBe(104);
    log.end([line(110)], true);
    expect([log.first, log.hasEarlier, log.hasLater]).toEqual([110, false, false]);
  });

  it('goes back to the start of what was printed at once', () => {
    const log = new LogWindow(100);
    const all = [line(1, 'first\n'), line(2, `begin${'y'.repeat(1000)}end`)];
    log.end(all.slice(1), false);
    expect([log.pieces.at(-1)?.text.endsWith('end'), log.first]).toEqual([true, 3]);
    log.prepend(all, true);
    expect([log.pieces.map(each => each.text).join('').startsWith('first\nbegin'), log.hasLater, log.hasEarlier]).toEqual([true, true, false]);
    expect(size(log)).toBeLessThanOrEqual(100);
  });

  it('is plain text', () => {
    const log = new LogWindow();
    log.add(line(1, '\u001b[31mred\u001b[0m <b>\u001b]0;title\u0007'));
    expect(log.pieces[0]?.text).toBe('red <b>');
  });
});

describe('parameters', () => {
  it('are what their cell sets to literals', () => {
    const source = ['n = 20  # how many', 'label: str = "a # b"', 'rate=-1.5e3', 'words = ["a", None]', 'm = n * 2', 'if n:', '    x = 1', 'a, b = 1, 2', 'n == 3'];
    const cells = [
      { cell_type: 'code', source: 'n = 1' },
      { cell_type: 'code', source: source.map(each => `${each}\n`), metadata: { tags: ['parameters'] } }
    ];
    expect(parametersOf(cells)).toEqual([
      { name: 'n', text: '20' },
      { name: 'label', text: '"a # b"' },
      { name: 'rate', text: '-1.5e3' },
      { name: 'words', text: '["a", None]' }
    ]);
    expect(parametersOf([{ cell_type: 'markdown', source: '', metadata: { tags: 'parameters' } }])).toEqual([]);
  });

  it('have values', () => {
    expect(valueOf(' 1_000 ')).toBe(1000);
    expect(valueOf("'it\\'s \\n 🍜'")).toBe("it's \n 🍜");
    expect(valueOf('{"a": [1, (2, 3,), True], "b": None,}')).toEqual({ a: [1, [2, 3], true], b: null });
    expect(valueOf('[]')).toEqual([]);
    for (const [wrong, said] of [['twenty', 'quotes'], ["'a", 'closing'], ['1 2', 'unexpected'], ['', 'missing'], ['[1', 'comma'], ['{1: 2}', 'key'], ['9007199254740993', 'large'], ['1e999', 'large'], ['['.repeat(500), 'deeply']] as const) {
      expect(() => valueOf(wrong), wrong).toThrow(said);
    }
  });
});

describe('a notebook that runs', () => {
  const given: NotebookContent = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { widgets: { state: {} }, kernelspec: { name: 'noodle' } },
    cells: [
      { cell_type: 'markdown', source: '# a', metadata: {} },
      { cell_type: 'code', source: 'n = 1', metadata: { tags: ['parameters'], trusted: true }, outputs: [{ output_type: 'stream', name: 'stdout', text: 'old' }], execution_count: 3 },
      { cell_type: 'code', source: 'print(n)', metadata: {}, outputs: [], execution_count: null }
    ]
  };
  const cell = (index: number, state: string, more: object = {}) => event('a', 'cell', { index, state, ...more });
  const stream = (text: string) => ({ output: { output_type: 'stream', name: 'stdout', text } });

  it('is submitted without what is no source', () => {
    const made = submitted(given);
    expect(made.metadata).toEqual({ kernelspec: { name: 'noodle' } });
    expect([made.cells[1]?.outputs, made.cells[1]?.execution_count, made.cells[1]?.metadata['trusted']]).toEqual([[], null, undefined]);
    expect(given.cells[1]?.execution_count).toBe(3);
    expect(JSON.stringify(untrusted(given))).not.toContain('trusted');
  });

  it('has what was told, in the cells of the job', () => {
    const run = new NotebookRun(given);
    expect(run.apply(event('a', 'running'))).toEqual({ index: null });
    run.apply(event('a', 'parameters', { index: 2, source: 'n = 2' }));
    expect(run.content.cells.map(each => each.source)).toEqual(['# a', 'n = 1', 'n = 2', 'print(n)']);
    run.apply(cell(3, 'running'));
    run.apply(cell(3, 'output', stream('2')));
    run.apply(cell(3, 'output', stream('\n')));
    const last = cell(3, 'done', { execution_count: 3 });
    run.apply(last);
    expect(run.apply(last)).toBeNull();
    expect(run.content.cells[3]).toMatchObject({ execution_count: 3, outputs: [{ text: '2\n' }] });
    expect([run.current, run.done, run.total]).toEqual([3, 1, 3]);
    expect(run.apply(cell(99, 'output', stream('?')))).toBeNull();
    run.apply(event('a', 'running', { attempt: 2 }));
    expect([run.content.cells.length, run.done, run.content.cells[2]?.outputs]).toEqual([3, 0, []]);
  });

  it('replaces displays wherever they are, clears, and says what was cut', () => {
    const run = new NotebookRun(given);
    const display = (type: string, value: string) => ({ output: { output_type: type, data: { 'text/plain': value }, metadata: {}, display_id: 'd' } });
    run.apply(cell(1, 'output', display('display_data', '1')));
    expect(run.apply(cell(2, 'output', display('update_display_data', '2')))).toEqual({ index: null });
    expect(run.content.cells[1]?.outputs).toEqual([{ output_type: 'display_data', data: { 'text/plain': '2' }, metadata: {} }]);
    run.apply(cell(1, 'cleared'));
    expect(run.content.cells[1]?.outputs).toEqual([]);
    run.apply(cell(1, 'output', { output: { output_type: 'display_data', is_cut: true, characters: 9 } }));
    expect(JSON.stringify(run.content.cells[1]?.outputs)).toContain('cut: 9 characters');
  });

  it('gets a name that is not taken', () => {
    expect(freeName('a.ipynb', new Set())).toBe('a-job.ipynb');
    expect(freeName('a.ipynb', new Set(['a-job.ipynb', 'a-job-2.ipynb']))).toBe('a-job-3.ipynb');
  });
});

describe('a study', () => {
  it('is sorted, what lacks a number last', () => {
    const rows = byKey(rowsOf([{ key: 'a', latency_s: 2, name: 'old' }, { key: 'a', latency_s: 3 }, { key: 'b', latency_s: 1 }, { key: 'c', latency_s: 0 }, null, { name: 'x' }]));
    expect(sorted(rows, { by: 'latency', isFalling: false }).map(each => each.key)).toEqual(['b', 'a', 'c']);
    expect([8.62e-6, 0.00125, 2].map(elapsed)).toEqual(['8.62 µs', '1.25 ms', '2 s']);
    expect(sorted(rows, { by: 'latency', isFalling: true }).map(each => each.key)).toEqual(['a', 'b', 'c']);
  });
});
