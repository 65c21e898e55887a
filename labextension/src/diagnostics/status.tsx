/** How many problems the open notebook has, in the status bar; a click goes to the next. */
import { ReactWidget } from '@jupyterlab/ui-components';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Counts } from './model';

export class ProblemsItem extends ReactWidget {
  private counts: Counts | null = null;
  private said = '';

  constructor(
    private readonly trans: TranslationBundle,
    private readonly goOn: () => void
  ) {
    super();
    this.addClass('noodle-problems');
  }

  /** Null where there is nothing to count. */
  count(counts: Counts | null): void {
    this.counts = counts;
    this.update();
  }

  /** Told to people who cannot see where the cursor went. */
  say(text: string): void {
    this.said = text;
    this.update();
  }

  protected render() {
    const { counts, trans } = this;
    if (!counts) {
      return null;
    }
    const parts = [
      counts.error > 0 ? trans._n('%1 error', '%1 errors', counts.error) : '',
      counts.warning > 0 ? trans._n('%1 warning', '%1 warnings', counts.warning) : '',
      counts.info > 0 ? trans._n('%1 note', '%1 notes', counts.info) : ''
    ].filter(part => part !== '');
    const label = parts.length > 0 ? parts.join(', ') : trans.__('No problems');
    return (
      <>
        <button type="button" className="noodle-problems-button" title={trans.__('Noodle: go to the next problem')} aria-label={trans.__('Problems: %1. Go to the next.', label)} disabled={parts.length === 0} onClick={this.goOn}>
          {label}
        </button>
        <span className="noodle-problems-said" role="status">
          {this.said}
        </span>
      </>
    );
  }
}
