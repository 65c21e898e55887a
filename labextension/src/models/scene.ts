/**
 * The boxes and wires of a network in some state of its groups, each in its place.
 *
 * Each open group is laid out by itself (by dagre) and stands in the one around it as one box;
 * wires pass its frame at ports.
 */
import { isGroup, type GraphData, type GroupData, type NodeData } from './data';
import { EXIT, levels, type Level, type Opened } from './levels';
import { place, type Part, type Point } from './placing';
import { detailOf, titleOf, widthOf } from './words';

export const HEADER = 32;
export const PADDING = 14;
const BOX_HEIGHT = 42;
const END_HEIGHT = 34;
const BUTTONS = 96;
const PORT = 4;


/** A node, a closed group or the frame of an open one; x and y are its left top. */
export interface Box {
  id: string;
  data: NodeData | GroupData;
  kind: 'op' | 'input' | 'output' | 'group' | 'frame';
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Points with straight pieces between the first and second, the third and fourth, ... */
export interface Wire {
  source: string;
  target: string;
  points: Point[];
  /** It ends at a box, not in a port. */
  isEnd: boolean;
  shapes: string[];
}

export interface Scene extends Part {
  boxes: Box[];
  wires: Wire[];
}

/** What is seen; frames stand before what is in them. */
export function scene(data: GraphData, opened: Opened): Scene {
  const byId = new Map<string, NodeData | GroupData>();
  [...data.nodes, ...data.groups].forEach(each => byId.set(each.id, each));
  return inside('', levels(data, opened), byId);
}

type ById = Map<string, NodeData | GroupData>;

function inside(name: string, found: Map<string, Level>, byId: ById): Scene {
  const level = found.get(name);
  const made: Scene = { width: 0, height: 0, boxes: [], wires: [], entries: new Map(), exits: new Map() };
  if (!level || !level.members.size) {
    return made;
  }
  const parts = new Map<string, Scene>();
  for (const key of level.members) {
    parts.set(key, found.has(key) ? framed(key, found, byId) : closed(key, byId));
  }
  const placed = place(level, parts);
  made.width = placed.width;
  made.height = placed.height;
  for (const [key, part] of parts) {
    const [x, y] = placed.middles.get(key) ?? [0, 0];
    insert(part, made, x - part.width / 2, y - part.height / 2);
  }
  [...level.edges.values()].forEach(({ source, target, shapes }, at) => {
    const isEnd = target !== EXIT && !found.has(target);
    made.wires.push({ source, target, points: placed.routes[at] ?? [], isEnd, shapes: [...shapes] });
  });
  made.entries = placed.entries;
  made.exits = placed.exits;
  return made;
}

/** An open group: what is in it inside a frame, wires drawn on through the frame's edges. */
function framed(name: string, found: Map<string, Level>, byId: ById): Scene {
  const inner = inside(name, found, byId);
  const data = byId.get(name) as GroupData;
  const title = widthOf(titleOf(data), '') + BUTTONS;
  const width = Math.max(inner.width + 2 * PADDING, title);
  const height = inner.height + HEADER + PADDING;
  const left = (width - inner.width) / 2;
  const frame: Box = { id: name, data, kind: 'frame', x: 0, y: 0, width, height };
  const made: Scene = { width, height, boxes: [frame], wires: [], entries: new Map(), exits: new Map() };
  insert(inner, made, left, HEADER);
  const stub = (points: Point[]) =>
    made.wires.push({ source: name, target: name, points, isEnd: false, shapes: [] });
  inner.entries.forEach((x, port) => {
    made.entries.set(port, x + left);
    stub([[x + left, 0], [x + left, HEADER + PORT]]);
  });
  inner.exits.forEach((x, port) => {
    made.exits.set(port, x + left);
    stub([[x + left, height - PADDING - PORT], [x + left, height]]);
  });
  return made;
}

function insert(part: Scene, whole: Scene, x: number, y: number): void {
  for (const box of part.boxes) {
    whole.boxes.push({ ...box, x: box.x + x, y: box.y + y });
  }
  for (const wire of part.wires) {
    whole.wires.push({ ...wire, points: wire.points.map(([px, py]): Point => [px + x, py + y]) });
  }
}

function closed(id: string, byId: ById): Scene {
  const data = byId.get(id) as NodeData | GroupData;
  const kind = isGroup(data) ? 'group' : data.kind;
  const height = kind === 'op' || kind === 'group' ? BOX_HEIGHT : END_HEIGHT;
  const width = widthOf(titleOf(data), detailOf(data));
  const box: Box = { id, data, kind, x: 0, y: 0, width, height };
  return { width, height, boxes: [box], wires: [], entries: new Map(), exits: new Map() };
}
