/** The live picture of a network: wires its parts together. */
import type { AnyModel } from '@anywidget/types';

import { isGroup, type GraphData, type HeatData, type WeightData } from './data';
import { element, html } from './elements';
import { showPanel, showWeights } from './panel';
import { draw, type Paint } from './picture';
import { scene, type Box, type Scene } from './scene';
import { COUNTS, State } from './state';
import { Viewport } from './viewport';
import { titleOf, withUnit } from './words';

/** What it shows. */
export interface Traits {
  data: GraphData;
  colours: Record<string, string>;
  /** Kernels of before have none. */
  heat: Partial<HeatData> | undefined;
}

const HIGHEST = 620;
const LOWEST = 240;
const NEXT = { ArrowDown: ['from', 'to'], ArrowUp: ['to', 'from'] } as const;

/** Shown in an element of a page; asks its model for how weights are distributed. */
export class Picture {
  private readonly state: State;
  private readonly svg = element('svg', { class: 'ng-canvas', tabindex: 0, role: 'application' });
  private readonly content = element('g');
  private readonly panel = html('aside', 'ng-panel');
  private readonly said = html('div', 'ng-said');
  private readonly legend = html('span', 'ng-legend');
  private readonly search = html('input', 'ng-search');
  private readonly viewport: Viewport;
  private made: Scene;

  constructor(
    private readonly model: AnyModel<Traits>,
    root: HTMLElement,
    private readonly signal: AbortSignal
  ) {
    const heat = model.get('heat');
    this.state = new State(model.get('data'), heat?.label ? (heat as HeatData) : null);
    this.made = scene(this.state.graph, this.state);
    this.viewport = new Viewport(this.svg, this.content, () => this.panel.offsetWidth, signal);
    this.svg.append(this.content);
    this.svg.setAttribute('aria-label', `${this.state.graph.name}: a network as a graph. Arrow keys go from node to node, Enter opens.`);
    this.said.setAttribute('aria-live', 'polite');
    this.panel.hidden = true;
    root.classList.add('ng-root');
    root.append(this.toolbar(), html('div', 'ng-body', this.svg, this.panel), this.said);
    this.svg.style.height = `${Math.min(HIGHEST, Math.max(LOWEST, this.made.height + 28))}px`;
    this.svg.addEventListener('keydown', event => this.key(event), { signal });
    model.on('msg:custom', this.receive);
    signal.addEventListener('abort', () => model.off('msg:custom', this.receive));
    this.update();
    this.followSize();
  }

  private readonly receive = (message: { kind?: string; weights?: WeightData[] }) => {
    if (message.kind === 'weights' && message.weights) {
      showWeights(this.panel, message.weights);
    }
  };

  /** A cell's output has no size before it is laid out; later its middle stays in the middle. */
  private followSize(): void {
    let last = 0;
    const observer = new ResizeObserver(() => {
      const width = this.svg.clientWidth;
      if (width && !last) {
        this.viewport.fit(true);
      } else if (width) {
        this.viewport.move((width - last) / 2, 0);
      }
      last = width || last;
    });
    observer.observe(this.svg);
    this.signal.addEventListener('abort', () => observer.disconnect());
  }

  private toolbar(): HTMLElement {
    const { name, totals, overlays, groups } = this.state.graph;
    const counts: [number | null, string][] = [[totals.parameters, 'parameters'], [totals.macs, 'MACs'], [totals.bytes, 'B']];
    const known = counts.filter(([count]) => count !== null);
    const facts = known.map(([count, unit]) => withUnit(count, unit)).join(' · ');
    const bar = html('div', 'ng-bar', html('strong', '', name), html('span', 'ng-muted', facts), html('span', 'ng-space'));
    this.search.type = 'search';
    this.search.placeholder = 'Search';
    this.search.setAttribute('aria-label', 'Search nodes by op, name or weight');
    this.search.addEventListener('input', () => this.mark(), { signal: this.signal });
    this.search.addEventListener('keydown', event => this.searchKey(event), { signal: this.signal });
    const colour = html('select', 'ng-colour');
    colour.setAttribute('aria-label', 'Colour by');
    const choices: [string, string][] = [['kind', 'kind of op'], ...COUNTS, ...overlays.map((each): [string, string] => [`overlay:${each}`, each])];
    choices.forEach(([value, label]) => colour.append(new Option(`Colour: ${label}`, value)));
    colour.value = this.state.colour;
    colour.addEventListener('change', () => {
      this.state.colour = colour.value;
      this.redraw();
    });
    bar.append(this.legend, this.search, colour);
    if (groups.length) {
      bar.append(
        this.tool('⊞', 'Open all groups', () => this.setAll(true)),
        this.tool('⊟', 'Close all groups', () => this.setAll(false))
      );
    }
    bar.append(
      this.tool('+', 'Larger', () => this.viewport.zoom(1.25)),
      this.tool('−', 'Smaller', () => this.viewport.zoom(0.8)),
      this.tool('⤢', 'Show all', () => this.viewport.fit())
    );
    return bar;
  }

  private tool(label: string, hint: string, press: () => void): HTMLButtonElement {
    const made = html('button', 'ng-tool', label);
    made.title = hint;
    made.setAttribute('aria-label', hint);
    made.addEventListener('click', press);
    return made;
  }

  private setAll(isOpen: boolean): void {
    this.state.setAll(isOpen);
    this.update();
    this.viewport.fit(true);
  }

  /** Lays out and draws anew; what `anchor` names stays where it was on the screen. */
  private update(anchor?: string): void {
    const before = this.box(anchor);
    this.made = scene(this.state.graph, this.state);
    this.viewport.resize(this.made.width, this.made.height);
    this.redraw();
    const after = this.box(anchor);
    if (before && after) {
      const { scale } = this.viewport;
      const shift = before.x + before.width / 2 - after.x - after.width / 2;
      this.viewport.move(shift * scale, (before.y - after.y) * scale);
    }
  }

  private redraw(): void {
    const most = Math.max(0, ...this.made.boxes.filter(box => box.kind !== 'frame').map(box => this.state.amount(box.data) ?? 0));
    this.content.replaceChildren(
      draw(this.made, box => this.paint(box, most), this.state.unrolled, {
        select: box => this.select(box.id),
        toggle: box => this.toggle(box.id),
        unroll: box => this.unroll(box.id)
      })
    );
    this.explain(most);
    this.mark();
  }

  /** What the colours mean, where they mean numbers. */
  private explain(most: number): void {
    this.legend.hidden = this.state.colour === 'kind';
    const colours = this.model.get('colours');
    const scale = html('i', '');
    scale.style.background = `linear-gradient(to right, ${[0, 0.25, 0.5, 0.75, 1].map(part => `color-mix(in srgb, ${colours['hot']} ${Math.sqrt(part) * 100}%, ${colours['cold']})`).join(', ')})`;
    this.legend.replaceChildren(html('span', '', '0'), scale, html('span', '', this.state.words(most)));
  }

  private paint(box: Box, most: number): Paint {
    const colours = this.model.get('colours');
    const kind = isGroup(box.data) ? 'group' : box.data.family;
    const heat = this.state.heat(box.data, most);
    if (this.state.colour === 'kind' || box.kind === 'input' || box.kind === 'output') {
      return { fill: colours[kind] ?? colours['other'] ?? '#555', detail: null };
    }
    const part = Math.round((heat?.part ?? 0) * 100);
    const fill = `color-mix(in srgb, ${colours['hot']} ${part}%, ${colours['cold']})`;
    return { fill, detail: heat?.words ?? null };
  }

  private toggle(id: string): void {
    const group = this.state.find(id);
    if (group && this.state.toggle(id)) {
      this.update(id);
      this.say(`${titleOf(group)} ${this.state.open.has(id) ? 'open' : 'closed'}`);
    }
  }

  private unroll(id: string): void {
    this.state.unroll(id);
    this.update(id);
  }

  private select(id: string | null): void {
    this.state.selected = id;
    const data = this.state.find(id);
    this.panel.hidden = !data;
    if (data) {
      showPanel(this.panel, this.state.graph, data, { close: () => this.select(null), go: each => this.go(each) });
      if (!isGroup(data) && data.weights.length) {
        this.model.send({ kind: 'weights', names: data.weights.map(each => each.name) });
      }
      this.say(titleOf(data));
    }
    this.mark();
  }

  /** Selects a node and brings it into sight, whatever hides it. */
  private go(id: string): void {
    const seen = this.state.reveal(id);
    if (!this.box(seen)) {
      this.update();
    }
    this.select(seen);
    const box = this.box(seen);
    if (box) {
      this.viewport.reveal(box.x, box.y, box.width, box.height);
    }
  }

  private mark(): void {
    const found = new Set(this.state.search(this.search.value));
    const isSearching = this.search.value.trim() !== '';
    for (const each of this.content.querySelectorAll<SVGElement>('[data-id]')) {
      const id = each.dataset['id'] ?? '';
      each.classList.toggle('ng-selected', id === this.state.selected);
      each.classList.toggle('ng-faint', isSearching && each.classList.contains('ng-op') && !found.has(id));
    }
    for (const each of this.content.querySelectorAll<SVGElement>('[data-from]')) {
      const { from, to } = each.dataset;
      const isTouched = this.state.selected !== null && [from, to].includes(this.state.selected);
      each.classList.toggle('ng-selected', isTouched);
    }
  }

  private searchKey(event: KeyboardEvent): void {
    event.stopPropagation();
    const found = this.state.search(this.search.value);
    if (event.key === 'Enter' && found.length) {
      const step = event.shiftKey ? -1 : 1;
      const at = found.indexOf(this.state.selected ?? '') + step;
      this.go(found.at(at % found.length) ?? '');
      this.say(`${found.length} found`);
    } else if (event.key === 'Escape') {
      this.search.value = '';
      this.mark();
      this.svg.focus();
    }
  }

  private key(event: KeyboardEvent): void {
    const actions: Record<string, () => void> = {
      Enter: () => this.state.selected !== null && this.toggle(this.state.selected),
      Escape: () => this.select(null),
      '+': () => this.viewport.zoom(1.25),
      '-': () => this.viewport.zoom(0.8),
      '0': () => this.viewport.fit(),
      '/': () => this.search.focus(),
      ArrowDown: () => this.step('ArrowDown'),
      ArrowUp: () => this.step('ArrowUp'),
      ArrowLeft: () => this.stepAside(-1),
      ArrowRight: () => this.stepAside(1)
    };
    const action = actions[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopPropagation();
      action();
    }
  }

  /** To a box below or above that a wire leads to; without one, to the nearest. */
  private step(key: keyof typeof NEXT): void {
    const [here, there] = NEXT[key];
    const current = this.box(this.state.selected);
    const wires = [...this.content.querySelectorAll<SVGElement>(`[data-${here}]`)];
    const linked = wires.filter(each => each.dataset[here] === this.state.selected).map(each => this.box(each.dataset[there])).find(box => box && box.kind !== 'frame');
    const sign = key === 'ArrowDown' ? 1 : -1;
    const boxes = this.made.boxes.filter(box => box.kind !== 'frame');
    const nearest = boxes
      .filter(box => !current || (box.y - current.y) * sign > 1)
      .sort((a, b) => distance(a, current) - distance(b, current))[0];
    this.focus(linked ?? nearest);
  }

  private stepAside(sign: number): void {
    const current = this.box(this.state.selected);
    const row = this.made.boxes.filter(box => current && box.kind !== 'frame' && (box.x - current.x) * sign > 1 && Math.abs(box.y - current.y) < current.height);
    this.focus(row.sort((a, b) => distance(a, current) - distance(b, current))[0]);
  }

  private focus(box: Box | undefined): void {
    if (box) {
      this.select(box.id);
      this.viewport.reveal(box.x, box.y, box.width, box.height);
    }
  }

  private box(id: string | null | undefined): Box | undefined {
    return this.made.boxes.find(each => each.id === id);
  }

  private say(words: string): void {
    this.said.textContent = words;
  }
}

function distance(box: Box, from: Box | undefined): number {
  return from ? Math.abs(box.y - from.y) * 2 + Math.abs(box.x - from.x) : box.y;
}
