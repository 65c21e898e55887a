/** What is computed of a profile before it is drawn. No elements of a page here. */
import { hierarchy, partition } from 'd3-hierarchy';

import type { About, Call, Now } from './data';

/** Below it a line took no time worth a number. */
const LEAST_SHARE = 0.001;
/** Cells with more lines show only those that took time. */
const MOST_LINES = 300;

export interface LineRow {
  line: number;
  text: string;
  seconds: number;
  share: number;
  /** Shares of the whole time by tier. */
  parts: number[];
}

/** The rows of the table: all lines of a short cell, of a long one those that took time. */
export function lineRows(about: About, now: Now, onlyHot: boolean): LineRow[] {
  const source = about.source ?? [];
  const elapsed = now.elapsed || 1e-9;
  const lines = now.lines ?? {};
  const count = lastFilled(source);
  const numbers = new Set<number>(Object.keys(lines).map(Number));
  if (!onlyHot && count <= MOST_LINES) {
    for (let line = 1; line <= count; line++) {
      numbers.add(line);
    }
  }
  const rows = [...numbers]
    .sort((a, b) => a - b)
    .map(line => {
      const parts = (lines[line] ?? []).map(seconds => seconds / elapsed);
      const share = parts.reduce((sum, part) => sum + part, 0);
      return { line, text: source[line - 1] ?? '', seconds: share * elapsed, share, parts };
    });
  const kept = onlyHot || count > MOST_LINES ? rows.filter(row => row.share >= LEAST_SHARE) : rows;
  return kept.length > MOST_LINES ? hottest(kept) : kept;
}

function hottest(rows: LineRow[]): LineRow[] {
  return [...rows]
    .sort((a, b) => b.seconds - a.seconds)
    .slice(0, MOST_LINES)
    .sort((a, b) => a.line - b.line);
}

function lastFilled(source: string[]): number {
  let count = source.length;
  while (count > 0 && !source[count - 1]?.trim()) {
    count--;
  }
  return count;
}

/** A box of the flame graph: places in shares of the width, `depth` from the top. */
export interface Box {
  key: string;
  call: Call;
  depth: number;
  from: number;
  to: number;
  /** Its part of what is shown. */
  share: number;
}

/** The boxes below (and around) the call of a key. Boxes that nobody would see are left out. */
export function boxes(tree: Call, zoomed: string, leastShare: number): Box[] {
  const path = around(tree, zoomed);
  const found = path.map((call, depth) => ({
    key: keyOf(path, depth), call, depth, from: 0, to: 1, share: call.s / (tree.s || 1)
  }));
  const top = path[path.length - 1];
  if (!top) {
    return [];
  }
  const root = hierarchy(top, call => call.c).sum(call => Math.max(0, call.s - inner(call)));
  const keys = new Map<unknown, string>();
  for (const node of partition<Call>()(root).descendants()) {
    const index = node.parent?.children?.indexOf(node) ?? 0;
    const key = node.parent ? `${keys.get(node.parent) ?? ''}/${index}` : zoomKey(found);
    keys.set(node, key);
    if (node.parent && node.x1 - node.x0 >= leastShare) {
      const depth = path.length - 1 + node.depth;
      found.push({ key, call: node.data, depth, from: node.x0, to: node.x1, share: node.data.s / (tree.s || 1) });
    }
  }
  return found;
}

function zoomKey(found: Box[]): string {
  return found[found.length - 1]?.key ?? '';
}

function keyOf(path: Call[], depth: number): string {
  let key = '';
  for (let at = 1; at <= depth; at++) {
    key += `/${path[at - 1]?.c?.indexOf(path[at] as Call) ?? 0}`;
  }
  return key;
}

/** The calls from the top to the one of a key, or as far as there are any. */
function around(tree: Call, key: string): Call[] {
  const path = [tree];
  for (const index of key.split('/').slice(1)) {
    const next = path[path.length - 1]?.c?.[Number(index)];
    if (!next) {
      break;
    }
    path.push(next);
  }
  return path;
}

function inner(call: Call): number {
  return (call.c ?? []).reduce((sum, each) => sum + each.s, 0);
}

/** Whether a call is one that somebody looks for. */
export function matches(call: Call, wanted: string): boolean {
  const text = wanted.trim().toLowerCase();
  return text !== '' && `${call.n} ${call.f ?? ''}`.toLowerCase().includes(text);
}

/** The share of the time that is in the outermost calls that match. */
export function shareOf(tree: Call, wanted: string): number {
  const sum = (call: Call): number =>
    matches(call, wanted) ? call.s : (call.c ?? []).reduce((total, each) => total + sum(each), 0);
  return sum(tree) / (tree.s || 1);
}

/** The box that an arrow key leads to. */
export function neighbour(found: Box[], key: string, arrow: string): string {
  const here = found.find(box => box.key === key);
  if (!here) {
    return found[0]?.key ?? '';
  }
  const middle = (here.from + here.to) / 2;
  const step = arrow === 'ArrowDown' ? 1 : arrow === 'ArrowUp' ? -1 : 0;
  const row = found.filter(box => box.depth === here.depth + step).sort((a, b) => a.from - b.from);
  if (step) {
    const under = row.filter(box => box.from >= here.from && box.to <= here.to).sort((a, b) => b.share - a.share);
    const over = row.find(box => box.from <= middle && box.to >= middle);
    return (step > 0 ? under[0]?.key : over?.key) ?? key;
  }
  const at = row.findIndex(box => box.key === key) + (arrow === 'ArrowRight' ? 1 : -1);
  return row[Math.min(row.length - 1, Math.max(0, at))]?.key ?? key;
}

export function seconds(value: number): string {
  return value >= 100 ? `${value.toFixed(0)} s` : value >= 0.1 ? `${value.toFixed(2)} s` : `${(value * 1000).toFixed(0)} ms`;
}

export function percent(share: number): string {
  return share >= 0.0995 ? `${(share * 100).toFixed(0)} %` : `${(share * 100).toFixed(1)} %`;
}

/** Which cell, how long, and how it ended. */
export function titled(about: About, now: Now): string {
  const state = { running: 'running', failed: 'failed', interrupted: 'interrupted', done: '' }[now.state ?? 'running'];
  return [`cell ${about.cell ?? ''}`, seconds(now.elapsed ?? 0), state].filter(Boolean).join(' · ');
}

/** What the picture says of the whole, in a line. */
export function said(about: About, now: Now): string {
  const total = (now.tiers ?? []).reduce((sum, part) => sum + part, 0) || 1e-9;
  const tiers = (about.tiers ?? [])
    .map((name, index) => [name, (now.tiers?.[index] ?? 0) / total] as const)
    .filter(([, share]) => share >= 0.005)
    .map(([name, share]) => `${name} ${percent(share)}`);
  return [titled(about, now), tiers.join(', ')].filter(Boolean).join(' · ');
}

/** All there is to say of a box, for those who do not see it, and as its tip. */
export function spoken(box: Box): string {
  const { call } = box;
  const place = call.f ? ` (${call.f}:${call.l ?? 0})` : '';
  const native = call.a ? `, ${percent(call.a / (call.s || 1))} of it native` : '';
  return `${call.n}${place}: ${seconds(call.s)}, ${percent(box.share)}${native}`;
}
