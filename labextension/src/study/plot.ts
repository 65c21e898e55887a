/** The picture of a study: points over two axes, the front as a line, names of the best. */
import { cut } from '../models/words';
import { element } from '../models/elements';
import { axis, front, stairs, type Axis } from './chart';
import type { About, Candidate, Field } from './data';
import { plotted, spoken, titled } from './state';

const LEFT = 58;
const RIGHT = 18;
const TOP = 16;
const BOTTOM = 44;
const LETTER = 6.1;
const LONGEST = 30;
const RADIUS = { kept: 7, rejected: 5, unfinished: 5 };

/** A pointer this near to a point means it. */
const REACH = 22;

/** What is drawn, and what is called when a point gets the focus. */
export interface Wish {
  about: About;
  candidates: Candidate[];
  x: Field;
  y: Field;
  width: number;
  height: number;
  point(key: string | null): void;
}

/** A candidate and where it stands. */
export interface Place {
  each: Candidate;
  x: number;
  y: number;
}

type Area = { left: number; right: number; top: number; bottom: number };
type Label = { text: string; x: number; y: number; anchor: 'start' | 'end' };

/** Replaces what `svg` shows; where the points stand, those on top last. */
export function plot(svg: SVGSVGElement, wish: Wish): Place[] {
  const { about, candidates, width, height } = wish;
  const found = plotted(candidates, wish.x, wish.y);
  const across = axis(wish.x, titled(wish.x, about), found.map(each => each[wish.x] ?? 0));
  const up = axis(wish.y, titled(wish.y, about), found.map(each => each[wish.y] ?? 0));
  const atX = (value: number) => LEFT + across.place(value) * (width - LEFT - RIGHT);
  const atY = (value: number) => height - BOTTOM - up.place(value) * (height - TOP - BOTTOM);
  const places = found.map(each => ({ each, x: atX(each[wish.x] ?? 0), y: atY(each[wish.y] ?? 0) }));
  const best = front(found, wish.x, wish.y, about.higher_is_better);
  const line = stairs(best.map(each => [atX(each[wish.x] ?? 0), atY(each[wish.y] ?? 0)]));
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.replaceChildren(
    grid(across, up, width, height),
    element('polyline', { class: 'nx-front', points: line.map(([x, y]) => `${x},${y}`).join(' ') })
  );
  const isFirst = (place: Place) => place.each.verdict === 'kept' || place.each.is_original;
  const inOrder = [...places.filter(place => !isFirst(place)), ...places.filter(isFirst)];
  inOrder.forEach(place => svg.append(point(place, wish)));
  labels(places, new Set(best.map(each => each.key)), width).forEach(each => {
    svg.append(element('text', { class: 'nx-label', x: each.x, y: each.y, 'text-anchor': each.anchor }, each.text));
  });
  if (!found.length) {
    svg.append(element('text', { class: 'nx-empty', x: width / 2, y: height / 2 }, 'nothing measured yet'));
  }
  return inOrder;
}

/** The point that a pointer means: the nearest, of equals the one on top. */
export function nearest(places: Place[], x: number, y: number): Place | null {
  const found = { place: null as Place | null, distance: REACH };
  for (const place of places) {
    const distance = Math.hypot(place.x - x, place.y - y);
    if (distance <= found.distance) {
      Object.assign(found, { place, distance });
    }
  }
  return found.place;
}

/** The colour of a metric: from the worst to the best. */
export function shadeColour(shade: number | null): string {
  if (shade === null) {
    return 'var(--noodle-muted)';
  }
  const [from, to, part] = shade < 0.5 ? ['bad', 'middle', shade * 2] : ['middle', 'good', shade * 2 - 1];
  return `color-mix(in oklab, var(--nx-${to}) ${Math.round(part * 100)}%, var(--nx-${from}))`;
}

/** Names beside the front and the original: where they cover nothing, else where they cover points,
 * but never one another. */
export function labels(places: Place[], best: Set<string>, width: number): Label[] {
  const points = places.map(({ x, y }) => ({ left: x - 8, right: x + 8, top: y - 8, bottom: y + 8 }));
  const taken: Area[] = [];
  const made: Label[] = [];
  for (const { each, x, y } of places.filter(({ each }) => best.has(each.key) || each.is_original)) {
    const choices = around(cut(each.name, LONGEST), x, y, width);
    const free = choices.filter(([, area]) => !taken.some(other => overlap(area, other)));
    const [label, area] = free.find(([, area]) => !points.some(other => overlap(area, other))) ?? free[0] ?? [];
    if (label && area) {
      taken.push(area);
      made.push(label);
    }
  }
  return made;
}

/** Places for a name around a point that are inside the picture, the best first. */
function around(text: string, x: number, y: number, width: number): [Label, Area][] {
  const long = text.length * LETTER;
  const sides: [number, number, Label['anchor']][] = [[12, 4, 'start'], [-12, 4, 'end'], [6, -12, 'start'], [6, 20, 'start'], [-6, -12, 'end'], [-6, 20, 'end']];
  return sides
    .map(([dx, dy, anchor]): [Label, Area] => {
      const left = x + dx - (anchor === 'end' ? long : 0);
      return [{ text, x: x + dx, y: y + dy, anchor }, { left, right: left + long, top: y + dy - 10, bottom: y + dy + 3 }];
    })
    .filter(([, area]) => area.left >= LEFT && area.right <= width - 4 && area.top >= 2);
}

function overlap(one: Area, other: Area): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function point({ each, x, y }: Place, wish: Wish): SVGGElement {
  const size = each.is_original ? 8 : RADIUS[each.verdict];
  const shape = each.is_original
    ? element('path', { d: `M${x} ${y - size}L${x + size} ${y}L${x} ${y + size}L${x - size} ${y}Z` })
    : element('circle', { cx: x, cy: y, r: size });
  shape.style.setProperty('--nx-shade', shadeColour(each.shade));
  const made = element(
    'g',
    {
      class: `nx-point nx-${each.verdict}${each.is_original ? ' nx-original' : ''}`,
      'data-key': each.key,
      role: 'button',
      tabindex: -1,
      'aria-label': spoken(each, wish.about)
    },
    element('circle', { class: 'nx-reach', cx: x, cy: y, r: 13 }),
    shape
  );
  made.addEventListener('focus', () => wish.point(each.key));
  made.addEventListener('blur', () => wish.point(null));
  return made;
}

function grid(across: Axis, up: Axis, width: number, height: number): SVGGElement {
  const made = element('g', { class: 'nx-grid', 'aria-hidden': 'true' });
  const [bottom, right] = [height - BOTTOM, width - RIGHT];
  across.ticks.forEach(([place, text]) => {
    const x = LEFT + place * (right - LEFT);
    made.append(element('path', { d: `M${x} ${TOP}V${bottom}` }));
    made.append(element('text', { x, y: bottom + 16, 'text-anchor': 'middle' }, text));
  });
  up.ticks.forEach(([place, text]) => {
    const y = bottom - place * (bottom - TOP);
    made.append(element('path', { d: `M${LEFT} ${y}H${right}` }));
    made.append(element('text', { x: LEFT - 8, y: y + 4, 'text-anchor': 'end' }, text));
  });
  const middle = (TOP + bottom) / 2;
  made.append(element('path', { class: 'nx-axis', d: `M${LEFT} ${TOP}V${bottom}H${right}` }));
  made.append(element('text', { class: 'nx-title', x: (LEFT + right) / 2, y: height - 8, 'text-anchor': 'middle' }, across.title));
  made.append(element('text', { class: 'nx-title', x: 0, y: 0, 'text-anchor': 'middle', transform: `translate(14 ${middle}) rotate(-90)` }, up.title));
  return made;
}
