/**
 * What is seen while some groups are open: members and edges, level by level.
 *
 * The same as ahr/drawing/levels.py, and one thing more: a repeated block whose copies are shown
 * one by one (`unrolled`), not by the first alone.
 */
import type { EdgeData, GraphData, GroupData } from './data';

export const ENTRY = 'entry';
export const EXIT = 'exit';

/** One way of values between two members, or between a member and a port of the level. */
export interface LevelEdge {
  source: string;
  target: string;
  /** The value, where a port is to be found by it. */
  port: string | null;
  shapes: Set<string>;
}

export interface Level {
  members: Set<string>;
  entries: Set<string>;
  exits: Set<string>;
  edges: Map<string, LevelEdge>;
}

/** Which groups are open, and which blocks show all their copies. */
export interface Opened {
  open: ReadonlySet<string>;
  unrolled: ReadonlySet<string>;
}

/** The levels of all open groups that are seen; '' is the outermost. */
export function levels(data: GraphData, opened: Opened): Map<string, Level> {
  const sorter = new Sorter(data, opened);
  data.nodes.forEach((node, at) => {
    if (!node.minor && sorter.firstCopy(at) === at) {
      sorter.show(at);
    }
  });
  data.edges.forEach(edge => sorter.connect(edge));
  return sorter.found;
}

/** The groups around a node, the outermost first. */
export function groupsAround(data: GraphData, groups: Map<string, GroupData>, at: number): GroupData[] {
  const chain: GroupData[] = [];
  let name = data.nodes[at]?.group ?? null;
  while (name !== null) {
    const group = groups.get(name);
    if (!group) {
      break;
    }
    chain.unshift(group);
    name = group.parent;
  }
  return chain;
}

class Sorter {
  readonly found = new Map<string, Level>();
  private readonly groups: Map<string, GroupData>;
  private readonly rolled: GroupData[];
  private readonly index: Map<string, number>;

  constructor(
    private readonly data: GraphData,
    private readonly opened: Opened
  ) {
    this.groups = new Map(data.groups.map(group => [group.id, group]));
    this.rolled = data.groups.filter(
      group => group.kind === 'repeat' && !opened.unrolled.has(group.id)
    );
    this.index = new Map(data.nodes.map((node, at) => [node.id, at]));
    this.level('');
  }

  /** The node that stands for a node of a repeated block. */
  firstCopy(at: number): number {
    for (const { first, size, count } of this.rolled) {
      if (first <= at && at < first + size) {
        at = first + ((at - first) % (size / count));
      }
    }
    return at;
  }

  show(at: number): void {
    let parent = '';
    for (const child of this.way(at)) {
      this.level(parent).members.add(child);
      parent = child;
    }
  }

  connect(edge: EdgeData): void {
    const source = this.index.get(edge.from) ?? 0;
    const target = this.index.get(edge.to) ?? 0;
    if (!this.isSeen(source, target)) {
      return;
    }
    const slot = this.data.nodes[source]?.outputs.findIndex(each => each.name === edge.value);
    const first = this.firstCopy(source);
    this.add(first, this.firstCopy(target), `${first}.${slot}`, edge.shape);
  }

  private way(at: number): string[] {
    const found: string[] = [];
    for (const group of groupsAround(this.data, this.groups, at)) {
      if (group.kind === 'copy' && !this.opened.unrolled.has(group.parent ?? '')) {
        continue;
      }
      found.push(group.id);
      if (!this.opened.open.has(group.id)) {
        return found;
      }
    }
    return [...found, this.data.nodes[at]?.id ?? ''];
  }

  /** Edges from copy to copy of a rolled block, and those of minor nodes, are not. */
  private isSeen(source: number, target: number): boolean {
    if (this.data.nodes[source]?.minor || this.data.nodes[target]?.minor) {
      return false;
    }
    for (const { first, size, count } of this.rolled) {
      const length = size / count;
      const isIn = (at: number) => first <= at && at < first + size;
      const copy = (at: number) => Math.floor((at - first) / length);
      if (isIn(source) && isIn(target) && copy(source) !== copy(target)) {
        return false;
      }
      source = isIn(source) ? first + ((source - first) % length) : source;
      target = isIn(target) ? first + ((target - first) % length) : target;
    }
    return true;
  }

  private add(source: number, target: number, port: string, shape: string): void {
    const left = this.way(source);
    const right = this.way(target);
    let shared = 0;
    while (left[shared] === right[shared]) {
      shared += 1;
      if (shared === Math.min(left.length, right.length)) {
        return;
      }
    }
    const isFramed = Math.max(left.length, right.length) > shared + 1;
    const [from, to] = [left[shared] ?? '', right[shared] ?? ''];
    this.join(left[shared - 1] ?? '', from, to, isFramed ? port : null, shape);
    for (let at = shared; at + 1 < left.length; at++) {
      this.level(left[at] ?? '').exits.add(port);
      this.join(left[at] ?? '', left[at + 1] ?? '', EXIT, port, shape);
    }
    for (let at = shared; at + 1 < right.length; at++) {
      this.level(right[at] ?? '').entries.add(port);
      this.join(right[at] ?? '', ENTRY, right[at + 1] ?? '', port, shape);
    }
  }

  private join(level: string, source: string, target: string, port: string | null, shape: string): void {
    const key = JSON.stringify([source, target, port]);
    const edges = this.level(level).edges;
    const edge = edges.get(key) ?? { source, target, port, shapes: new Set<string>() };
    edge.shapes.add(shape);
    edges.set(key, edge);
  }

  private level(name: string): Level {
    let level = this.found.get(name);
    if (!level) {
      level = { members: new Set(), entries: new Set(), exits: new Set(), edges: new Map() };
      this.found.set(name, level);
    }
    return level;
  }
}
