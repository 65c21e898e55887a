/** Models, versions and aliases as the panel shows them. No page, no requests. */
import type { Schemas } from '../server/client';
import { text } from '../server/text';

export type Model = Schemas['Model'];
export type Version = Schemas['ModelVersion'];
export type Past = Schemas['AliasPast'];
export type Dataset = Schemas['Dataset'];
export type ModelFormat = Schemas['ModelUploadIn']['format'];

const ALIAS = /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/;
const FORMATS: Record<string, ModelFormat> = {
  trm: 'trm',
  onnx: 'onnx',
  safetensors: 'safetensors',
  pt2: 'pytorch',
  pt: 'pytorch',
  pth: 'pytorch',
  bin: 'pytorch',
  keras: 'tensorflow'
};

/** What files can be chosen. */
export const MODEL_FILES = Object.keys(FORMATS).map(each => `.${each}`).join(',');
export const DATA_FILES = '.npz,.safetensors';

/** What a file seems to be by its name; the server looks into it. */
export function formatOf(fileName: string): ModelFormat | null {
  return FORMATS[suffix(fileName)] ?? null;
}

export function dataFormatOf(fileName: string): 'npz' | 'safetensors' | null {
  const found = suffix(fileName);
  return found === 'npz' || found === 'safetensors' ? found : null;
}

/** A name for what a file holds, that the server takes. */
export function stemOf(fileName: string): string {
  const stem = fileName.replace(/\.[^.]*$/, '').replace(/[\u0000-\u001f\u007f/\\]/g, '_');
  return stem.slice(0, 200) || 'model';
}

export function isAlias(name: string): boolean {
  return ALIAS.test(name);
}

/** `x: f32[N, 4]` of each input or output. */
export function tensors(signature: Record<string, unknown>, side: 'inputs' | 'outputs'): string[] {
  const found = signature[side];
  const rows: [string, unknown][] = Array.isArray(found)
    ? found.map((each, at) => [text((each as { name?: unknown } | null)?.name, String(at)), each])
    : Object.entries((found ?? {}) as Record<string, unknown>);
  return rows.map(([name, each]) => {
    const spec = (each ?? {}) as { dtype?: unknown; shape?: unknown };
    const shape = Array.isArray(spec.shape) ? `[${spec.shape.map(String).join(', ')}]` : '';
    return `${name}: ${text(spec.dtype)}${shape}`;
  });
}

/** What an alias named, and for how long, newest first, as the server gives it. */
export interface Span {
  version: number | null;
  by: string;
  since: string;
  until: string | null;
}

export function spans(past: readonly Past[]): Span[] {
  return past.map(({ version, set_by, since, until }) => ({ version, by: set_by, since, until }));
}

/** Where the next piece of a file begins and ends. */
export function piece(received: number, size: number, most: number): { from: number; to: number; range: string } {
  const to = Math.min(size, received + most);
  return { from: received, to, range: `bytes ${received}-${to - 1}/${size}` };
}

/** The names of a data set's arrays that look like what is asked for. */
export function guesses(arrays: readonly string[]): Record<'x' | 'y' | 'x_held' | 'y_held', string> {
  const find = (...names: string[]) => names.find(each => arrays.includes(each)) ?? '';
  return {
    x: find('x', 'x_train', 'inputs', 'features') || (arrays[0] ?? ''),
    y: find('y', 'y_train', 'labels', 'targets'),
    x_held: find('x_held', 'x_val', 'x_test'),
    y_held: find('y_held', 'y_val', 'y_test')
  };
}

/** The request that a form means. */
export function requestOf(values: Readonly<Record<string, string>>, model: Model, version: Version): Schemas['OptimizeRequest'] {
  const array = (name: string) => values[name]?.trim() || null;
  return {
    model: { model_id: model.id, version: version.version },
    data: { dataset_id: values['data'] ?? null, x: array('x') ?? 'x', y: array('y'), x_held: array('x_held'), y_held: array('y_held') },
    metric: values['metric']?.trim() || 'accuracy',
    max_drop: Number(values['max_drop']),
    objectives: ['latency', 'size'],
    batch_size: Number(values['batch_size']),
    threads: 1,
    rounds: 15,
    seed: 0,
    search: 'enumerate',
    trials: 30,
    training: {},
    register_kept: values['register_kept'] as 'none' | 'best' | 'all'
  };
}

function suffix(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}
