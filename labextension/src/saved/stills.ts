/**
 * Shows the saved picture of a widget in its place, for as long as the widget is not live.
 *
 * The widget manager's renderer is a panel that has a child once the widget is live, and is hidden
 * when the widget was closed. Until then its place is the picture's, which the same bundle has.
 */
import type { CodeCell } from '@jupyterlab/cells';
import type { IOutputModel, IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { type Message, MessageLoop } from '@lumino/messaging';
import { Panel, Widget } from '@lumino/widgets';

import { still } from './model';

const WAITING = 'noodle-saved-waiting';
/** How long a widget that a running cell shows may take to come alive. */
const PATIENCE_MS = 1000;

/** Follows the outputs of a cell. `caption` stands below each picture. */
export function follow(area: CodeCell['outputArea'], caption: string): void {
  const pictures = new WeakMap<Widget, Still>();
  const look = () => {
    area.widgets.forEach((item, at) => {
      const renderer = rendererIn(item);
      if (!renderer || at >= area.model.length) {
        return;
      }
      const picture = pictures.get(renderer) ?? new Still(renderer, area.rendermime, caption);
      pictures.set(renderer, picture);
      picture.show(area.model.get(at));
    });
  };
  let timer = 0;
  const later = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(look, PATIENCE_MS);
  };
  area.model.changed.connect(later);
  area.disposed.connect(() => {
    window.clearTimeout(timer);
    area.model.changed.disconnect(later);
  });
  look();
}

/** The panel of an output that a widget manager fills. */
function rendererIn(item: Widget): Panel | null {
  return item instanceof Panel ? (item.widgets.find((each): each is Panel => each instanceof Panel && 'renderModel' in each) ?? null) : null;
}

class Still {
  private box: Panel | null = null;
  private shown: object | null = null;

  constructor(
    private readonly renderer: Panel,
    private readonly rendermime: IRenderMimeRegistry,
    private readonly caption: string
  ) {
    MessageLoop.installMessageHook(renderer, (_, message: Message) => {
      if (message.type === 'child-added' || message.type === 'after-hide') {
        this.remove();
      }
      return true;
    });
  }

  /** Unless the widget is live or closed, or there is no picture. */
  show(output: IOutputModel): void {
    const data = still(output.data);
    if (!data || this.renderer.widgets.length || this.renderer.isHidden) {
      this.remove();
    } else if (this.shown !== output.data) {
      this.remove();
      this.shown = output.data;
      this.add(output, data);
    }
  }

  private add(output: IOutputModel, data: IOutputModel['data']): void {
    const type = this.rendermime.preferredMimeType(data, output.trusted ? 'any' : 'ensure');
    if (type === undefined || type === 'text/plain') {
      return;
    }
    const picture = this.rendermime.createRenderer(type);
    const said = new Widget({ node: document.createElement('div') });
    said.addClass('noodle-saved-caption');
    said.node.textContent = this.caption;
    this.box = new Panel();
    this.box.addClass('noodle-saved');
    this.box.addClass('jp-OutputArea-output');
    this.box.addWidget(picture);
    this.box.addWidget(said);
    void picture.renderModel(this.rendermime.createModel({ data, metadata: output.metadata, trusted: output.trusted }));
    this.renderer.addClass(WAITING);
    (this.renderer.parent as Panel | null)?.addWidget(this.box);
  }

  private remove(): void {
    this.shown = null;
    this.renderer.removeClass(WAITING);
    this.box?.dispose();
    this.box = null;
  }
}
