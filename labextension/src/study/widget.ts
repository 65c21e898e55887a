/** The live picture of a study: wires its parts together for anywidget. */
import type { AnyModel, RenderProps } from '@anywidget/types';

import { element, html } from '../models/elements';
import theme from '../pictures/theme.css';
import { Bar } from './bar';
import type { About, Answer, Candidate, Field, Now } from './data';
import { actions, card, showPut } from './details';
import { layers } from './layers';
import { nearest, plot, type Place } from './plot';
import { clicked, plotted, spoken, type Order } from './state';
import css from './style.css';
import { table } from './table';

interface Traits {
  about: About;
  now: Now;
  candidates: Candidate[];
  chosen: string;
  x: Field;
  y: Field;
}

const LOWEST = 340;
const HIGHEST = 400;
/** How long a kernel may take to answer what needs no work. */
const PATIENCE_MS = 3000;
const DEAF =
  'The kernel takes no messages while a cell runs. Use the Interrupt button (■) of the notebook: what was found stays.';

class Explorer {
  private order: Order | null = null;
  private met: string | null = null;
  private width = 640;
  private shown = '';
  private places: Place[] = [];
  private taken: string | null = null;
  private waiting = 0;
  private readonly bar: Bar;
  private readonly svg = element('svg', { class: 'nx-plot', tabindex: 0, role: 'group' });
  private readonly panel = html('aside', 'nx-card');
  private readonly deeds = html('div', 'nx-actions');
  private readonly rows = html('div', 'nx-scroll');
  private readonly below = html('div', 'nx-below');
  private readonly said = html('div', 'nx-hidden');

  constructor(
    private readonly model: AnyModel<Traits>,
    root: HTMLElement,
    private readonly signal: AbortSignal
  ) {
    this.bar = new Bar(model.get('about'), {
      cancel: () => this.cancel(),
      turn: (side, field) => this.set(side, field)
    });
    this.said.setAttribute('aria-live', 'polite');
    this.panel.setAttribute('aria-label', 'Details');
    root.classList.add('nx-root');
    const middle = html('div', 'nx-middle', html('div', 'nx-canvas', this.svg), this.panel);
    root.append(html('style', '', theme + css), this.bar.element, middle, this.deeds, this.rows, this.below, this.said);
    this.svg.addEventListener('keydown', event => this.key(event), { signal });
    this.svg.addEventListener('pointermove', event => this.meet(this.under(event)), { signal });
    this.svg.addEventListener('pointerleave', () => this.meet(null), { signal });
    this.svg.addEventListener('click', event => this.choose(this.under(event) ?? this.model.get('chosen')), { signal });
    this.listen();
    this.followSize();
    this.redraw();
    this.follow();
  }

  private listen(): void {
    const heard: [string, () => void][] = [
      ['change:candidates', () => this.redraw()],
      ['change:now', () => this.follow()],
      ['change:chosen', () => this.mark()],
      ['change:x', () => this.redraw()],
      ['change:y', () => this.redraw()]
    ];
    heard.forEach(([name, call]) => this.model.on(name, call));
    this.model.on('msg:custom', this.receive);
    this.model.send({ kind: 'seen', is_seen: true });
    this.signal.addEventListener('abort', () => {
      this.model.send({ kind: 'seen', is_seen: false });
      heard.forEach(([name, call]) => this.model.off(name, call));
      this.model.off('msg:custom', this.receive);
      window.clearTimeout(this.waiting);
    });
  }

  private readonly receive = (answer: Answer) => {
    window.clearTimeout(this.waiting);
    if (answer.kind === 'put') {
      showPut(this.deeds, answer);
      this.say(answer.text);
    } else if (answer.kind === 'comparison') {
      const note = answer.data ? layers(answer.data, () => this.below.replaceChildren()) : html('p', 'nx-wrong', answer.text);
      this.below.replaceChildren(note);
      note.scrollIntoView({ block: 'nearest' });
      this.say(answer.data ? 'compared' : answer.text);
    }
  };

  private followSize(): void {
    const observer = new ResizeObserver(() => {
      const width = this.svg.parentElement?.clientWidth ?? 0;
      if (width && Math.abs(width - this.width) > 1) {
        this.width = width;
        this.redraw();
      }
    });
    if (this.svg.parentElement) {
      observer.observe(this.svg.parentElement);
    }
    this.signal.addEventListener('abort', () => observer.disconnect());
  }

  /** Draws points and rows anew; what had the focus, and how far rows were scrolled, stays. */
  private redraw(): void {
    const about = this.model.get('about');
    const candidates = this.model.get('candidates');
    const [x, y] = [this.model.get('x'), this.model.get('y')];
    const focused = document.activeElement;
    const inside = focused && (this.svg.contains(focused) ? this.svg : this.rows.contains(focused) ? this.rows : null);
    const key = focused?.closest<SVGElement>('[data-key]')?.dataset['key'];
    const column = focused instanceof HTMLElement ? focused.dataset['column'] : undefined;
    const height = Math.min(HIGHEST, Math.max(LOWEST, this.width * 0.6));
    const calls = { point: (each: string | null) => this.meet(each), choose: (each: string) => this.choose(each) };
    this.svg.style.height = `${height}px`;
    this.svg.setAttribute('aria-label', `${about.name}: ${candidates.length} models by ${x} and ${y}. Arrow keys go from one to the next, Enter chooses. The table below has the same.`);
    this.places = plot(this.svg, { about, candidates, x, y, width: this.width, height, point: calls.point });
    const top = this.rows.scrollTop;
    this.rows.replaceChildren(
      table({ about, candidates, order: this.order, ...calls, sort: name => this.sort(name) })
    );
    this.rows.scrollTop = top;
    this.bar.axes(x, y);
    if (inside && (key || column)) {
      const again = column ? `[data-column="${column}"]` : inside === this.svg ? `[data-key="${key}"]` : `[data-key="${key}"] .nx-name`;
      inside.querySelector<HTMLElement>(again)?.focus({ preventScroll: true });
    }
    this.mark();
  }

  private follow(): void {
    const state = this.model.get('now').state;
    if (this.bar.show(this.model.get('now'), this.model.get('candidates').length)) {
      this.say(state === 'running' ? 'running' : this.model.get('now').line);
    }
  }

  private sort(column: Parameters<typeof clicked>[1]): void {
    this.order = clicked(this.order, column);
    this.redraw();
  }

  private set(side: 'x' | 'y', field: Field): void {
    const other = side === 'x' ? 'y' : 'x';
    if (this.model.get(other) === field) {
      this.model.set(other, this.model.get(side));
    }
    this.model.set(side, field);
    this.model.save_changes();
  }

  private choose(key: string): void {
    this.model.set('chosen', key);
    this.model.save_changes();
  }

  private under(event: MouseEvent): string | null {
    const box = this.svg.getBoundingClientRect();
    return nearest(this.places, event.clientX - box.left, event.clientY - box.top)?.each.key ?? null;
  }

  private meet(key: string | null): void {
    if (key !== this.met) {
      this.met = key;
      this.svg.style.cursor = key === null ? '' : 'pointer';
      this.mark();
    }
  }

  /** Shows which one is met and which one is chosen. */
  private mark(): void {
    const chosen = this.model.get('chosen');
    for (const area of [this.svg, this.rows]) {
      area.querySelectorAll<SVGElement>('[data-key]').forEach(each => {
        each.classList.toggle('nx-met', each.dataset['key'] === this.met);
        each.classList.toggle('nx-chosen', each.dataset['key'] === chosen);
        each.querySelector('.nx-name')?.setAttribute('aria-pressed', String(each.dataset['key'] === chosen));
      });
    }
    this.details(this.find(this.met) ?? this.find(chosen));
    this.offer(this.find(chosen));
  }

  private details(each: Candidate | undefined): void {
    const state = JSON.stringify(each ?? null);
    if (state === this.shown) {
      return;
    }
    this.shown = state;
    if (!each) {
      this.panel.replaceChildren(html('p', 'nx-muted', 'Point at a model to see how it was made and what became of it.'));
      return;
    }
    this.panel.replaceChildren(...card(each, this.model.get('about')));
  }

  /** What can be done with the chosen one; it keeps what was typed into it. */
  private offer(each: Candidate | undefined): void {
    const others = this.model.get('candidates').filter(other => other.is_made).length;
    const state = each ? JSON.stringify([each.key, each.is_made, others]) : '';
    if (state === this.taken) {
      return;
    }
    this.taken = state;
    const hint = html('span', 'nx-muted', 'Choose a model to put it into a variable, or to compare it layer by layer.');
    const made = !each ? [hint] : actions(each, this.model.get('candidates'), {
      put: (one, name, isAgain) => this.ask({ kind: 'put', key: one.key, name, is_again: isAgain }),
      compare: (one, other) => {
        this.below.replaceChildren(html('p', 'nx-muted', `Comparing ${one.name} with ${other.name} …`));
        this.model.send({ kind: 'compare', key: other.key, other: one.key });
      }
    });
    this.deeds.replaceChildren(...made);
  }

  private ask(message: Record<string, unknown>): void {
    this.model.send(message);
    this.await(() => {
      const text = this.model.get('now').state === 'running' ? DEAF : 'The kernel does not answer: is it running?';
      showPut(this.deeds, { is_done: false, is_taken: false, text, code: '' });
    });
  }

  private cancel(): void {
    this.model.send({ kind: 'cancel' });
    this.say('cancelling');
    this.await(() => {
      this.bar.deaf(DEAF);
      this.say(DEAF);
    });
  }

  private await(late: () => void): void {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(late, PATIENCE_MS);
  }

  private key(event: KeyboardEvent): void {
    const found = plotted(this.model.get('candidates'), this.model.get('x'), this.model.get('y'));
    const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const current = (event.target as Element).closest<SVGElement>('[data-key]')?.dataset['key'];
    const step = steps[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !found.length) {
      return;
    }
    if (step !== undefined) {
      const at = found.findIndex(each => each.key === current);
      const next = current === undefined ? found[step > 0 ? 0 : found.length - 1] : found[Math.min(found.length - 1, Math.max(0, at + step))];
      this.svg.querySelector<SVGElement>(`[data-key="${next?.key}"]`)?.focus();
    } else if ((event.key === 'Enter' || event.key === ' ') && current) {
      this.choose(current);
      const chosen = this.find(current);
      this.say(chosen ? `chosen: ${spoken(chosen, this.model.get('about'))}` : '');
    } else if (event.key === 'Escape') {
      this.choose('');
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private find(key: string | null): Candidate | undefined {
    return this.model.get('candidates').find(each => each.key === key);
  }

  private say(words: string): void {
    this.said.textContent = words;
  }
}

/** What anywidget calls for each place where the picture is shown. */
function render({ model, el, signal }: RenderProps): void {
  new Explorer(model as AnyModel<Traits>, el, signal);
}

export default { render };
