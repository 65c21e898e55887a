/** The dependency view: the cells of a notebook and the names that pass between them, as a picture,
 * or as a list where there are many cells or where one is asked for. A click goes to the cell. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';

import { element, html } from '../models/elements';
import type { CellRow, Dependencies } from './data';
import { firstLine, reasons, someNames } from './model';
import type { StaleNotebook } from './notebook';
import { BOX_HEIGHT, BOX_WIDTH, type Picture, type Point, connected, place } from './placing';

const LETTERS = 22;

export class DependencyView extends Widget {
  private stale: StaleNotebook | null = null;
  private asList = false;
  private readonly head = document.createElement('div');
  private readonly body = document.createElement('div');

  constructor(private readonly trans: TranslationBundle) {
    super();
    this.addClass('noodle-dependencies');
    this.head.className = 'noodle-dependencies-head';
    this.body.className = 'noodle-dependencies-body';
    this.node.append(this.head, this.body);
  }

  /** The notebook that is shown. */
  follow(stale: StaleNotebook | null): void {
    this.stale?.changed.disconnect(this.update, this);
    this.stale = stale;
    stale?.changed.connect(this.update, this);
    this.update();
  }

  protected override onAfterShow(message: Message): void {
    super.onAfterShow(message);
    this.update();
  }

  protected override onUpdateRequest(): void {
    if (this.isVisible) {
      this.draw();
    }
  }

  private draw(): void {
    const found = this.stale?.found ?? null;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.cell;
    const hadFocus = this.body.contains(document.activeElement);
    const picture = found && !this.asList ? place(found) : null;
    this.drawHead(found, picture !== null);
    if (!found) {
      this.body.replaceChildren(note(this.trans.__('No notebook with a Noodle kernel is open.')));
    } else if (!connected(found).length) {
      this.body.replaceChildren(note(this.trans.__('No cell that ran reads what another one writes.')));
    } else {
      this.body.replaceChildren(picture ? this.picture(found, picture) : this.list(found));
    }
    if (hadFocus && focused) {
      this.body.querySelector<HTMLElement>(`[data-cell="${CSS.escape(focused)}"]`)?.focus();
    }
  }

  private drawHead(found: Dependencies | null, isPicture: boolean): void {
    const { trans } = this;
    const stale = found?.order.length ?? 0;
    const says = document.createElement('span');
    says.textContent = found ? trans._n('%1 cell to run again', '%1 cells to run again', stale) : '';
    const parts: Element[] = [says];
    if (stale) {
      parts.push(button(trans.__('Run stale cells'), () => void this.stale?.runStale()));
    }
    if (found && (isPicture || this.asList)) {
      parts.push(button(isPicture ? trans.__('As a list') : trans.__('As a picture'), () => {
        this.asList = isPicture;
        this.update();
      }));
    }
    if (found?.cycles.length) {
      const circles = found.cycles.map(ids => ids.map(id => this.label(id)).join(' → ')).join('; ');
      parts.push(note(trans.__('These cells read from each other: %1', circles)));
    }
    this.head.replaceChildren(...parts);
  }

  private label(id: string): string {
    return this.stale?.label(id) ?? '';
  }

  private state(row: CellRow): string {
    const words = {
      fresh: this.trans.__('up to date'),
      stale: this.trans.__('stale'),
      edited: this.trans.__('edited'),
      new: this.trans.__('not run'),
      failed: this.trans.__('failed')
    };
    return words[row.state];
  }

  private describe(row: CellRow): string {
    const why = row.state === 'fresh' ? [] : reasons(row, id => this.label(id), this.trans);
    return [`${this.label(row.id)} ${this.state(row)}`, ...why].join('\n');
  }

  private go(id: string): void {
    const cell = this.stale?.cell(id);
    const notebook = this.stale?.panel.content;
    if (cell && notebook) {
      notebook.activeCellIndex = notebook.widgets.indexOf(cell);
      void notebook.scrollToItem(notebook.activeCellIndex, 'smart');
    }
  }

  // -- the picture --------------------------------------------------------------------------------

  private picture(found: Dependencies, placed: Picture): Element {
    const svg = element('svg', { width: placed.width, height: placed.height, role: 'group' });
    svg.setAttribute('viewBox', `0 0 ${placed.width} ${placed.height}`);
    svg.setAttribute('aria-label', this.trans.__('Cells and the names that pass between them'));
    const arrow = element('marker', { id: 'noodle-arrow', viewBox: '0 0 8 8', refX: 8, refY: 4, markerWidth: 8, markerHeight: 8, orient: 'auto' });
    arrow.append(element('path', { d: 'M0 0L8 4L0 8z' }));
    const definitions = element('defs', {});
    definitions.append(arrow);
    svg.append(definitions);
    for (const line of placed.lines) {
      svg.append(this.line(line.points, line.names));
    }
    const sources = new Map(this.stale?.cells().map(({ id, code }) => [id, code]));
    for (const row of found.cells) {
      const at = placed.boxes.get(row.id);
      if (at) {
        svg.append(this.box(row, at, sources.get(row.id) ?? ''));
      }
    }
    return svg;
  }

  private line(points: Point[], names: string[]): Element {
    const group = element('g', { class: 'noodle-dependencies-line' });
    const path = points.map(([x, y], at) => `${at ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
    group.append(element('path', { d: path, 'marker-end': 'url(#noodle-arrow)' }));
    const [x, y] = points[Math.floor(points.length / 2)] ?? [0, 0];
    const text = element('text', { x, y: y + 3, 'text-anchor': 'middle' });
    text.textContent = someNames(names, 2);
    const title = element('title', {});
    title.textContent = names.join(', ');
    group.append(text, title);
    return group;
  }

  private box(row: CellRow, [x, y]: Point, code: string): Element {
    const group = element('g', { class: 'noodle-dependencies-cell', tabindex: 0, role: 'button', transform: `translate(${x} ${y})` });
    group.setAttribute('data-cell', row.id);
    group.setAttribute('data-state', row.state);
    group.setAttribute('aria-label', this.describe(row));
    const title = element('title', {});
    title.textContent = this.describe(row);
    const first = element('text', { x: 8, y: 16 });
    first.textContent = `${this.label(row.id)} ${this.state(row)}`;
    const second = element('text', { x: 8, y: 32, class: 'noodle-dependencies-code' });
    second.textContent = firstLine(code, LETTERS);
    group.append(title, element('rect', { width: BOX_WIDTH, height: BOX_HEIGHT, rx: 3 }), first, second);
    group.addEventListener('click', () => this.go(row.id));
    group.addEventListener('keydown', event => {
      const { key } = event;
      if (key === 'Enter' || key === ' ') {
        event.preventDefault();
        this.go(row.id);
      }
    });
    return group;
  }

  // -- the list -----------------------------------------------------------------------------------

  private list(found: Dependencies): Element {
    const list = document.createElement('ul');
    const sources = new Map(this.stale?.cells().map(({ id, code }) => [id, code]));
    const into = new Map<string, string[]>();
    for (const { from, to, names } of found.edges) {
      const text = this.trans.__('%1 from %2', someNames(names), this.label(from));
      into.set(to, [...(into.get(to) ?? []), text]);
    }
    const shown = new Set(connected(found));
    for (const row of found.cells.filter(({ id }) => shown.delete(id))) {
      const item = document.createElement('li');
      const code = firstLine(sources.get(row.id) ?? '', 2 * LETTERS);
      const go = button(`${this.label(row.id)} ${this.state(row)}: ${code}`, () => this.go(row.id));
      go.dataset.cell = row.id;
      go.dataset.state = row.state;
      go.title = this.describe(row);
      item.append(go);
      const reads = into.get(row.id);
      if (reads) {
        item.append(note(this.trans.__('reads %1', reads.join('; '))));
      }
      list.append(item);
    }
    return list;
  }
}

function button(text: string, act: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', act);
  return made;
}

function note(text: string): HTMLElement {
  return html('div', 'noodle-dependencies-note', text);
}
