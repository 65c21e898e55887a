/** Asks what `optimise` needs to know, and submits it; the panel of jobs shows the study. */
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Schemas } from '../server/client';
import type { INoodleServer } from '../tokens';
import { type Field, type Values, ask } from './ask';
import type { Dataset, Model, Version } from './model';

type Request = Schemas['OptimizeRequest'];

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
export function requestOf(values: Values, model: Model, version: Version): Request {
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

/** The id of the job, or null where it was given up. Throws a ServerError. */
export async function optimise(server: INoodleServer, model: Model, version: Version, datasets: Dataset[], trans: TranslationBundle): Promise<string | null> {
  const title = trans.__('Optimise version %1 of %2', version.version, model.name);
  const data = await ask({
    title,
    note: trans.__('The data set that candidates are calibrated on and judged by.'),
    fields: [{ name: 'data', label: trans.__('Data set'), value: datasets[0]?.id ?? '', options: datasets.map(each => [each.id, each.name]) }],
    accept: trans.__('Next')
  });
  const chosen = datasets.find(each => each.id === data?.['data']);
  const values = chosen && (await ask({ title, note: trans.__('Smaller and faster versions are looked for. Each is measured; what is worse in all is rejected, with the reason.'), fields: fields(chosen, trans), accept: trans.__('Begin') }));
  if (!values || !chosen) {
    return null;
  }
  const body = requestOf({ ...values, data: chosen.id }, model, version);
  const job = await server.client.call('post', '/api/v1/ahr/optimize', { body });
  return job.id;
}

function fields(data: Dataset, trans: TranslationBundle): Field[] {
  const names = Object.keys(data.arrays);
  const found = guesses(names);
  const some = [['', trans.__('none')], ...names.map(each => [each, each])] as [string, string][];
  const positive = (text: string) => (Number(text) >= 0 && text.trim() !== '' ? null : trans.__('a number from 0'));
  const whole = (text: string) => (/^[1-9]\d{0,4}$/.test(text.trim()) ? null : trans.__('a whole number from 1'));
  return [
    { name: 'x', label: trans.__('Samples'), value: found.x, options: names.map(each => [each, each]) },
    { name: 'y', label: trans.__('Targets'), value: found.y, options: some },
    { name: 'x_held', label: trans.__('Samples to judge by'), value: found.x_held, options: some },
    { name: 'y_held', label: trans.__('Targets to judge by'), value: found.y_held, options: some },
    { name: 'metric', label: trans.__('Metric'), value: found.y ? 'accuracy' : 'agreement', proposals: ['accuracy', 'agreement', 'cosine', 'mse', 'mae'] },
    { name: 'max_drop', label: trans.__('It may get worse by'), value: '0.005', check: positive },
    { name: 'batch_size', label: trans.__('Batch size'), value: '1', check: whole },
    {
      name: 'register_kept',
      label: trans.__('Make versions of'),
      value: 'none',
      options: [['none', trans.__('none: I choose in the result')], ['best', trans.__('the best')], ['all', trans.__('all that are worth having')]]
    }
  ];
}
