/** The listing of variables: order, what is shown of many, and what is asked of a kernel. */
import { Signal } from '@lumino/signaling';
import { describe, expect, it } from 'vitest';

import { LIMIT, PAGE, VariablesModel, elements, ordered, sizeText, sorted } from '../src/variables/model';
import type { Variable } from '../src/variables/data';
import { VariablesSession } from '../src/variables/session';
import type { About, IKernelLink, KernelEvent } from '../src/tokens';

function row(name: string, more: Partial<Variable> = {}): Variable {
  return { name, type: 'i64', shape: '', bytes: 28, is_whole: true, preview: '1', ...more };
}

const many = (count: number) => Array.from({ length: count }, (_, at) => row(`v${at}`));

describe('order', () => {
  const rows = [row('v10', { bytes: null }), row('v9', { bytes: 5, shape: '2 × 3' }), row('V1', { bytes: 900, shape: '10' })];
  const names = (column: Parameters<typeof ordered>[1], isDescending: boolean) => sorted(rows, { column, isDescending }).map(each => each.name);

  it('knows numbers, in names too', () => {
    expect(names('name', false)).toEqual(['V1', 'v9', 'v10']);
    expect(names('name', true)).toEqual(['v10', 'v9', 'V1']);
  });

  it('puts what has no size or shape last', () => {
    expect(names('bytes', true)).toEqual(['V1', 'v9', 'v10']);
    expect(names('bytes', false)).toEqual(['v9', 'V1', 'v10']);
    expect(names('shape', true)).toEqual(['V1', 'v9', 'v10']);
  });

  it('turns round when asked again', () => {
    const first = ordered({ column: 'name', isDescending: false }, 'bytes');
    expect(first).toEqual({ column: 'bytes', isDescending: true });
    expect(ordered(first, 'bytes').isDescending).toBe(false);
    expect(ordered(first, 'type')).toEqual({ column: 'type', isDescending: false });
  });
});

describe('texts', () => {
  it('say what is not whole and not known', () => {
    expect(sizeText(row('a', { bytes: 4096 }))).toBe('4.1 kB');
    expect(sizeText(row('a', { is_whole: false }))).toBe('≥ 28 B');
    expect(sizeText(row('a', { bytes: null, is_whole: false }))).toBe('');
    expect([elements('3 × 4'), elements(''), elements('N × 4')]).toEqual([12, null, null]);
  });
});

describe('a big namespace', () => {
  it('is shown a part at a time, and asked for when it is wanted', () => {
    const model = new VariablesModel();
    model.answered({ rows: many(LIMIT), total: 100_000 });
    expect([model.shown.length, model.rest, model.isPart]).toEqual([PAGE, 100_000 - PAGE, true]);
    const asks = Array.from({ length: 5 }, () => model.more());
    expect(asks).toEqual([false, false, false, false, true]);
    expect(model.limit).toBe(LIMIT + PAGE);
    model.filtered('x');
    expect(model.limit).toBe(LIMIT);
  });

  it('that shrinks forgets what was chosen', () => {
    const model = new VariablesModel();
    model.selected = 'v1';
    model.answered({ rows: many(3), total: 3 });
    expect([model.selected, model.rest, model.isPart]).toEqual(['v1', 0, false]);
    model.answered({ rows: [], total: 0 });
    expect(model.selected).toBeNull();
  });
});

/** A kernel that answers when it is told to. */
class Link {
  about: About | null = { protocol: 1, version: '1', names: [], types: [] };
  changed = new Signal<this, About | null>(this);
  events = new Signal<this, KernelEvent>(this);
  asked: { method: string; params: object; answer: (result: unknown) => void }[] = [];

  request(method: string, params: object): Promise<unknown> {
    return new Promise(answer => this.asked.push({ method, params, answer }));
  }

  async answer(rows: Variable[]): Promise<void> {
    this.asked.shift()?.answer({ rows, total: rows.length });
    await new Promise(done => setTimeout(done));
  }
}

function followed(link = new Link()): { link: Link; session: VariablesSession } {
  const session = new VariablesSession();
  session.follow({ title: 'a.ipynb', link: link as unknown as IKernelLink, insert: () => undefined });
  return { link, session };
}

describe('asking', () => {
  it('waits until somebody looks', () => {
    const { link, session } = followed();
    link.events.emit({ event: 'ran', data: {} });
    expect(link.asked).toEqual([]);
    session.see(true);
    expect(link.asked.map(each => each.method)).toEqual(['variables']);
  });

  it('is done once at a time, and again when a cell ran meanwhile', async () => {
    const { link, session } = followed();
    session.see(true);
    link.events.emit({ event: 'ran', data: {} });
    link.events.emit({ event: 'ran', data: {} });
    expect(link.asked.length).toBe(1);
    await link.answer([row('a')]);
    expect([link.asked.length, session.model.listing.total]).toEqual([1, 1]);
    await link.answer([row('a'), row('b')]);
    expect([link.asked.length, session.model.listing.total]).toEqual([0, 2]);
  });

  it('forgets a kernel that has gone, and does not believe late answers', async () => {
    const { link, session } = followed();
    session.see(true);
    link.about = null;
    link.changed.emit(null);
    await link.answer([row('a')]);
    expect(session.model.listing.total).toBe(0);
    const other = new Link();
    session.follow({ title: 'b', link: other as unknown as IKernelLink, insert: () => undefined });
    expect(other.asked.length).toBe(1);
    await other.answer([row('z')]);
    link.events.emit({ event: 'ran', data: {} });
    expect([link.asked.length, session.model.listing.rows[0]?.name]).toEqual([0, 'z']);
  });

  it('describes what is chosen, also after the next cell', async () => {
    const { link, session } = followed();
    session.see(true);
    await link.answer([row('a')]);
    session.select('a');
    expect(link.asked[0]).toMatchObject({ method: 'describe_variable', params: { name: 'a' } });
    link.asked.shift()?.answer({ ...row('a'), text: '1', table: null });
    await new Promise(done => setTimeout(done));
    expect(session.description?.text).toBe('1');
    link.events.emit({ event: 'ran', data: {} });
    await link.answer([]);
    expect([session.model.selected, session.description, link.asked.length]).toEqual([null, null, 0]);
  });
});
