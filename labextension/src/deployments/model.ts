/** Deployments as the server tells them: what events change, figures over time, samples to send. No
 * page, no requests. */
import type { Schemas } from '../server/client';
import type { ServerEvent } from '../server/events';

export type Deployment = Schemas['Deployment'];
export type Figures = Schemas['DeploymentMetrics'];
export type Settings = Schemas['DeploymentSettings'];
export type State = Deployment['state'];
type Tensor = Schemas['Tensor'];
type Second = Figures['seconds'][number];

/** What the panel hears of deployments. */
export const KINDS = ['created', 'changed', 'started', 'stopped', 'deleted', 'state', 'live'];
/** How many seconds are drawn. */
export const DRAWN = 60;
const RATED = 5;
/** A sample with more values than these is not written out. */
const WRITTEN_AT_MOST = 64;
const VALUES_AT_MOST = 1_000_000;
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;

/** The deployment that an event is about. */
export function deploymentOf(event: Pick<ServerEvent, 'topic'>): string {
  return event.topic.slice(event.topic.indexOf('/') + 1);
}

/** Seconds by their number, one column a line of the chart; null where nothing was asked. */
export interface Series {
  at: number[];
  requests: number[];
  p50: (number | null)[];
  p99: (number | null)[];
}

/** All that is drawn, ending with `now`, of seconds as the server counts them back from then. */
export function series(seconds: readonly Second[], now: number): Series {
  return merged({ at: [], requests: [], p50: [], p99: [] }, seconds, now);
}

/** With what came since; each second is there once, those that nobody told are empty. */
export function merged(known: Series, seconds: readonly Second[], now: number): Series {
  const end = Math.floor(now);
  const found = new Map(
    known.at.map((at, index) => [at, { requests: known.requests[index] ?? 0, p50: known.p50[index] ?? null, p99: known.p99[index] ?? null }])
  );
  for (const { ago_s, requests, p50_us, p99_us } of seconds) {
    found.set(end - ago_s, { requests, p50: millis(p50_us), p99: millis(p99_us) });
  }
  const at = Array.from({ length: DRAWN }, (_, index) => end - DRAWN + 1 + index);
  const rows = at.map(each => found.get(each) ?? { requests: 0, p50: null, p99: null });
  return { at, requests: rows.map(each => each.requests), p50: rows.map(each => each.p50), p99: rows.map(each => each.p99) };
}

/** Requests a second, over the last few seconds. */
export function rate(drawn: Series): string {
  const last = drawn.requests.slice(-RATED);
  const perSecond = last.reduce((sum, each) => sum + each, 0) / RATED;
  return perSecond >= 100 ? Math.round(perSecond).toLocaleString() : String(Number(perSecond.toPrecision(2)));
}

function millis(us: number | null | undefined): number | null {
  return us === null || us === undefined ? null : us / 1000;
}

/** A duration as people read it. */
export function lasting(us: number | null): string {
  if (us === null) {
    return '–';
  }
  return us < 1000 ? `${Math.round(us)} µs` : us < 1e6 ? `${(us / 1000).toPrecision(3)} ms` : `${(us / 1e6).toPrecision(3)} s`;
}

/** Executions by their size, with the part of the largest bar, and what a bar is called. */
export function bars(figures: Figures): { label: string; executions: number; part: number }[] {
  const most = Math.max(1, ...figures.batch_sizes.map(each => each.executions));
  return figures.batch_sizes.map(({ at_most, executions }) => {
    const least = at_most / 2 + 1;
    const label = at_most <= 2 ? String(at_most) : `${least}–${at_most}`;
    return { label, executions, part: executions / most };
  });
}

export function errorCount(figures: Figures): number {
  return Object.values(figures.errors).reduce((sum, each) => sum + each, 0);
}

/** A name that the server takes, from what a model is called. */
export function proposedName(model: string, taken: ReadonlySet<string>): string {
  const plain = model.normalize('NFKD').replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[^A-Za-z0-9]+|-+$/g, '').slice(0, 56) || 'model';
  let name = plain;
  for (let count = 2; taken.has(name); count++) {
    name = `${plain}-${count}`;
  }
  return name;
}

export function isName(text: string): boolean {
  return NAME.test(text);
}

/** The shape of a small sample: one of each length that may differ. */
export function sampleShape(tensor: Tensor): number[] {
  return (tensor.dims ?? []).map(length => (typeof length === 'number' ? length : 1));
}

/** What to offer as inputs, as JSON text: numbers where they are few, else the word `random`. */
export function sample(inputs: readonly Tensor[]): string {
  const lines = inputs.map(each => {
    const shape = sampleShape(each);
    const value = size(shape) <= WRITTEN_AT_MOST ? filled(shape, () => plainValue(each)) : 'random';
    return `  ${JSON.stringify(each.name)}: ${JSON.stringify(value)}`;
  });
  return `{\n${lines.join(',\n')}\n}`;
}

/** The inputs that a text means. `zeros` and `random` stand for values of the sample's shape. Throws
 * an Error that says what is wrong. */
export function inputsOf(text: string, known: readonly Tensor[], random: () => number = Math.random): Record<string, unknown> {
  const made: unknown = JSON.parse(text);
  if (typeof made !== 'object' || made === null || Array.isArray(made)) {
    throw new Error('inputs are an object: {"name": values}');
  }
  const tensors = new Map(known.map(each => [each.name, each]));
  return Object.fromEntries(
    Object.entries(made as Record<string, unknown>).map(([name, value]) => {
      const tensor = tensors.get(name);
      const isWord = (value === 'zeros' || value === 'random') && tensor !== undefined && tensor.dtype !== 'str';
      return [name, isWord ? generated(tensor, value, random) : (value)];
    })
  );
}

function generated(tensor: Tensor, word: 'zeros' | 'random', random: () => number): unknown {
  const shape = sampleShape(tensor);
  if (size(shape) > VALUES_AT_MOST) {
    throw new Error(`${tensor.name} has ${size(shape)} values: send it by a program`);
  }
  const isFloat = /^(f|bf)/.test(tensor.dtype);
  return filled(shape, () => (word === 'zeros' || !isFloat ? plainValue(tensor) : Number(random().toFixed(4))));
}

function plainValue(tensor: Tensor): unknown {
  return tensor.dtype === 'bool' ? false : tensor.dtype === 'str' ? '' : 0;
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, each) => product * each, 1);
}

function filled(shape: readonly number[], value: () => unknown): unknown {
  const [first, ...rest] = shape;
  return first === undefined ? value() : Array.from({ length: first }, () => filled(rest, value));
}

/** A model's input as a line: x: f32[N, 4]. */
export function spoken(tensor: Tensor): string {
  return `${tensor.name}: ${tensor.dtype}${tensor.dims ? `[${tensor.dims.join(', ')}]` : ''}`;
}

/** Outputs as text, a line each, not longer than one wants to see. */
export function shortened(outputs: Readonly<Record<string, unknown>>, most = 4000): string {
  const text = Object.entries(outputs).map(([name, value]) => `${name}: ${JSON.stringify(value).replaceAll(',', ', ')}`).join('\n');
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Choices of what to serve: `version:3`, `alias:best`. */
export function choices(versions: readonly number[], aliases: Readonly<Record<string, number>>): { value: string; alias: string | null; version: number }[] {
  return [
    ...Object.entries(aliases).map(([alias, version]) => ({ value: `alias:${alias}`, alias, version })),
    ...versions.map(version => ({ value: `version:${version}`, alias: null, version }))
  ];
}

/** What a choice asks of the server. */
export function chosen(value: string): { alias: string } | { version: number } {
  return value.startsWith('alias:') ? { alias: value.slice(6) } : { version: Number(value.slice(8)) };
}
