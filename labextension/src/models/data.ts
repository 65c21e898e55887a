/** What the kernel sends: `ahr.graph(model)`, and how weights are distributed. */

export interface TensorData {
  name: string;
  shape: string;
  trainable?: boolean;
  value?: unknown;
}

/** Counts of a node or a group; null where a shape is not known. */
export interface Costs {
  parameters: number | null;
  parameter_bytes: number | null;
  macs: number | null;
  bytes: number | null;
}

export interface NodeData extends Costs {
  id: string;
  kind: 'op' | 'input' | 'output';
  op: string;
  name: string;
  path: string[];
  family: string;
  group: string | null;
  outputs: TensorData[];
  weights: TensorData[];
  constants: TensorData[];
  attributes: Record<string, unknown>;
  overlays: Record<string, number | string>;
  minor: boolean;
}

export interface GroupData extends Costs {
  id: string;
  kind: 'scope' | 'repeat' | 'copy' | 'section';
  name: string;
  parent: string | null;
  first: number;
  size: number;
  count: number;
  open: boolean;
}

export interface EdgeData {
  from: string;
  to: string;
  value: string;
  shape: string;
}

export interface GraphData {
  name: string;
  nodes: NodeData[];
  edges: EdgeData[];
  groups: GroupData[];
  overlays: string[];
  totals: Costs;
}

/** The overlay that is shown at first, and how its numbers are read. */
export interface HeatData {
  label: string;
  unit: string;
  is_summed: boolean;
}

/** How the numbers of a weight are distributed; `counts` are those of equal steps. */
export interface WeightData {
  name: string;
  error?: string;
  min: number;
  max: number;
  mean: number;
  std: number;
  zeros: number;
  size: number;
  counts: number[];
}

export function isGroup(data: NodeData | GroupData): data is GroupData {
  return 'count' in data;
}
