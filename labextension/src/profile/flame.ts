/** The flame graph: who called whom, and how long that took. Arrow keys walk, Enter zooms in. */
import { element, html } from '../models/elements';
import type { Call } from './data';
import { boxes, matches, neighbour, percent, shareOf, spoken, type Box } from './state';

const ROW = 19;
/** Of a letter. */
const LETTER = 6.6;
const LEAST_PX = 1.5;

export class Flame {
  readonly element: HTMLElement;
  private readonly svg = element('svg', { class: 'np-flame', role: 'group', tabindex: 0 });
  private readonly tip = html('div', 'np-tip');
  private readonly found = html('span', 'np-muted');
  private readonly search = html('input', '');
  private tree: Call = { n: 'all', s: 0 };
  private zoomed = '';
  private focused = '';
  private width = 640;

  constructor(signal: AbortSignal) {
    this.search.type = 'search';
    this.search.placeholder = 'Search functions';
    this.search.setAttribute('aria-label', 'Search functions');
    this.found.setAttribute('aria-live', 'polite');
    const reset = html('button', 'np-reset', 'Whole graph');
    reset.type = 'button';
    this.element = html('div', '', html('div', 'np-line', this.search, this.found, reset), html('div', 'np-scroll', this.svg), this.tip);
    this.search.addEventListener('input', () => this.draw(), { signal });
    reset.addEventListener('click', () => this.zoom(''), { signal });
    this.svg.addEventListener('click', event => this.zoom(keyUnder(event)), { signal });
    this.svg.addEventListener('keydown', event => this.key(event), { signal });
    this.svg.addEventListener('pointermove', event => this.say(keyUnder(event)), { signal });
    this.svg.addEventListener('focusin', event => this.say(keyUnder(event)), { signal });
    const observer = new ResizeObserver(() => this.fit());
    observer.observe(this.element);
    signal.addEventListener('abort', () => observer.disconnect());
  }

  update(tree: Call): void {
    this.tree = tree;
    this.draw();
  }

  private fit(): void {
    const width = this.svg.parentElement?.clientWidth ?? 0;
    if (width && width !== this.width) {
      this.width = width;
      this.draw();
    }
  }

  private shown(): Box[] {
    return boxes(this.tree, this.zoomed, LEAST_PX / this.width);
  }

  private draw(): void {
    const found = this.shown();
    const hadFocus = this.svg.contains(document.activeElement) && document.activeElement !== this.svg;
    const wanted = this.search.value;
    const depth = Math.max(0, ...found.map(box => box.depth)) + 1;
    this.svg.setAttribute('width', String(this.width));
    this.svg.setAttribute('height', String(depth * ROW + 2));
    this.svg.setAttribute('aria-label', 'Flame graph of functions: arrow keys go from one to the next, Enter shows what is inside, Escape the whole. The tab Functions has the same as a table.');
    this.svg.replaceChildren(...found.map(box => this.box(box, wanted)));
    this.found.textContent = wanted.trim() ? `${percent(shareOf(this.tree, wanted))} of the time` : '';
    if (hadFocus) {
      this.focus(this.focused);
    }
  }

  private box(box: Box, wanted: string): SVGElement {
    const [x, width] = [box.from * this.width, (box.to - box.from) * this.width - 1];
    const native = (box.call.a ?? 0) / (box.call.s || 1);
    const rect = element('rect', { x, y: box.depth * ROW + 1, width: Math.max(0.5, width), height: ROW - 2, rx: 2 });
    rect.style.setProperty('--np-native', `${Math.round(native * 100)}%`);
    const text = element('text', { x: x + 4, y: box.depth * ROW + 14 });
    const room = Math.floor((width - 6) / LETTER);
    const name = Array.from(box.call.n);
    text.textContent = room < 3 ? '' : name.length <= room ? box.call.n : `${name.slice(0, room - 1).join('')}…`;
    const made = element('g', { class: 'np-box', tabindex: -1, role: 'button', 'aria-label': spoken(box), 'data-key': box.key || '/' }, rect, text);
    made.classList.toggle('np-found', matches(box.call, wanted));
    made.classList.toggle('np-other', wanted.trim() !== '' && !matches(box.call, wanted));
    return made;
  }

  private key(event: KeyboardEvent): void {
    const here = keyUnder(event) ?? this.focused;
    if (event.key.startsWith('Arrow')) {
      this.focus(event.target === this.svg ? '' : neighbour(this.shown(), here, event.key));
    } else if (event.key === 'Enter' || event.key === ' ') {
      this.zoom(here);
    } else if (event.key === 'Escape' && this.zoomed) {
      this.zoom('');
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private zoom(key: string | null): void {
    if (key !== null) {
      this.zoomed = this.focused = key;
      this.draw();
    }
  }

  private focus(key: string): void {
    this.focused = key;
    this.svg.querySelector<SVGElement>(`[data-key="${key || '/'}"]`)?.focus({ preventScroll: false });
  }

  private say(key: string | null): void {
    const box = key === null ? undefined : this.shown().find(each => each.key === key);
    this.tip.textContent = box ? spoken(box) : '';
  }
}

function keyUnder(event: Event): string | null {
  const key = (event.target as Element).closest<SVGElement>('[data-key]')?.dataset['key'];
  return key === undefined ? null : key === '/' ? '' : key;
}
