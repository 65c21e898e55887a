/** The table of lines: where the time went, beside the source. Rows are kept while numbers change. */
import { html } from '../models/elements';
import type { About, Now } from './data';
import { lineRows, percent, seconds, type LineRow } from './state';

export class Lines {
  readonly element = html('div', 'np-scroll');
  private readonly body = html('tbody', '');
  private readonly rows = new Map<number, HTMLTableRowElement>();
  private shown = '';

  constructor() {
    const heads = ['line', 'time', 'share', '', 'source'].map(text => html('th', '', text));
    heads.forEach(head => (head.scope = 'col'));
    this.element.tabIndex = 0;
    this.element.setAttribute('aria-label', 'Time by line');
    this.element.append(html('table', 'np-lines', html('thead', '', html('tr', '', ...heads)), this.body));
  }

  update(about: About, now: Now, onlyHot: boolean): void {
    const rows = lineRows(about, now, onlyHot);
    const key = rows.map(row => `${row.line}:${row.text}`).join('\n');
    if (key !== this.shown) {
      this.shown = key;
      this.rows.clear();
      this.body.replaceChildren(...rows.map(row => this.made(row)));
    }
    const most = Math.max(0.001, ...rows.map(row => row.share));
    for (const row of rows) {
      const made = this.rows.get(row.line);
      if (made) {
        fill(made, row, most, about.tiers ?? []);
      }
    }
  }

  private made(row: LineRow): HTMLTableRowElement {
    const line = html('th', 'np-number', String(row.line));
    line.scope = 'row';
    const cells = ['np-number', 'np-number', 'np-bar'].map(kind => html('td', kind));
    const made = html('tr', '', line, ...cells, html('td', 'np-source', row.text));
    made.dataset['line'] = String(row.line);
    this.rows.set(row.line, made);
    return made;
  }
}

function fill(made: HTMLTableRowElement, row: LineRow, most: number, tiers: string[]): void {
  const [, time, share, bar] = made.cells;
  if (!time || !share || !bar) {
    return;
  }
  const isHot = row.share >= 0.001;
  time.textContent = isHot ? seconds(row.seconds) : '';
  share.textContent = isHot ? percent(row.share) : '';
  made.style.setProperty('--np-heat', `${Math.round((row.share / most) * 100) * 0.35}%`);
  const parts = row.parts.map((part, tier) => {
    const piece = html('i', `np-tier-${tiers[tier] ?? ''}`);
    piece.style.width = `${(part / most) * 100}%`;
    return piece;
  });
  bar.title = row.parts.map((part, tier) => (part >= 0.001 ? `${tiers[tier] ?? ''} ${percent(part)}` : '')).filter(Boolean).join(', ');
  bar.replaceChildren(...(isHot ? parts : []));
}
