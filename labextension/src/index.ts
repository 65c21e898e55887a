/** Every plugin of the extension, one row a feature; each has its folder. */
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';

import breakpoints from './breakpoints/plugin';
import completion from './completion/plugin';
import deployments from './deployments/plugin';
import diagnostics from './diagnostics/plugin';
import files from './files/plugin';
import hover from './hover/plugin';
import jobs from './jobs/plugin';
import kernels from './kernel/plugin';
import language from './language/plugin';
import profiler from './profiler/plugin';
import registry from './registry/plugin';
import saved from './saved/plugin';
import server from './server/plugin';
import stale from './stale/plugin';
import stepper from './stepper/plugin';
import tiers from './tiers/plugin';
import variables from './variables/plugin';

const plugins: JupyterFrontEndPlugin<unknown>[] = [
  kernels,
  language,
  diagnostics,
  hover,
  completion,
  tiers,
  variables,
  saved,
  server,
  jobs,
  registry,
  deployments,
  stale,
  profiler,
  stepper,
  breakpoints,
  files
];

export default plugins;
