/** A scene as SVG elements: boxes that can be focused and clicked, wires, frames with buttons. */
import { isGroup } from './data';
import { element } from './elements';
import type { Point } from './placing';
import { HEADER, PADDING, type Box, type Scene, type Wire } from './scene';
import { DETAIL_SIZE, TITLE_SIZE, detailOf, titleOf } from './words';

/** How a box is painted beyond its kind: a fill, and words in place of its shape. */
export interface Paint {
  fill: string;
  detail: string | null;
}

export interface Callbacks {
  select(box: Box): void;
  toggle(box: Box): void;
  unroll(box: Box): void;
}

/** All of a scene in one group element. */
export function draw(
  made: Scene,
  paint: (box: Box) => Paint,
  unrolled: ReadonlySet<string>,
  callbacks: Callbacks
): SVGGElement {
  const whole = element('g');
  made.boxes.filter(box => box.kind === 'frame').forEach(box => {
    whole.append(frame(box, unrolled.has(box.id), callbacks));
  });
  const wires = element('g', { class: 'ng-wires' });
  made.wires.forEach(each => wires.append(wire(each)));
  whole.append(wires);
  made.boxes.filter(box => box.kind !== 'frame').forEach(box => {
    whole.append(closedBox(box, paint(box), callbacks));
  });
  return whole;
}

function frame(box: Box, isUnrolled: boolean, callbacks: Callbacks): SVGGElement {
  const made = element('g', { class: 'ng-frame', 'data-id': box.id });
  made.append(element('rect', { ...place(box), rx: 10 }));
  const title = words(box.x + PADDING + 16, box.y + HEADER * 0.62, titleOf(box.data), 'ng-label');
  const close = button(box.x + 6, box.y + 5, 22, '▾', `Close ${titleOf(box.data)}`, () =>
    callbacks.toggle(box)
  );
  made.append(title, close);
  if (isGroup(box.data) && box.data.kind === 'repeat') {
    const label = isUnrolled ? 'show one' : `show ${box.data.count}`;
    const hint = isUnrolled ? 'Show one block for all' : 'Show all blocks one by one';
    made.append(button(box.x + box.width - 72, box.y + 5, 64, label, hint, () => callbacks.unroll(box)));
  }
  made.addEventListener('dblclick', event => {
    event.stopPropagation();
    callbacks.toggle(box);
  });
  made.addEventListener('click', () => callbacks.select(box));
  return made;
}

function closedBox(box: Box, paint: Paint, callbacks: Callbacks): SVGGElement {
  const title = titleOf(box.data);
  const detail = paint.detail ?? detailOf(box.data);
  const made = element('g', {
    class: `ng-box ng-${box.kind}`,
    'data-id': box.id,
    role: 'button',
    'aria-label': `${title} ${detail}`
  });
  const isEnd = box.kind === 'input' || box.kind === 'output';
  const fill = isEnd ? {} : { style: `fill:${paint.fill}` };
  if (box.kind === 'group') {
    const behind = { ...box, x: box.x + 4, y: box.y + 4, width: box.width - 8 };
    made.append(element('rect', { ...place(behind), rx: 6, class: 'ng-behind', ...fill }));
  }
  made.append(element('rect', { ...place(box), rx: isEnd ? box.height / 2 : 6, ...fill }));
  const middle = box.y + box.height / 2;
  const x = box.x + box.width / 2;
  made.append(words(x, middle - 3.5, title, 'ng-title'), words(x, middle + 11.5, detail, 'ng-detail'));
  made.append(element('title', {}, hint(box)));
  made.addEventListener('click', event => {
    event.stopPropagation();
    callbacks.select(box);
  });
  made.addEventListener('dblclick', event => {
    event.stopPropagation();
    callbacks.toggle(box);
  });
  return made;
}

function hint(box: Box): string {
  return isGroup(box.data) ? `${box.data.name}: press twice to open` : `${box.data.op} ${box.data.name}`;
}

function button(
  x: number,
  y: number,
  width: number,
  label: string,
  hint: string,
  press: () => void
): SVGGElement {
  const made = element('g', { class: 'ng-button', role: 'button', 'aria-label': hint });
  made.append(
    element('rect', { x, y, width, height: 21, rx: 5 }),
    words(x + width / 2, y + 14.5, label, 'ng-detail'),
    element('title', {}, hint)
  );
  made.addEventListener('click', event => {
    event.stopPropagation();
    press();
  });
  return made;
}

function words(x: number, y: number, text: string, kind: string): SVGTextElement {
  const size = kind === 'ng-detail' ? DETAIL_SIZE : TITLE_SIZE;
  return element('text', { x, y, class: kind, 'font-size': size }, text);
}

function place(box: Box): Record<string, number> {
  return { x: box.x, y: box.y, width: box.width, height: box.height };
}

function wire(each: Wire): SVGGElement {
  const ends = { 'data-from': each.source, 'data-to': each.target };
  const made = element('g', { class: 'ng-wire', ...ends });
  made.append(element('path', { d: path(each.points) }));
  const [x, y] = each.points.at(-1) ?? [0, 0];
  if (each.isEnd) {
    made.append(element('path', { class: 'ng-arrow', d: `M${x} ${y}l-4 -7q4 2 8 0z` }));
  }
  if (each.shapes.length) {
    made.append(element('title', {}, each.shapes.join(', ')));
  }
  return made;
}

/** Straight pieces, joined by curves that begin and end downwards. */
export function path(points: readonly Point[]): string {
  let made = '';
  points.forEach(([x, y], at) => {
    const [lastX, lastY] = points[at - 1] ?? [x, y];
    if (at === 0) {
      made += `M${x} ${y}`;
    } else if (at % 2 || Math.abs(x - lastX) < 0.5) {
      made += `L${x} ${y}`;
    } else {
      const bend = (y + lastY) / 2;
      made += `C${lastX} ${bend} ${x} ${bend} ${x} ${y}`;
    }
  });
  return made;
}
