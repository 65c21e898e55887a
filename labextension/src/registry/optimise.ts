/** Asks what `optimise` needs to know, and submits it; the panel of jobs shows the study. */
import type { TranslationBundle } from '@jupyterlab/translation';

import { type Field, ask } from '../ask';
import type { INoodleServer } from '../tokens';
import { type Dataset, type Model, type Version, guesses, requestOf } from './model';

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
  if (!values) {
    return null;
  }
  // As /api/v1/ahr/optimize does it, with a name that says of what.
  const request = requestOf({ ...values, data: chosen.id }, model, version) as Record<string, unknown>;
  const name = `optimise ${model.name} ${version.version}`.slice(0, 200);
  const job = await server.client.call('post', '/api/v1/jobs', { body: { kind: 'optimise', name, request } });
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
