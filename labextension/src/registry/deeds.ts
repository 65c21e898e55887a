/** What can be done with models: each asks what it needs to know, then the server. */
import { Notification } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';

import { ask, chosenFile } from '../ask';
import { confirmed } from '../confirmed';
import { unreachable } from '../server/errors';
import { DATA_FILES, MODEL_FILES, type Model, type ModelFormat, type Version, dataFormatOf, formatOf, isAlias, stemOf } from './model';
import type { RegistryModel } from './registry';
import { send } from './upload';

/** Toasts are shown only where they go by themselves. */
const SHORT = { autoClose: 5000 } as const;
const FORMATS: [ModelFormat, string][] = [
  ['trm', 'TRM'],
  ['onnx', 'ONNX'],
  ['safetensors', 'safetensors'],
  ['pytorch', 'PyTorch (.pt2, state dict)'],
  ['tensorflow', 'Keras']
];

export class Deeds {
  constructor(
    private readonly registry: RegistryModel,
    private readonly trans: TranslationBundle
  ) {}

  /** A new model of a file, or the next version of one. */
  async uploadModel(into: Model | null): Promise<void> {
    const { trans, registry } = this;
    const file = await chosenFile(MODEL_FILES);
    if (!file) {
      return;
    }
    const values = await ask({
      title: into ? trans.__('Upload a version of %1', into.name) : trans.__('Upload a model'),
      note: file.name,
      fields: [
        ...(into ? [] : [{ name: 'name', label: trans.__('Name of the model'), value: stemOf(file.name), check: (text: string) => (text.trim() ? null : trans.__('a name is needed')) }]),
        { name: 'format', label: trans.__('Format'), value: formatOf(file.name) ?? 'trm', options: FORMATS },
        { name: 'description', label: trans.__('Description'), value: '' },
        ...(into?.latest_version ? [{ name: 'network', label: trans.__('Contents'), value: '', options: [['', trans.__('a whole network')], ['latest', trans.__('weights, for the network of version %1', into.latest_version)]] as [string, string][] }] : [])
      ],
      accept: trans.__('Upload')
    });
    if (!values) {
      return;
    }
    const { client } = registry.server;
    let model = into;
    const isDone = await registry.act(async () => {
      model ??= await client.call('post', '/api/v1/models', { body: { name: values['name'] ?? '', description: '', tags: [], metadata: {} } });
      const { id } = model;
      const about = { format: values['format'] as ModelFormat, file_name: file.name.replace(/[/\\]/g, '_').slice(0, 200), description: values['description'] ?? '', tags: [], metadata: {}, aliases: [] };
      const network = values['network'] ? { model_id: id } : null;
      await this.sent(file, (size_bytes, sha256) =>
        client.call('post', '/api/v1/models/{model_id}/uploads', { path: { model_id: id }, body: { ...about, ...(network ? { network } : {}), size_bytes, sha256 } })
      );
    });
    if (isDone && model) {
      await registry.open(model);
    } else if (model && !into) {
      await this.forget(model);
    }
  }

  async uploadData(): Promise<void> {
    const { trans, registry } = this;
    const file = await chosenFile(DATA_FILES);
    const format = file && dataFormatOf(file.name);
    if (!file || !format) {
      return;
    }
    const values = await ask({
      title: trans.__('Upload a data set'),
      note: trans.__('%1: arrays by name, to train and to judge models by', file.name),
      fields: [{ name: 'name', label: trans.__('Name'), value: stemOf(file.name) }],
      accept: trans.__('Upload')
    });
    if (values) {
      const isDone = await registry.act(() =>
        this.sent(file, (size_bytes, sha256) => registry.server.client.call('post', '/api/v1/datasets', { body: { name: values['name'] ?? '', format, size_bytes, sha256 } }))
      );
      if (isDone) {
        Notification.success(trans.__('The data set %1 is there', values['name']), SHORT);
      }
    }
  }

  async setAlias(model: Model, version: Version): Promise<void> {
    const { trans } = this;
    const values = await ask({
      title: trans.__('Name version %1 of %2', version.version, model.name),
      note: trans.__('An alias names one version; it moves from the one that it named.'),
      fields: [
        {
          name: 'alias',
          label: trans.__('Alias'),
          value: '',
          proposals: [...new Set([...Object.keys(model.aliases), 'champion', 'staging'])],
          check: text => (isAlias(text.trim()) ? null : trans.__('a letter, then letters, digits, _ . -'))
        }
      ],
      accept: trans.__('Set')
    });
    if (values) {
      const path = { model_id: model.id, alias: (values['alias'] ?? '').trim() };
      await this.registry.act(() => this.client.call('put', '/api/v1/models/{model_id}/aliases/{alias}', { path, body: { version: version.version } }));
    }
  }

  async removeAlias(model: Model, alias: string): Promise<void> {
    const { trans } = this;
    if (await confirmed(trans.__('Remove the alias %1?', alias), trans.__('What asks for %1 of %2 by it will find nothing.', alias, model.name), trans.__('Remove'), trans)) {
      await this.registry.act(() => this.client.call('delete', '/api/v1/models/{model_id}/aliases/{alias}', { path: { model_id: model.id, alias } }));
    }
  }

  async deleteVersion(model: Model, version: Version): Promise<void> {
    const { trans } = this;
    if (await confirmed(trans.__('Delete version %1 of %2?', version.version, model.name), trans.__('Its file is deleted with it. This cannot be undone.'), trans.__('Delete'), trans)) {
      await this.registry.act(() => this.client.call('delete', '/api/v1/models/{model_id}/versions/{version}', { path: { model_id: model.id, version: version.version } }));
    }
  }

  async deleteModel(model: Model): Promise<void> {
    const { trans } = this;
    if (await confirmed(trans.__('Delete %1?', model.name), trans.__('All its versions are deleted with it. This cannot be undone.'), trans.__('Delete'), trans)) {
      const path = { model_id: model.id };
      if (await this.registry.act(() => this.client.call('delete', '/api/v1/models/{model_id}', { path }))) {
        await this.registry.open(null);
      }
    }
  }

  private get client() {
    return this.registry.server.client;
  }

  private async sent(file: File, begin: Parameters<typeof send>[2]): Promise<void> {
    const words = { reading: this.trans.__('reading'), sending: this.trans.__('sending'), checking: this.trans.__('the server looks at it') };
    try {
      await send(this.registry.server, file, begin, (step, part) => this.registry.tell({ name: file.name, step: words[step], part }));
    } finally {
      this.registry.tell(null);
    }
  }

  /** A model that was made for a file which the server refused. */
  private async forget(model: Model): Promise<void> {
    const { error } = this.registry;
    try {
      await this.client.call('delete', '/api/v1/models/{model_id}', { path: { model_id: model.id } });
      await this.registry.load();
    } catch (thrown) {
      this.registry.error = unreachable(thrown);
    }
    this.registry.error = error;
    this.registry.tell(null);
  }
}
