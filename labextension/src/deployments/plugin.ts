/** Deployments: a panel with all of them, and the commands that deploy a model. */
import { ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Dialog, ICommandPalette, MainAreaWidget, WidgetTracker, showDialog, showErrorMessage } from '@jupyterlab/apputils';
import { ITranslator, type TranslationBundle, nullTranslator } from '@jupyterlab/translation';
import { LabIcon } from '@jupyterlab/ui-components';

import icon from '../../style/deployments.svg';
import { confirmed } from '../confirmed';
import { unreachable } from '../server/errors';
import { INoodleServer } from '../tokens';
import { DeploymentsModel } from './deployments';
import { chooseModel, wanted, wantedVersion } from './form';
import type { Deployment } from './model';
import { DeploymentsPanel } from './panel';

const SHOW = 'noodle:show-deployments';
const DEPLOY = 'noodle:deploy-model';

export const deploymentsIcon = new LabIcon({ name: 'noodle:deployments', svgstr: icon });

interface Parts {
  app: JupyterFrontEnd;
  server: INoodleServer;
  trans: TranslationBundle;
  tracker: WidgetTracker<MainAreaWidget<DeploymentsPanel>>;
}

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:deployments',
  description: 'The panel of deployments, and deploying models.',
  autoStart: true,
  requires: [INoodleServer],
  optional: [ITranslator, ICommandPalette, ILayoutRestorer],
  activate: (
    app: JupyterFrontEnd,
    server: INoodleServer,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const tracker = new WidgetTracker<MainAreaWidget<DeploymentsPanel>>({ namespace: 'noodle-deployments' });
    addCommands({ app, server, trans, tracker });
    void restorer?.restore(tracker, { command: SHOW, name: () => 'deployments' });
    for (const command of [SHOW, DEPLOY]) {
      palette?.addItem({ command, category: trans.__('Noodle') });
    }
  }
};

function addCommands(parts: Parts): void {
  const { app, trans } = parts;
  app.commands.addCommand(SHOW, {
    label: trans.__('Show Noodle Deployments'),
    caption: trans.__('Models that answer over HTTP: latency, batches, queue'),
    icon: deploymentsIcon,
    describedBy: { args: { type: 'object', properties: {} } },
    execute: () => show(parts)
  });
  app.commands.addCommand(DEPLOY, {
    label: trans.__('Deploy a Model…'),
    caption: trans.__('Let a version of a model answer over HTTP'),
    icon: deploymentsIcon,
    describedBy: {
      args: {
        type: 'object',
        properties: { model: { type: 'string', description: trans.__('A model; without it, it is asked for') }, version: { type: 'number' } }
      }
    },
    execute: args => deploy(parts, typeof args['model'] === 'string' ? args['model'] : null, Number(args['version']) || null)
  });
}

function show({ app, server, trans, tracker }: Parts): MainAreaWidget<DeploymentsPanel> {
  let widget = tracker.find(() => true);
  if (!widget) {
    const model = new DeploymentsModel(server);
    const content = new DeploymentsPanel({
      model,
      trans,
      deploy: () => void app.commands.execute(DEPLOY),
      update: deployment => update(model, deployment, trans),
      remove: deployment => remove(model, deployment, trans)
    });
    widget = new MainAreaWidget({ content });
    widget.id = 'noodle-deployments';
    widget.title.label = trans.__('Deployments');
    widget.title.icon = deploymentsIcon;
    widget.title.closable = true;
    void tracker.add(widget);
    app.shell.add(widget, 'main', { type: 'Noodle deployments' });
  }
  app.shell.activateById(widget.id);
  return widget;
}

/** Gives the deployment's id, or null. */
async function deploy(parts: Parts, model: string | null, version: number | null): Promise<string | null> {
  const { app, server, trans } = parts;
  if ((await server.check()).kind !== 'on') {
    show(parts); // it says what to do
    return null;
  }
  try {
    const which = model ?? (await chooseModel(server, trans, () => noModels(parts)));
    const body = which && (await wanted(server, which, version, trans));
    if (!body) {
      return null;
    }
    const { id } = await server.client.call('post', '/api/v1/deployments', { body });
    await app.commands.execute(SHOW);
    return id;
  } catch (thrown) {
    await refuse(thrown, trans.__('The model was not deployed'));
    return null;
  }
}

function noModels({ trans }: Parts): Promise<unknown> {
  const body = trans.__('Upload one in the panel of models, or train one as a job.');
  return showDialog({ title: trans.__('There is no model yet'), body, buttons: [Dialog.okButton()] });
}

async function update(model: DeploymentsModel, deployment: Deployment, trans: TranslationBundle): Promise<void> {
  try {
    const change = await wantedVersion(model.server, deployment, trans);
    if (change) {
      await model.change(deployment.id, change);
    }
  } catch (thrown) {
    await refuse(thrown, trans.__('The version was not changed'));
  }
}

async function remove(model: DeploymentsModel, deployment: Deployment, trans: TranslationBundle): Promise<void> {
  const body = trans.__('Who has asked is answered; nobody after. The model stays.');
  if (await confirmed(trans.__('Delete the deployment %1?', deployment.name), body, trans.__('Delete'), trans)) {
    await model.delete(deployment.id);
  }
}

async function refuse(thrown: unknown, title: string): Promise<void> {
  const error = unreachable(thrown);
  await showErrorMessage(title, [error.line, error.hint].filter(Boolean).join('\n'));
}

export default plugin;
