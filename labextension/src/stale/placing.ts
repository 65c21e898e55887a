/** Where the cells of the dependency view stand, and how the lines between them run: dagre's
 * layered layout. Knows no page. */
import { Graph, layout } from '@dagrejs/dagre';

import type { Dependencies } from './data';

export const BOX_WIDTH = 168;
export const BOX_HEIGHT = 40;
/** With more cells than this a picture shows nothing: they are listed. */
export const MOST_BOXES = 150;
const MOST_LINES = 600;

export type Point = [number, number];

export interface Line {
  from: string;
  to: string;
  names: string[];
  points: Point[];
}

export interface Picture {
  width: number;
  height: number;
  /** Upper left corners. */
  boxes: Map<string, Point>;
  lines: Line[];
}

/** The cells that read or write what another one does, in the notebook's order. */
export function connected({ cells, edges }: Dependencies): string[] {
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  return cells.map(({ id }) => id).filter((id, at, all) => ends.has(id) && all.indexOf(id) === at);
}

/** Null where there are too many. */
export function place(dependencies: Dependencies): Picture | null {
  const ids = connected(dependencies);
  if (ids.length > MOST_BOXES || dependencies.edges.length > MOST_LINES) {
    return null;
  }
  const graph = new Graph();
  graph.setGraph({ nodesep: 16, ranksep: 34, marginx: 8, marginy: 8 });
  ids.forEach(id => graph.setNode(id, { width: BOX_WIDTH, height: BOX_HEIGHT }));
  const edges = dependencies.edges.filter(({ from, to }) => graph.hasNode(from) && graph.hasNode(to));
  edges.forEach(({ from, to }) => graph.setEdge(from, to, {}));
  layout(graph);
  const boxes = ids.map((id): [string, Point] => {
    const { x, y } = graph.node(id) as { x: number; y: number };
    return [id, [x - BOX_WIDTH / 2, y - BOX_HEIGHT / 2]];
  });
  const lines = edges.map(({ from, to, names }) => {
    const { points } = graph.edge(from, to) as { points?: { x: number; y: number }[] };
    return { from, to, names, points: (points ?? []).map(({ x, y }): Point => [x, y]) };
  });
  const { width, height } = graph.graph() as { width?: number; height?: number };
  return { width: width ?? 0, height: height ?? 0, boxes: new Map(boxes), lines };
}
