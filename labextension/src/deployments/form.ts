/** What is asked before a model is deployed, or serves another version. */
import type { TranslationBundle } from '@jupyterlab/translation';

import { type Field, ask } from '../ask';
import type { Schemas } from '../server/client';
import type { INoodleServer } from '../tokens';
import { choices, chosen, isName, proposedName } from './model';

type Body = Schemas['DeploymentIn'];

/** A model to deploy, or null where it was given up, or there is none (`none` says so). */
export async function chooseModel(server: INoodleServer, trans: TranslationBundle, none: () => Promise<unknown>): Promise<string | null> {
  const { items } = await server.client.call('get', '/api/v1/models', { query: { limit: 200, sort: 'name' } });
  const found = items.filter(each => each.latest_version !== null);
  if (!found.length) {
    await none();
    return null;
  }
  const options = found.map(each => [each.id, each.name] as [string, string]);
  const fields: Field[] = [{ name: 'model', label: trans.__('Model'), value: found[0]?.id ?? '', options }];
  return (await ask({ title: trans.__('Deploy a Model'), fields, accept: trans.__('Next') }))?.['model'] ?? null;
}

/** The body to send, or null. */
export async function wanted(server: INoodleServer, model: string, version: number | null, trans: TranslationBundle): Promise<Body | null> {
  const [found, options, deployed] = await Promise.all([
    server.client.call('get', '/api/v1/models/{model_id}', { path: { model_id: model } }),
    servable(server, model, trans),
    server.client.call('get', '/api/v1/deployments', { query: { limit: 200 } })
  ]);
  const taken = new Set(deployed.items.map(each => each.name));
  const first = version ?? found.latest_version;
  const fields: Field[] = [
    {
      name: 'name',
      label: trans.__('Name'),
      value: proposedName(found.name, taken),
      check: text => (!isName(text) ? trans.__('letters, digits, . _ and -, at most 64') : taken.has(text) ? trans.__('there is one of that name') : null)
    },
    { name: 'what', label: trans.__('Serve'), value: `version:${first}`, options },
    {
      name: 'batching',
      label: trans.__('Batching'),
      value: 'auto',
      options: [['auto', trans.__('where the model allows it')], ['on', trans.__('on')], ['off', trans.__('off')]]
    },
    count('max_batch_size', trans.__('Samples in a batch'), '32', 4096, trans),
    count('queue_size', trans.__('Requests that may wait'), '256', 10_000, trans),
    count('instances', trans.__('Executions at once'), '', 64, trans, true),
    count('threads', trans.__('Threads of each'), '', 64, trans, true),
    count('memory_limit_mb', trans.__('Memory, MB'), '2048', 1_000_000, trans, false, 256)
  ];
  const values = await ask({
    title: trans.__('Deploy %1', found.name),
    note: trans.__('It answers over HTTP, in a process of its own. What is left empty is chosen for the model.'),
    fields,
    accept: trans.__('Deploy')
  });
  if (!values) {
    return null;
  }
  const number = (name: string) => (values[name]?.trim() ? Number(values[name]) : null);
  const settings = {
    batching: values['batching'] as 'auto' | 'on' | 'off',
    max_batch_size: number('max_batch_size') ?? 32,
    queue_size: number('queue_size') ?? 256,
    instances: number('instances'),
    threads: number('threads'),
    memory_limit_mb: number('memory_limit_mb') ?? 2048
  };
  return { name: values['name'] ?? '', model_id: model, ...chosen(values['what'] ?? ''), settings };
}

/** Another version, or an alias to follow, or null. */
export async function wantedVersion(server: INoodleServer, deployment: Schemas['Deployment'], trans: TranslationBundle): Promise<ReturnType<typeof chosen> | null> {
  const options = await servable(server, deployment.model_id, trans);
  const value = deployment.alias ? `alias:${deployment.alias}` : `version:${deployment.version}`;
  const values = await ask({
    title: trans.__('What %1 serves', deployment.name),
    note: trans.__('The present version answers until the new one is ready: no request is lost.'),
    fields: [{ name: 'what', label: trans.__('Serve'), value, options }],
    accept: trans.__('Serve')
  });
  return values ? chosen(values['what'] ?? value) : null;
}

async function servable(server: INoodleServer, model: string, trans: TranslationBundle): Promise<[string, string][]> {
  const path = { model_id: model };
  const [found, versions] = await Promise.all([
    server.client.call('get', '/api/v1/models/{model_id}', { path }),
    server.client.call('get', '/api/v1/models/{model_id}/versions', { path, query: { limit: 200 } })
  ]);
  return choices(versions.items.map(each => each.version), found.aliases).map(({ value, alias, version }) => [
    value,
    alias ? trans.__('%1, wherever it moves (now version %2)', alias, version) : trans.__('version %1', version)
  ]);
}

function count(name: string, label: string, value: string, most: number, trans: TranslationBundle, mayBeEmpty = false, least = 1): Field {
  const check = (text: string) => {
    const isFit = text.trim() === '' ? mayBeEmpty : /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
    return isFit ? null : trans.__('a number from %1 to %2', least, most);
  };
  return { name, label, value, check };
}
