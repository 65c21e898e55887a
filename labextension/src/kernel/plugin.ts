/** Offers the links to Noodle kernels, one for each session. */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import type { ISessionContext } from '@jupyterlab/apputils';

import { INoodleKernels } from '../tokens';
import { KernelLink } from './link';

const plugin: JupyterFrontEndPlugin<INoodleKernels> = {
  id: 'noodle-labextension:kernels',
  description: 'The ways to the Noodle kernels of notebooks, consoles and editors.',
  autoStart: true,
  provides: INoodleKernels,
  activate: () => {
    const links = new WeakMap<ISessionContext, KernelLink>();
    return {
      of: session => {
        let link = links.get(session);
        if (!link) {
          link = new KernelLink(session);
          links.set(session, link);
        }
        return link;
      }
    };
  }
};

export default plugin;
