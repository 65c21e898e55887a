/**
 * Where the members of one level stand and how wires lead between them: dagre's layered layout,
 * with ports in the first and last row, and lines that can be straight made straight.
 */
import { Graph, layout, type GraphLabel } from '@dagrejs/dagre';

import { ENTRY, EXIT, type Level, type LevelEdge } from './levels';

const GAP_X = 24;
const GAP_Y = 28;
const PORT = 4;
const TOP = 'top:';
const BOTTOM = 'bottom:';
const STRONG = 1000;

export type Point = [number, number];

/** What stands in a level: its size, and where values pass its upper and lower edge. */
export interface Part {
  width: number;
  height: number;
  entries: Map<string, number>;
  exits: Map<string, number>;
}

/** A level with everything in its place; the parts' middles, and a route for each edge. */
export interface Placed extends Part {
  middles: Map<string, Point>;
  routes: Point[][];
}

/** Places the members, from (0, 0) on. */
export function place(level: Level, parts: Map<string, Part>): Placed {
  const ties = [...level.edges.values()].map((edge, at) => tie(edge, at, parts));
  const graph = laidOut(level, parts, ties);
  trim(graph);
  straighten(graph, ties);
  const rows = rowsOf(graph);
  const routes = ties.map(each => route(graph, rows, each));
  const lefts = shown(graph).map(key => graph.node(key).x - graph.node(key).width / 2);
  const rights = shown(graph).map(key => graph.node(key).x + graph.node(key).width / 2);
  const xs = routes.flat().map(([x]) => x);
  const left = Math.min(...lefts, ...xs);
  const x = (key: string) => graph.node(key).x - left;
  const port = (kind: string) => (name: string): [string, number] => [name, x(`${kind}:${name}`)];
  return {
    width: Math.max(...rights, ...xs) - left,
    height: graph.graph().height ?? 0,
    middles: new Map([...parts.keys()].map(key => [key, [x(key), graph.node(key).y]])),
    routes: routes.map(points => points.map(([at, y]): Point => [at - left, y])),
    entries: new Map([...level.entries].map(port(ENTRY))),
    exits: new Map([...level.exits].map(port(EXIT)))
  };
}

/** An edge as dagre knows it, and where its ends are beside the middles of the boxes. */
interface Tie {
  from: string;
  to: string;
  name: string;
  start: number;
  end: number;
}

function tie({ source, target, port }: LevelEdge, at: number, parts: Map<string, Part>): Tie {
  const [before, after] = [parts.get(source), parts.get(target)];
  return {
    from: source === ENTRY ? `${ENTRY}:${port}` : source,
    to: target === EXIT ? `${EXIT}:${port}` : target,
    name: String(at),
    start: offset(before?.exits, before, port),
    end: offset(after?.entries, after, port)
  };
}

function offset(ports: Map<string, number> | undefined, part: Part | undefined, port: string | null): number {
  const x = port === null ? undefined : ports?.get(port);
  return x === undefined || !part ? 0 : x - part.width / 2;
}

/** What dagre knows of a box and of an edge. */
interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Line {
  points?: { x: number; y: number }[];
  weight?: number;
  minlen?: number;
}

type Laid = Graph<GraphLabel, Box, Line>;

function laidOut(level: Level, parts: Map<string, Part>, ties: Tie[]): Laid {
  const graph: Laid = new Graph({ multigraph: true });
  graph.setGraph({ nodesep: GAP_X, ranksep: GAP_Y, edgesep: 12, marginx: 0, marginy: 0 });
  for (const [key, { width, height }] of parts) {
    graph.setNode(key, box(width, height));
  }
  level.entries.forEach(port => graph.setNode(`${ENTRY}:${port}`, box(PORT, PORT)));
  level.exits.forEach(port => graph.setNode(`${EXIT}:${port}`, box(PORT, PORT)));
  ties.forEach(({ from, to, name }) => graph.setEdge(from, to, {}, name));
  hold(graph, level);
  layout(graph);
  return graph;
}

function box(width: number, height: number): Box {
  return { x: 0, y: 0, width, height };
}

/** Ports in one row above all that they lead to, or below all that leads to them. */
function hold(graph: Laid, level: Level): void {
  const strong = { weight: STRONG, minlen: 1 };
  if (level.entries.size) {
    graph.setNode(TOP, box(0, 0));
    level.entries.forEach(port => graph.setEdge(TOP, `${ENTRY}:${port}`, strong));
  }
  if (level.exits.size) {
    graph.setNode(BOTTOM, box(0, 0));
    level.exits.forEach(port => graph.setEdge(`${EXIT}:${port}`, BOTTOM, strong));
  }
}

/** Takes away the rows that only hold ports: the picture begins and ends with a box or a port. */
function trim(graph: Laid): void {
  const tops = shown(graph).map(key => graph.node(key).y - graph.node(key).height / 2);
  const bottoms = shown(graph).map(key => graph.node(key).y + graph.node(key).height / 2);
  const top = Math.min(...tops);
  graph.nodes().forEach(key => (graph.node(key).y -= top));
  for (const edge of graph.edges()) {
    graph.edge(edge).points?.forEach(point => (point.y -= top));
  }
  graph.graph().height = Math.max(...bottoms) - top;
}

function shown(graph: Laid): string[] {
  return graph.nodes().filter(key => key !== TOP && key !== BOTTOM);
}

/** Moves what is alone in its row under what leads to it, and lone ports to what is next to them:
 * there is nothing that it could meet. */
function straighten(graph: Laid, ties: Tie[]): void {
  const crowd = new Map<number, number>();
  const add = (y: number) => crowd.set(rowOf(y), (crowd.get(rowOf(y)) ?? 0) + 1);
  shown(graph).forEach(key => add(graph.node(key).y));
  const lanes = ties.flatMap(each => inner(graph, each)).filter(({ y }) => crowd.has(rowOf(y)));
  lanes.forEach(({ y }) => add(y));
  const isAlone = (key: string) => crowd.get(rowOf(graph.node(key).y)) === 1;
  const isNext = (each: Tie) => inner(graph, each).every(({ y }) => !crowd.has(rowOf(y)));
  const order = shown(graph).sort((a, b) => graph.node(a).y - graph.node(b).y);
  for (const key of order.filter(isAlone)) {
    const above = ties.filter(each => each.to === key && isNext(each));
    const below = ties.filter(each => each.from === key && isNext(each));
    const [up, down] = [above[0], below[0]];
    if (up && above.length === 1) {
      graph.node(key).x = graph.node(up.from).x + up.start - up.end;
    } else if (down && key.startsWith(ENTRY)) {
      graph.node(key).x = graph.node(down.to).x + down.end - down.start;
    }
  }
}

/** The points between the ends of an edge. */
function inner(graph: Laid, { from, to, name }: Tie): { x: number; y: number }[] {
  return (graph.edge({ v: from, w: to, name }).points ?? []).slice(1, -1);
}

function rowOf(y: number): number {
  return Math.round(y * 4);
}

/** The rows of boxes: how far each reaches up and down. */
function rowsOf(graph: Laid): Map<number, number> {
  const rows = new Map<number, number>();
  for (const key of shown(graph)) {
    const { y, height } = graph.node(key);
    rows.set(rowOf(y), Math.max(rows.get(rowOf(y)) ?? 0, height / 2));
  }
  return rows;
}

/** From the bottom of one box to the top of another, straight through the rows between. */
function route(graph: Laid, rows: Map<number, number>, edge: Tie): Point[] {
  const source = graph.node(edge.from);
  const target = graph.node(edge.to);
  const reach = (y: number) => rows.get(rowOf(y));
  const [start, end] = [source.x + edge.start, target.x + edge.end];
  const points: Point[] = [
    [start, source.y + source.height / 2],
    [start, source.y + (reach(source.y) ?? source.height / 2)]
  ];
  for (const { x, y } of inner(graph, edge)) {
    const half = reach(y);
    if (half !== undefined) {
      points.push([x, y - half], [x, y + half]);
    }
  }
  points.push([end, target.y - (reach(target.y) ?? target.height / 2)]);
  return [...points, [end, target.y - target.height / 2]];
}
