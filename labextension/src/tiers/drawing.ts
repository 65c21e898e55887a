/** The marks as elements: a bolt that is filled, hollow or half, and bars. Texts are text nodes. */
import type { Tier } from './data';

const SVG = 'http://www.w3.org/2000/svg';
const BOLT = 'M7.5 1 2.5 8.5H6L5 13l5-7.5H6.5Z';
const LEFT_HALF = 'M6.5 2.5 2.5 8.5H6L5 13l1.2-1.8Z';

export function bolt(tier: Tier): SVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 12 14');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(path(BOLT, tier === 'native'));
  if (tier === 'mixed') {
    svg.append(path(LEFT_HALF, true));
  }
  return svg;
}

export function tierMark(tier: Tier, text: string, isQuiet: boolean, isStale: boolean): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'noodle-tier';
  mark.dataset.tier = tier;
  mark.classList.toggle('noodle-mod-quiet', isQuiet);
  mark.classList.toggle('noodle-mod-stale', isStale);
  mark.setAttribute('role', 'img');
  mark.setAttribute('aria-label', text);
  mark.title = text;
  mark.append(bolt(tier));
  return mark;
}

/** `share` of the bar's whole length; `label` beside it, `text` in full. */
export function bar(kind: 'time' | 'memory', share: number, label: string, text: string, isStale: boolean): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'noodle-bar';
  mark.dataset.kind = kind;
  mark.classList.toggle('noodle-mod-stale', isStale);
  mark.setAttribute('role', 'img');
  mark.setAttribute('aria-label', text);
  mark.title = text;
  const length = document.createElement('span');
  length.className = 'noodle-bar-length';
  length.style.width = `${Math.min(Math.max(share, 0), 1) * 100}%`;
  const words = document.createElement('span');
  words.className = 'noodle-bar-label';
  words.textContent = label;
  mark.append(length, words);
  return mark;
}

function path(shape: string, isFilled: boolean): SVGElement {
  const drawn = document.createElementNS(SVG, 'path');
  drawn.setAttribute('d', shape);
  drawn.setAttribute('class', isFilled ? 'noodle-filled' : 'noodle-hollow');
  return drawn;
}
