/** Models of Noodle's server: a panel with all of them, their pictures, and what can be done. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, Notification, WidgetTracker, showErrorMessage } from '@jupyterlab/apputils';
import { ITranslator, type TranslationBundle, nullTranslator } from '@jupyterlab/translation';
import { LabIcon } from '@jupyterlab/ui-components';

import icon from '../../style/registry.svg';
import { unreachable } from '../server/errors';
import { text } from '../server/text';
import { INoodleServer } from '../tokens';
import { Deeds } from './deeds';
import { ModelGraph } from './graph';
import { optimise } from './optimise';
import { RegistryPanel } from './panel';
import { RegistryModel } from './registry';

const SHOW = 'noodle:show-models';
const GRAPH = 'noodle:open-model-graph';
const OPTIMISE = 'noodle:optimise-model';
const KEEP = 'noodle:register-model-version';

export const registryIcon = new LabIcon({ name: 'noodle:registry', svgstr: icon });

interface Parts {
  app: JupyterFrontEnd;
  server: INoodleServer;
  registry: RegistryModel;
  panel: RegistryPanel;
  graphs: WidgetTracker<ModelGraph>;
  trans: TranslationBundle;
}

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:registry',
  description: 'The panel of models: versions, aliases, graphs, optimising.',
  autoStart: true,
  requires: [INoodleServer],
  optional: [ITranslator, ICommandPalette, ILayoutRestorer],
  activate: (app: JupyterFrontEnd, server: INoodleServer, translator: ITranslator | null, palette: ICommandPalette | null, restorer: ILayoutRestorer | null) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const registry = new RegistryModel(server);
    const panel = new RegistryPanel({ registry, deeds: new Deeds(registry, trans), commands: app.commands, trans });
    panel.id = 'noodle-registry';
    panel.title.icon = registryIcon;
    panel.title.caption = trans.__('Noodle models');
    panel.node.setAttribute('role', 'region');
    panel.node.setAttribute('aria-label', trans.__('Noodle models'));
    app.shell.add(panel, 'left', { rank: 610, type: 'Noodle models' });
    const graphs = new WidgetTracker<ModelGraph>({ namespace: 'noodle-graph' });
    addCommands({ app, server, registry, panel, graphs, trans });
    restorer?.add(panel, 'noodle-registry');
    void restorer?.restore(graphs, { command: GRAPH, args: graph => ({ ...graph.options }), name: graph => graph.id });
    palette?.addItem({ command: SHOW, category: trans.__('Noodle') });
  }
};

const WHICH = { model: { type: 'string' }, version: { type: 'integer' }, name: { type: 'string' } };

function addCommands(parts: Parts): void {
  const { app, panel, trans } = parts;
  app.commands.addCommand(SHOW, {
    label: trans.__('Show Noodle Models'),
    icon: registryIcon,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: () => app.shell.activateById(panel.id)
  });
  app.commands.addCommand(GRAPH, {
    label: trans.__('Open the Graph of a Model'),
    describedBy: { args: { type: 'object', required: ['model', 'version'], properties: WHICH } },
    execute: args => openGraph(parts, text(args['model']), Number(args['version']), text(args['name']))
  });
  app.commands.addCommand(OPTIMISE, {
    label: trans.__('Optimise a Model…'),
    describedBy: { args: { type: 'object', required: ['model', 'version'], properties: WHICH } },
    execute: args => beginStudy(parts, text(args['model']), Number(args['version']))
  });
  app.commands.addCommand(KEEP, {
    label: trans.__('Make a Version of what a Job has made'),
    describedBy: {
      args: {
        type: 'object',
        required: ['job', 'file', 'model'],
        properties: { job: { type: 'string' }, file: { type: 'string' }, model: { type: 'string' }, description: { type: 'string' } }
      }
    },
    execute: args => keep(parts, args as Record<string, string>)
  });
}

function openGraph({ app, server, graphs, trans }: Parts, model: string, version: number, name: string): void {
  const known = graphs.find(each => each.options.model === model && each.options.version === version);
  const graph = known ?? new ModelGraph(server, { model, version, name }, trans);
  if (!known) {
    graph.title.icon = registryIcon;
    void graphs.add(graph);
    app.shell.add(graph, 'main', { type: 'Noodle graph' });
  }
  app.shell.activateById(graph.id);
}

async function beginStudy({ app, server, trans }: Parts, model: string, version: number): Promise<void> {
  try {
    const { items } = await server.client.call('get', '/api/v1/datasets', { query: { limit: 200 } });
    if (!items.length) {
      await showErrorMessage(trans.__('There is no data set'), trans.__('Candidates are judged by data: upload some first (“Upload data…”), a .npz file with arrays x and y.'));
      return;
    }
    const path = { model_id: model, version };
    const [found, which] = await Promise.all([
      server.client.call('get', '/api/v1/models/{model_id}', { path: { model_id: model } }),
      server.client.call('get', '/api/v1/models/{model_id}/versions/{version}', { path })
    ]);
    const id = await optimise(server, found, which, items, trans);
    if (id) {
      await app.commands.execute('noodle:show-jobs', { id });
    }
  } catch (thrown) {
    await refuse(thrown, trans.__('The model is not optimised'));
  }
}

async function keep({ server, registry, trans }: Parts, { job, file, model, description }: Record<string, string>): Promise<void> {
  try {
    const body = { job_id: job ?? '', file_name: file ?? '', description: description ?? '' };
    const made = await server.client.call('post', '/api/v1/models/{model_id}/versions', { path: { model_id: model ?? '' }, body });
    Notification.success(trans.__('It is version %1 of the model', made.version), { autoClose: 5000 });
    void registry.load();
  } catch (thrown) {
    await refuse(thrown, trans.__('It was not made a version'));
  }
}

async function refuse(thrown: unknown, title: string): Promise<void> {
  const error = unreachable(thrown);
  await showErrorMessage(title, [error.line, error.hint].filter(Boolean).join('\n'));
}

export default plugin;
