/** The live picture of a profile: wires its parts together for anywidget. */
import type { AnyModel, RenderProps } from '@anywidget/types';
import plotCss from 'uplot/dist/uPlot.min.css';

import { html } from '../models/elements';
import { Course } from './course';
import type { About, Exports, More, Now } from './data';
import { Flame } from './flame';
import { Lines } from './lines';
import { percent, said, seconds, titled } from './state';
import css from './style.css';

interface Traits {
  about: About;
  now: Now;
  more: More;
  exports: Exports;
}

const TABS = ['Lines', 'Flame graph', 'Functions', 'Memory & threads'] as const;
const FILES: [string, string, string][] = [
  ['speedscope.json', 'Speedscope', 'Download for speedscope.app'],
  ['csv', 'Table', 'Download the table of lines as CSV']
];

class Picture {
  private readonly title = html('span', 'np-state');
  private readonly tiers = html('div', 'np-tiers');
  private readonly legend = html('div', 'np-legend');
  private readonly live = html('span', 'np-hidden');
  private readonly hot = html('input', '');
  private readonly lines = new Lines();
  private readonly flame: Flame;
  private readonly functions = html('div', 'np-scroll');
  private readonly course: Course;
  private readonly files: HTMLButtonElement[];
  private readonly tabs: HTMLButtonElement[];
  private readonly panels: HTMLElement[];
  private state = '';

  constructor(
    private readonly model: AnyModel<Traits>,
    root: HTMLElement,
    private readonly signal: AbortSignal
  ) {
    this.flame = new Flame(signal);
    this.course = new Course(signal);
    this.live.setAttribute('aria-live', 'polite');
    this.tiers.setAttribute('role', 'img');
    this.hot.type = 'checkbox';
    const hot = html('label', 'np-line np-muted', this.hot, 'only lines that took time');
    const contents = [html('div', '', hot, this.lines.element), this.flame.element, this.functions, this.course.element];
    this.files = FILES.map(([name, label, tip]) => this.file(name, label, tip));
    this.tabs = TABS.map((name, index) => this.tab(name, index));
    this.panels = contents.map((content, index) => panel(content, TABS[index] ?? ''));
    const list = html('div', 'np-tabs', ...this.tabs);
    list.setAttribute('role', 'tablist');
    list.addEventListener('keydown', event => this.key(event), { signal });
    this.hot.addEventListener('change', () => this.follow(), { signal });
    root.classList.add('np-root');
    root.append(html('style', '', plotCss, css), html('div', 'np-line np-head', this.title, ...this.files), this.tiers, this.legend, list, ...this.panels, this.live);
    this.listen();
    this.choose(0);
    this.follow();
    this.followMore();
    this.offer();
  }

  private listen(): void {
    const heard: [string, () => void][] = [
      ['change:about', () => this.follow()],
      ['change:now', () => this.follow()],
      ['change:more', () => this.followMore()],
      ['change:exports', () => this.offer()]
    ];
    heard.forEach(([name, call]) => this.model.on(name, call));
    this.signal.addEventListener('abort', () => heard.forEach(([name, call]) => this.model.off(name, call)));
  }

  /** What changes ten times a second. */
  private follow(): void {
    const [about, now] = [this.model.get('about'), this.model.get('now')];
    this.title.textContent = titled(about, now);
    this.showTiers(about, now);
    this.lines.update(about, now, this.hot.checked);
    const state = now.state ?? 'running';
    this.title.classList.toggle('np-running', state === 'running');
    if (state !== this.state) {
      this.state = state;
      this.live.textContent = state === 'running' ? 'profiling' : said(about, now);
    }
  }

  private followMore(): void {
    const more = this.model.get('more');
    this.flame.update(more.tree ?? { n: 'all', s: 0 });
    this.course.update(more);
    const heads = ['function', 'where', 'own time', 'with calls', 'native'].map(text => html('th', '', text));
    heads.forEach(head => (head.scope = 'col'));
    const rows = (more.functions ?? []).map(([name, file, line, own, total, native]) =>
      html('tr', '', html('td', 'np-source', name), html('td', 'np-muted', `${file}:${line}`), ...[seconds(own), seconds(total), own ? percent(native / own) : ''].map(text => html('td', 'np-number', text)))
    );
    const top = this.functions.scrollTop;
    this.functions.replaceChildren(html('table', 'np-functions', html('thead', '', html('tr', '', ...heads)), html('tbody', '', ...rows)));
    this.functions.scrollTop = top;
  }

  private showTiers(about: About, now: Now): void {
    const parts = now.tiers ?? [];
    const total = parts.reduce((sum, part) => sum + part, 0) || 1e-9;
    const shown = (about.tiers ?? []).map((name, index) => ({ name, share: (parts[index] ?? 0) / total })).filter(({ share }) => share >= 0.005);
    this.tiers.setAttribute('aria-label', shown.map(({ name, share }) => `${name} ${percent(share)}`).join(', '));
    this.tiers.replaceChildren(
      ...shown.map(({ name, share }) => {
        const piece = html('i', `np-tier-${name}`);
        piece.style.width = `${share * 100}%`;
        return piece;
      })
    );
    this.legend.replaceChildren(...shown.map(({ name, share }) => html('span', '', html('i', `np-tier-${name}`), `${name} ${percent(share)}`)));
  }

  /** Files are there when the cell has ended. */
  private offer(): void {
    const exports = this.model.get('exports');
    this.files.forEach((button, index) => (button.disabled = !exports[FILES[index]?.[0] ?? '']));
  }

  private file(ending: string, label: string, tip: string): HTMLButtonElement {
    const button = html('button', 'np-file', `⤓ ${label}`);
    button.type = 'button';
    button.title = tip;
    button.addEventListener('click', () => this.download(ending), { signal: this.signal });
    return button;
  }

  private download(ending: string): void {
    const text = this.model.get('exports')[ending] ?? '';
    const kind = ending === 'csv' ? 'text/csv' : 'application/json';
    const address = URL.createObjectURL(new Blob([text], { type: kind }));
    const link = html('a', '');
    link.href = address;
    link.download = `profile-cell-${this.model.get('about').cell ?? 0}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  private tab(name: string, index: number): HTMLButtonElement {
    const made = html('button', 'np-tab', name);
    made.type = 'button';
    made.setAttribute('role', 'tab');
    made.addEventListener('click', () => this.choose(index), { signal: this.signal });
    return made;
  }

  private choose(chosen: number): void {
    this.tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
    });
    this.panels.forEach((each, index) => (each.hidden = index !== chosen));
    this.course.fit();
  }

  private key(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) {
      return;
    }
    const at = this.tabs.findIndex(tab => tab.tabIndex === 0) + step;
    const next = (at + this.tabs.length) % this.tabs.length;
    this.choose(next);
    this.tabs[next]?.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}

function panel(content: HTMLElement, name: string): HTMLElement {
  const made = html('section', 'np-panel', content);
  made.setAttribute('role', 'tabpanel');
  made.setAttribute('aria-label', name);
  return made;
}

/** What anywidget calls for each place where the picture is shown. */
function render({ model, el, signal }: RenderProps): void {
  new Picture(model as AnyModel<Traits>, el, signal);
}

export default { render };
