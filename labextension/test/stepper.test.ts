/** The stepper's model: what it asks, what it shows, and what happens when a kernel goes. */
import { describe, expect, it } from 'vitest';

import { RequestError } from '../src/kernel/requests';
import type { State } from '../src/stepper/data';
import { StepperModel } from '../src/stepper/model';

const CODE = 'x = 1\ny = x\n';

function state(more: Partial<State> = {}): State {
  return {
    status: 'ready', steps: 0, note: '', is_copy: true, output: '', lost: 0, error: null,
    calls: [{ name: 'cell', function: 0, index: 0, line: 1 }],
    stack: [], hidden: 0, variables: [], line: 1, ...more
  }; // prettier-ignore
}

const listing = (first = 0, count = 4, total = count) => ({
  function: 0, name: 'cell', first, total,
  rows: Array.from({ length: count }, (_, at) => ({ text: `OP ${first + at}`, indent: 0, line: 1 }))
}); // prettier-ignore

/** A kernel that answers from lists, and notes what it was asked. */
function kernel(answers: Record<string, unknown[]>) {
  const asked: [string, Record<string, unknown>][] = [];
  const ask = <Result>(method: string, params: object): Promise<Result> => {
    asked.push([method, params as Record<string, unknown>]);
    const answer = answers[method]?.shift();
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve((answer ?? {}) as Result);
  };
  return { ask, asked, methods: () => asked.map(([method]) => method) };
}

describe('StepperModel', () => {
  it('opens a copy, steps, and asks for a listing once', async () => {
    const { ask, asked, methods } = kernel({
      step_open: [{ session: 7, ...state() }],
      step_listing: [listing()],
      step_next: [state({ steps: 1, calls: [{ name: 'cell', function: 0, index: 1, line: 1 }] })]
    });
    const model = new StepperModel(CODE, ask);
    await model.open(false);
    expect(asked[0]).toEqual(['step_open', { code: CODE, real: false }]);
    await model.step('next');
    expect(methods()).toEqual(['step_open', 'step_listing', 'step_next']);
    expect(asked[2]?.[1]).toEqual({ session: 7 });
    expect([model.index, model.state?.steps, model.canStep]).toEqual([1, 1, true]);
  });

  it('asks for the part of a long listing that it stands in', async () => {
    const far = state({ calls: [{ name: 'cell', function: 0, index: 5000, line: 2 }] });
    const { ask, asked, methods } = kernel({
      step_open: [{ session: 1, ...state() }],
      step_listing: [listing(0, 2000, 9000), listing(4000, 2000, 9000)],
      step_run: [far]
    });
    const model = new StepperModel(CODE, ask);
    await model.open(false);
    await model.step('run');
    expect(methods().filter(method => method === 'step_listing')).toHaveLength(2);
    expect(asked.at(-1)?.[1]).toMatchObject({ function: 0, index: 5000 });
    expect(model.listing?.first).toBe(4000);
  });

  it('follows a command that takes its time, and stops it', async () => {
    const running = state({ status: 'running', calls: [] });
    const { ask, methods } = kernel({
      step_open: [{ session: 1, ...state() }],
      step_listing: [listing()],
      step_run: [running],
      step_state: [running, state({ status: 'finished', calls: [] })]
    });
    const model = new StepperModel(CODE, ask);
    await model.open(false);
    await model.step('run');
    expect(methods().slice(-3)).toEqual(['step_run', 'step_state', 'step_state']);
    expect([model.state?.status, model.index, model.canStep]).toEqual(['finished', -1, false]);
    await model.step('next');
    await model.cancel();
    expect(methods().slice(-1)).toEqual(['step_state']);
  });

  it('says why there is nothing to step through', async () => {
    const refusal = { code: 'N2001', message: 'cannot add', hint: 'convert' };
    const { ask } = kernel({ step_open: [new RequestError(refusal)] });
    const model = new StepperModel(CODE, ask);
    await model.open(false);
    expect(model.trouble).toEqual(refusal);
    expect([model.state, model.canStep]).toEqual([null, false]);
    await model.step('next');
  });

  it('forgets the session of a kernel that is gone', async () => {
    const { ask, methods } = kernel({
      step_open: [{ session: 1, ...state() }, { session: 2, ...state() }],
      step_listing: [listing(), listing()]
    });
    const model = new StepperModel(CODE, ask);
    await model.open(false);
    model.lose({ code: '', message: 'gone', hint: null });
    expect(model.state).toBeNull();
    await model.open(true);
    expect(methods()).not.toContain('step_close');
    expect(model.trouble).toBeNull();
    await model.close();
    expect(methods().at(-1)).toBe('step_close');
  });

  it('shows a part of a long cell', () => {
    const model = new StepperModel('x\n'.repeat(10_000), kernel({}).ask);
    expect(model.sourceLines).toHaveLength(400);
    expect(model.sourceLines[0]).toEqual({ number: 1, text: 'x', isCurrent: false });
  });
});
