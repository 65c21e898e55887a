/** The same figures as rows, to read, to sort and to choose from. */
import { html } from '../models/elements';
import { inUnit } from './chart';
import type { About, Candidate } from './data';
import { shadeColour } from './plot';
import { COLUMNS, sorted, times, type Column, type Order } from './state';

export interface Wish {
  about: About;
  candidates: Candidate[];
  order: Order | null;
  sort(column: Column): void;
  point(key: string | null): void;
  choose(key: string): void;
}

export function table(wish: Wish): HTMLTableElement {
  const head = html('tr', '');
  COLUMNS.forEach(([column, title]) => head.append(headCell(column, title || wish.about.metric, wish)));
  const body = html('tbody', '');
  sorted(wish.candidates, wish.order).forEach(each => body.append(row(each, wish)));
  const caption = html('caption', 'nx-hidden', 'The models that were tried. The heads of the columns sort.');
  return html('table', 'nx-table', caption, html('thead', '', head), body);
}

function headCell(column: Column, title: string, wish: Wish): HTMLElement {
  const isSorted = wish.order?.column === column;
  const arrow = isSorted ? (wish.order?.isDown ? ' ▾' : ' ▴') : '';
  const button = html('button', 'nx-sort', title, html('span', '', arrow));
  button.type = 'button';
  button.dataset['column'] = column;
  button.addEventListener('click', () => wish.sort(column));
  const made = html('th', column === 'name' || column === 'verdict' ? '' : 'nx-number', button);
  made.scope = 'col';
  made.setAttribute('aria-sort', isSorted ? (wish.order?.isDown ? 'descending' : 'ascending') : 'none');
  return made;
}

function row(each: Candidate, wish: Wish): HTMLTableRowElement {
  const dot = html('span', 'nx-dot');
  dot.style.background = shadeColour(each.shade);
  const button = html('button', 'nx-name', each.name);
  button.type = 'button';
  button.title = each.name;
  const verdict = each.is_original && each.verdict !== 'kept' ? 'the original' : each.verdict;
  const head = html('th', '', dot, button);
  head.scope = 'row';
  const made = html(
    'tr',
    `nx-row nx-${each.verdict}`,
    head,
    html('td', 'nx-number', inUnit('latency', each.latency)),
    html('td', 'nx-number', times(each.speedup)),
    html('td', 'nx-number', inUnit('size', each.size)),
    html('td', 'nx-number', inUnit('metric', each.metric)),
    html('td', 'nx-why', html('div', '', html('span', 'nx-verdict', verdict), each.reason ? ` ${each.reason}` : ''))
  );
  made.dataset['key'] = each.key;
  made.addEventListener('click', () => wish.choose(each.key));
  made.addEventListener('pointerenter', () => wish.point(each.key));
  made.addEventListener('pointerleave', () => wish.point(null));
  button.addEventListener('focus', () => wish.point(each.key));
  button.addEventListener('blur', () => wish.point(null));
  return made;
}
