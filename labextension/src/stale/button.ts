/** The button in a notebook's toolbar: how many cells are stale; runs them. Hidden where none is. */
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import type { StaleNotebook } from './notebook';

export class StaleButton extends Widget {
  private readonly button = document.createElement('button');

  constructor(
    private readonly stale: StaleNotebook | undefined,
    private readonly trans: TranslationBundle
  ) {
    super();
    this.addClass('noodle-stale-button');
    this.button.type = 'button';
    this.button.className = 'jp-Button';
    this.button.addEventListener('click', () => {
      if (stale?.progress) {
        stale.stop();
      } else {
        void stale?.runStale();
      }
    });
    this.node.appendChild(this.button);
    stale?.changed.connect(this.update, this);
    this.update();
    this.draw();
  }

  protected override onUpdateRequest(): void {
    this.draw();
  }

  private draw(): void {
    const { trans, button } = this;
    const progress = this.stale?.progress;
    const count = this.stale?.found?.order.length ?? 0;
    this.node.hidden = !progress && (!count || !this.stale?.showsMarks);
    if (progress) {
      button.textContent = trans.__('Running %1 of %2', progress.done + 1, progress.done + progress.left);
      button.title = trans.__('Stop after the cell that runs');
    } else {
      button.textContent = trans._n('Run %1 stale cell', 'Run %1 stale cells', count);
      button.title = trans.__('Run what is stale, in the order of its dependencies');
    }
    button.setAttribute('aria-label', `${button.textContent}. ${button.title}`);
  }
}
