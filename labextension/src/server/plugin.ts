/** Offers the server part, whether it is there or not. */
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';

import { INoodleServer } from '../tokens';
import { NoodleServer } from './server';

const plugin: JupyterFrontEndPlugin<INoodleServer> = {
  id: 'noodle-labextension:server',
  description: 'Requests to Noodle’s server extension, and events from it.',
  autoStart: true,
  provides: INoodleServer,
  activate: (app: JupyterFrontEnd) => new NoodleServer(app.serviceManager.serverSettings)
};

export default plugin;
