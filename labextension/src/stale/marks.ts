/** The marks on cells: a word below the prompt, with the reasons as its tooltip. */
import type { Cell } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';

import { reasons, word } from './model';
import type { StaleNotebook } from './notebook';

const MARK = 'noodle-stale-mark';
const MARKED = 'noodle-stale-cell';

/** Draws the marks of all cells anew. */
export function draw(stale: StaleNotebook, trans: TranslationBundle): void {
  const rows = new Map(stale.showsMarks ? stale.found?.cells.map(row => [row.id, row]) : []);
  for (const cell of stale.panel.content.widgets) {
    const row = rows.get(cell.model.id);
    const text = row ? word(row, trans) : null;
    if (row && text) {
      const why = reasons(row, id => stale.label(id), trans).join('\n');
      show(cell, row.state, text, trans.__('%1: %2', text, why));
    } else {
      cell.removeClass(MARKED);
      cell.node.querySelector(`.${MARK}`)?.remove();
    }
  }
}

function show(cell: Cell, state: string, text: string, title: string): void {
  const wrapper = cell.node.querySelector('.jp-Cell-inputWrapper');
  if (!wrapper) {
    return;
  }
  let mark = wrapper.querySelector<HTMLElement>(`.${MARK}`);
  if (!mark) {
    mark = document.createElement('span');
    mark.className = MARK;
    mark.setAttribute('role', 'note');
    wrapper.appendChild(mark);
  }
  cell.addClass(MARKED);
  mark.dataset.state = state;
  mark.textContent = text;
  mark.title = title;
  mark.setAttribute('aria-label', title);
}
