/** The live picture as anywidget shows it, with its own style. JupyterLab's extension has `live.ts`. */
import type { AnyModel, RenderProps } from '@anywidget/types';

import theme from '../pictures/theme.css';
import { html } from './elements';
import { Picture, type Traits } from './live';
import css from './style.css';

/** What anywidget calls for each place where the picture is shown. */
function render({ model, el, signal }: RenderProps): void {
  el.append(html('style', '', theme + css));
  new Picture(model as AnyModel<Traits>, el, signal);
}

export default { render };
