/** Completion with Noodle's types, also while a cell runs. Where the link answers, the kernel's own
 * completion, which waits for the cell, is not asked. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import type { ISessionContext } from '@jupyterlab/apputils';
import { type ICompletionContext, type ICompletionProvider, ICompletionProviderManager } from '@jupyterlab/completer';
import { ISettingRegistry } from '@jupyterlab/settingregistry';

import { followSettings } from '../settings';
import { type IKernelLink, INoodleKernels } from '../tokens';
import { NoodleCompletion } from './provider';

const ID = 'noodle-labextension:completion';
const KERNELS_OWN = 'CompletionProvider:kernel';

const plugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Completion with types, also while a cell runs.',
  autoStart: true,
  requires: [ICompletionProviderManager, INoodleKernels],
  optional: [ISettingRegistry],
  activate: (app: JupyterFrontEnd, manager: ICompletionProviderManager, kernels: INoodleKernels, registry: ISettingRegistry | null) => {
    const settings = { enabled: true };
    followSettings(registry, ID, loaded => {
      settings.enabled = loaded.get('enabled').composite as boolean;
    });
    const linkOf = (context: ICompletionContext): IKernelLink | null => {
      const session = sessionOf(context);
      const link = settings.enabled && session ? kernels.of(session) : null;
      return link?.about ? link : null;
    };
    manager.registerProvider(new NoodleCompletion(linkOf));
    void app.restored.then(() => standBack(manager, linkOf));
  }
};

/** Notebooks and consoles have a session context, others fall back on the kernel's provider. */
function sessionOf(context: ICompletionContext): ISessionContext | null {
  return (context.widget as { sessionContext?: ISessionContext }).sessionContext ?? null;
}

/** JupyterLab waits for every provider that is applicable, so the kernel's own must not be. */
function standBack(manager: ICompletionProviderManager, linkOf: (context: ICompletionContext) => IKernelLink | null): void {
  const { getProviders } = manager as { getProviders?: () => Map<string, ICompletionProvider> };
  const own = getProviders?.call(manager).get(KERNELS_OWN);
  if (!own) {
    return;
  }
  const isApplicable = own.isApplicable.bind(own);
  own.isApplicable = async context => linkOf(context) === null && (await isApplicable(context));
}

export default plugin;
