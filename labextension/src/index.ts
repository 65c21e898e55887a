/** Every plugin of the extension, one row a feature; each has its folder. */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import diagnostics from './diagnostics/plugin';
import kernels from './kernel/plugin';
import language from './language/plugin';
import saved from './saved/plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [kernels, language, diagnostics, saved];

export default plugins;
