/** What is known of the node or group that is selected: costs, settings, weights, neighbours. */
import { isGroup, type GraphData, type GroupData, type NodeData, type WeightData } from './data';
import { element, html } from './elements';
import { cut, short, titleOf, withUnit } from './words';

export interface PanelCallbacks {
  close(): void;
  go(id: string): void;
}

/** Fills `panel` for what is selected. */
export function showPanel(
  panel: HTMLElement,
  graph: GraphData,
  data: NodeData | GroupData,
  callbacks: PanelCallbacks
): void {
  const close = html('button', 'ng-tool', '×');
  close.title = 'Close (Escape)';
  close.setAttribute('aria-label', 'Close');
  close.addEventListener('click', callbacks.close);
  const head = html('div', 'ng-head', html('strong', '', titleOf(data)), close);
  panel.replaceChildren(head, html('div', 'ng-muted', isGroup(data) ? groupLine(data) : data.name));
  panel.append(table(costRows(data)));
  if (isGroup(data)) {
    return;
  }
  section(panel, 'Attributes', rows(data.attributes));
  section(panel, 'Overlays', rows(data.overlays));
  section(panel, 'Constants', data.constants.map(each => [each.name, said(each.value ?? each.shape)]));
  if (data.weights.length) {
    panel.append(html('h4', '', 'Weights'));
    data.weights.forEach(each => {
      const slot = html('div', 'ng-weight', html('span', 'ng-name', each.name), html('code', '', each.shape));
      slot.dataset['weight'] = each.name;
      panel.append(slot);
    });
  }
  neighbours(panel, graph, data, callbacks);
}

/** Puts the distributions of weights where the panel names them. */
export function showWeights(panel: HTMLElement, weights: WeightData[]): void {
  for (const slot of panel.querySelectorAll<HTMLElement>('[data-weight]')) {
    const found = weights.find(each => each.name === slot.dataset['weight']);
    if (!found) {
      continue;
    }
    slot.querySelectorAll('.ng-found').forEach(each => each.remove());
    const facts = found.error
      ? [html('div', 'ng-found ng-muted', found.error)]
      : [histogram(found), html('div', 'ng-found ng-muted', numbers(found))];
    slot.append(...facts);
  }
}

function numbers(found: WeightData): string {
  const zeros = found.zeros ? `, ${short(found.zeros)} zeros` : '';
  return `${digits(found.min)} … ${digits(found.max)}, mean ${digits(found.mean)}, std ${digits(found.std)}${zeros}`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function histogram(found: WeightData): SVGSVGElement {
  const most = Math.max(...found.counts, 1);
  const step = 240 / found.counts.length;
  const bars = found.counts.map((count, at) => {
    const height = count ? Math.max(1, (count / most) * 34) : 0;
    return element('rect', { x: at * step, y: 36 - height, width: Math.max(1, step - 1), height });
  });
  const label = `Histogram of ${found.name}: ${numbers(found)}`;
  const made = element('svg', { viewBox: '0 0 240 36', class: 'ng-found ng-histogram', role: 'img' }, ...bars);
  made.setAttribute('aria-label', label);
  return made;
}

function groupLine(data: GroupData): string {
  const each = data.size / data.count;
  return data.kind === 'repeat' ? `${data.count} times ${each} ops, one after the other` : `${each} ops`;
}

function costRows(data: NodeData | GroupData): [string, string][] {
  const shapes: [string, string][] = isGroup(data)
    ? []
    : data.outputs.map(each => [data.kind === 'input' ? 'shape' : 'output', each.shape]);
  const path: [string, string][] =
    isGroup(data) || !data.path.length ? [] : [['scope', data.path.join('/')]];
  return [
    ...shapes,
    ...path,
    ['parameters', (data.parameters ?? 0).toLocaleString('en')],
    ['weights', withUnit(data.parameter_bytes, 'B')],
    ['MACs', short(data.macs)],
    ['activations', withUnit(data.bytes, 'B')]
  ];
}

function neighbours(panel: HTMLElement, graph: GraphData, data: NodeData, callbacks: PanelCallbacks): void {
  const sides: [string, string[]][] = [
    ['Takes', graph.edges.filter(edge => edge.to === data.id).map(edge => edge.from)],
    ['Goes to', graph.edges.filter(edge => edge.from === data.id).map(edge => edge.to)]
  ];
  for (const [title, ids] of sides) {
    const links = [...new Set(ids)].slice(0, 24).map(id => {
      const node = graph.nodes.find(each => each.id === id);
      const link = html('button', 'ng-link', node?.name ?? id);
      link.addEventListener('click', () => callbacks.go(id));
      return link;
    });
    if (links.length) {
      panel.append(html('h4', '', title), html('div', 'ng-links', ...links));
    }
  }
}

function section(panel: HTMLElement, title: string, found: [string, string][]): void {
  if (found.length) {
    panel.append(html('h4', '', title), table(found));
  }
}

function rows(values: Record<string, unknown>): [string, string][] {
  return Object.entries(values)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => [name, said(value)]);
}

function said(value: unknown): string {
  if (value !== null && typeof value === 'object' && 'nodes' in value) {
    return `a network of ${(value as GraphData).nodes.length} nodes`;
  }
  return cut(typeof value === 'string' ? value : JSON.stringify(value), 120);
}

function table(found: [string, string][]): HTMLElement {
  const made = html('dl', 'ng-table');
  found.forEach(([name, value]) => made.append(html('dt', '', name), html('dd', '', value)));
  return made;
}
