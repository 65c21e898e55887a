/** Which groups are open, what is selected, what colours mean. No elements of a page here. */
import { isGroup, type Costs, type GraphData, type GroupData, type HeatData, type NodeData } from './data';
import { groupsAround } from './levels';
import { figure, short } from './words';

/** What boxes can be coloured by. */
export const COUNTS: [keyof Costs, string][] = [
  ['parameters', 'parameters'],
  ['macs', 'MACs'],
  ['bytes', 'activation bytes']
];

export class State {
  open: Set<string>;
  unrolled = new Set<string>();
  selected: string | null = null;
  /** 'kind', a count, or 'overlay:' and a name. */
  colour: string;
  private readonly groups: Map<string, GroupData>;
  private readonly index: Map<string, number>;

  constructor(
    readonly graph: GraphData,
    private readonly shown: HeatData | null = null
  ) {
    this.colour = shown ? `overlay:${shown.label}` : 'kind';
    this.open = new Set(graph.groups.filter(group => group.open).map(group => group.id));
    this.groups = new Map(graph.groups.map(group => [group.id, group]));
    this.index = new Map(graph.nodes.map((node, at) => [node.id, at]));
  }

  find(id: string | null): NodeData | GroupData | null {
    return this.groups.get(id ?? '') ?? this.graph.nodes[this.index.get(id ?? '') ?? -1] ?? null;
  }

  toggle(id: string): boolean {
    if (!this.groups.has(id)) {
      return false;
    }
    if (!this.open.delete(id)) {
      this.open.add(id);
    }
    return true;
  }

  unroll(id: string): void {
    if (!this.unrolled.delete(id)) {
      this.unrolled.add(id);
      this.open.add(id);
    }
  }

  setAll(isOpen: boolean): void {
    this.open = new Set(isOpen ? this.groups.keys() : []);
    this.unrolled.clear();
  }

  /** Opens what hides a node; the node that is then seen: of a block that is drawn once, the one in
   * the first copy. */
  reveal(id: string): string {
    let at = this.index.get(id);
    if (at === undefined) {
      return id;
    }
    for (const { id: repeat, kind, first, size, count } of this.groups.values()) {
      const isInside = first <= at && at < first + size;
      if (kind === 'repeat' && isInside && !this.unrolled.has(repeat)) {
        at = first + ((at - first) % (size / count));
      }
    }
    groupsAround(this.graph, this.groups, at).forEach(group => this.open.add(group.id));
    return this.graph.nodes[at]?.id ?? id;
  }

  /** Nodes whose op, name or weights have the words in them, in their order. */
  search(words: string): string[] {
    const wanted = words.trim().toLowerCase();
    const texts = (node: NodeData) => [node.op, node.name, ...node.weights.map(each => each.name)];
    return !wanted
      ? []
      : this.graph.nodes
          .filter(node => !node.minor && texts(node).some(text => text.toLowerCase().includes(wanted)))
          .map(node => node.id);
  }

  /** How hot a box is among all that are seen, 0 to 1, and its number in words; null where colours
   * show the kind of op, or where it has no number. */
  heat(data: NodeData | GroupData, most: number): { part: number; words: string } | null {
    const value = this.amount(data);
    if (this.colour === 'kind' || value === null) {
      return null;
    }
    return { part: most > 0 ? Math.sqrt(Math.max(0, value) / most) : 0, words: this.words(value) };
  }

  /** A number of what colours show. */
  words(value: number): string {
    return this.colour.startsWith('overlay:') ? figure(value, this.overlay?.unit ?? '') : short(value);
  }

  /** What is known of the overlay that colours show. */
  private get overlay(): HeatData | null {
    return this.shown && this.colour === `overlay:${this.shown.label}` ? this.shown : null;
  }

  amount(data: NodeData | GroupData): number | null {
    if (!this.colour.startsWith('overlay:')) {
      return data[this.colour as keyof Costs] ?? null;
    }
    const name = this.colour.slice('overlay:'.length);
    const nodes = isGroup(data) ? this.graph.nodes.slice(data.first, data.first + data.size) : [data];
    const values = nodes.map(node => node.overlays[name]).filter(value => typeof value === 'number');
    if (!values.length) {
      return null;
    }
    return this.overlay?.is_summed === false ? Math.max(...values) : values.reduce((sum, value) => sum + value, 0);
  }
}
