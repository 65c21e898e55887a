/** Jobs of Noodle's server: a panel with all of them, notebooks run as jobs, what they give. */
import { ILabShell, ILayoutRestorer, type JupyterFrontEnd, type JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, Notification, WidgetTracker, showErrorMessage } from '@jupyterlab/apputils';
import { CodeMirrorMimeTypeService, IEditorLanguageRegistry } from '@jupyterlab/codemirror';
import { PathExt } from '@jupyterlab/coreutils';
import { INotebookTracker, NotebookPanel, StaticNotebook } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ITranslator, type TranslationBundle, nullTranslator } from '@jupyterlab/translation';
import { LabIcon } from '@jupyterlab/ui-components';
import { UUID } from '@lumino/coreutils';

import icon from '../../style/jobs.svg';
import { ServerError } from '../server/errors';
import { text } from '../server/text';
import { INoodleServer } from '../tokens';
import { ask } from './form';
import { JobsModel } from './jobs';
import { type Job, hasEnded, jobOf } from './model';
import { type NotebookContent, freeName, submitted, untrusted } from './notebook';
import { JobsPanel } from './panel';
import { parametersOf } from './parameters';
import { JobNotebook } from './view';

const SHOW = 'noodle:show-jobs';
const RUN = 'noodle:run-notebook-as-job';
const OPEN = 'noodle:open-job-result';
const BODY_AT_MOST = 8 * 1024 * 1024;

export const jobsIcon = new LabIcon({ name: 'noodle:jobs', svgstr: icon });

/** What the commands need. */
interface Parts {
  app: JupyterFrontEnd;
  server: INoodleServer;
  model: JobsModel;
  panel: JobsPanel;
  trans: TranslationBundle;
  notebooks: INotebookTracker;
  views: WidgetTracker<JobNotebook>;
  make(): ReturnType<NotebookPanel.IContentFactory['createNotebook']>;
}

const plugin: JupyterFrontEndPlugin<void> = {
  id: 'noodle-labextension:jobs',
  description: 'The panel of Noodle jobs, and notebooks that run as jobs.',
  autoStart: true,
  requires: [INoodleServer, INotebookTracker, NotebookPanel.IContentFactory, IRenderMimeRegistry, IEditorLanguageRegistry],
  optional: [ITranslator, ICommandPalette, ILayoutRestorer, ILabShell],
  activate: (
    app: JupyterFrontEnd,
    server: INoodleServer,
    notebooks: INotebookTracker,
    contentFactory: NotebookPanel.IContentFactory,
    rendermime: IRenderMimeRegistry,
    languages: IEditorLanguageRegistry,
    translator: ITranslator | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ) => {
    const trans = (translator ?? nullTranslator).load('noodle');
    const model = new JobsModel(server);
    const panel = new JobsPanel({ model, commands: app.commands, trans });
    panel.id = 'noodle-jobs';
    panel.title.icon = jobsIcon;
    panel.title.caption = trans.__('Noodle jobs');
    panel.node.setAttribute('role', 'region');
    panel.node.setAttribute('aria-label', trans.__('Noodle jobs'));
    app.shell.add(panel, 'left', { rank: 600, type: 'Noodle jobs' });
    const views = new WidgetTracker<JobNotebook>({ namespace: 'noodle-job' });
    const make = () =>
      contentFactory.createNotebook({
        rendermime: rendermime.clone(),
        contentFactory,
        mimeTypeService: new CodeMirrorMimeTypeService(languages),
        notebookConfig: { ...StaticNotebook.defaultNotebookConfig, windowingMode: 'defer' },
        editorConfig: StaticNotebook.defaultEditorConfig,
        ...(translator ? { translator } : {})
      });
    const parts: Parts = { app, server, model, panel, trans, notebooks, views, make };
    addCommands(parts);
    restorer?.add(panel, 'noodle-jobs');
    void restorer?.restore(views, { command: OPEN, args: view => ({ id: view.options.id }), name: view => view.options.id });
    for (const command of [SHOW, RUN]) {
      palette?.addItem({ command, category: trans.__('Noodle') });
    }
  }
};

function addCommands(parts: Parts): void {
  const { app, trans, notebooks, panel } = parts;
  app.commands.addCommand(SHOW, {
    label: trans.__('Show Noodle Jobs'),
    caption: trans.__('The list of jobs; with an id, that job'),
    icon: jobsIcon,
    describedBy: { args: { type: 'object', properties: { id: { type: 'string', description: trans.__('A job') } } } },
    execute: args => {
      app.shell.activateById(panel.id);
      panel.open(typeof args['id'] === 'string' ? args['id'] : null);
    }
  });
  app.commands.addCommand(RUN, {
    label: trans.__('Run this Notebook as a Job…'),
    caption: trans.__('Run this notebook on the server, on its own: it goes on when the page is closed'),
    icon: jobsIcon,
    describedBy: {
      args: { type: 'object', properties: { parameters: { type: 'object', description: trans.__('Values; without them they are asked for') } } }
    },
    isEnabled: () => notebooks.currentWidget !== null,
    execute: args => run(parts, args['parameters'] as Record<string, unknown> | undefined)
  });
  app.commands.addCommand(OPEN, {
    label: trans.__('Open the Result of a Job'),
    describedBy: { args: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
    execute: args => open(parts, text(args['id']))
  });
  notebooks.currentChanged.connect(() => app.commands.notifyCommandChanged(RUN));
}

/** Saves the notebook and submits it. Gives the job's id, or null. */
async function run(parts: Parts, parameters?: Record<string, unknown>): Promise<string | null> {
  const { app, server, model, panel, trans, notebooks } = parts;
  const current = notebooks.currentWidget;
  if (!current?.context.model) {
    return null;
  }
  const { context } = current;
  if (context.model.dirty) {
    await context.save();
  }
  if ((await server.check()).kind !== 'on') {
    app.shell.activateById(panel.id); // it says what to do
    return null;
  }
  const notebook = submitted(context.model.toJSON() as unknown as NotebookContent);
  const name = PathExt.basename(context.localPath);
  const asked = parameters === undefined ? await ask(name, parametersOf(notebook.cells), trans) : null;
  if (parameters === undefined && !asked) {
    return null;
  }
  const { allow_errors, parameters: chosen, ...limits } = asked ?? { name, parameters, timeout: 3600, memory_limit: 4096, allow_errors: false };
  const kernel = (notebook.metadata['kernelspec'] as { name?: string } | undefined)?.name ?? current.sessionContext.session?.kernel?.name;
  const request = { notebook, parameters: chosen, folder: PathExt.dirname(context.localPath), allow_errors, ...(kernel ? { kernel_name: kernel } : {}) };
  try {
    if (JSON.stringify(request).length > BODY_AT_MOST) {
      throw new ServerError('refused', trans.__('the notebook is larger than 8 MB without its outputs'));
    }
    const job = await server.client.call('post', '/api/v1/jobs', { body: { kind: 'notebook', request, ...limits }, key: UUID.uuid4() });
    model.add(job);
    await app.commands.execute(SHOW, { id: job.id });
    announce(parts, job);
    return job.id;
  } catch (thrown) {
    await showErrorMessage(trans.__('The notebook was not taken on as a job'), said(thrown));
    return null;
  }
}

/** Says when a job that was submitted here has ended, wherever one looks by then. */
function announce({ app, server, trans }: Parts, job: Job): void {
  const listening = server.events.listen(`job/${job.id}`, ['succeeded', 'failed', 'dead', 'cancelled'], event => {
    if (jobOf(event) !== job.id || !hasEnded({ state: event.kind as Job['state'] })) {
      return;
    }
    listening.dispose();
    if (event.kind === 'cancelled') {
      return; // by somebody, who knows
    }
    const isDone = event.kind === 'succeeded';
    const actions = [{ label: trans.__('Open result'), callback: () => void app.commands.execute(OPEN, { id: job.id }) }];
    const text = isDone ? trans.__('The job %1 is done', job.name) : trans.__('The job %1 has failed', job.name);
    Notification.emit(text, isDone ? 'success' : 'error', { autoClose: 8000, actions });
  });
}

function open(parts: Parts, id: string): JobNotebook {
  const { app, server, trans, views, make } = parts;
  const known = views.find(view => view.options.id === id);
  const view = known ?? new JobNotebook({ id, server, trans, make, keep: each => keep(parts, each) });
  if (!known) {
    view.title.icon = jobsIcon;
    void views.add(view);
    app.shell.add(view, 'main', { type: 'Noodle job' });
  }
  app.shell.activateById(view.id);
  return view;
}

/** A file of its own, beside the original, in place of no other. */
async function keep({ app, trans }: Parts, view: JobNotebook): Promise<void> {
  const { now, follower } = view;
  const { contents } = app.serviceManager;
  if (!now || !follower.job) {
    return;
  }
  try {
    const listed = { type: 'directory', content: true } as const;
    const wanted = text(follower.job.request['folder']);
    const folder = await contents.get(wanted, listed).catch(() => contents.get('', listed));
    const taken = new Set((folder.content as { name: string }[]).map(each => each.name));
    const path = PathExt.join(folder.path, freeName(follower.job.name, taken));
    await contents.save(path, { type: 'notebook', format: 'json', content: untrusted(now) });
    await app.commands.execute('docmanager:open', { path, factory: 'Notebook' });
  } catch (thrown) {
    await showErrorMessage(trans.__('The notebook was not saved'), said(thrown));
  }
}

function said(thrown: unknown): string {
  if (thrown instanceof ServerError) {
    return [thrown.line, thrown.hint, thrown.requestId && `request ${thrown.requestId}`].filter(Boolean).join('\n');
  }
  return thrown instanceof Error ? thrown.message : String(thrown);
}

export default plugin;
