/** What a word is, as elements of a page. */
import type { Card } from './data';

export function cardOf(card: Card): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'noodle-hover';
  dom.append(line('noodle-hover-title', card.title));
  if (card.preview !== null) {
    dom.append(line('noodle-hover-preview', card.preview));
  }
  if (card.text !== '') {
    dom.append(line('noodle-hover-text', card.text));
  }
  return dom;
}

function line(className: string, text: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = className;
  dom.textContent = text;
  return dom;
}
