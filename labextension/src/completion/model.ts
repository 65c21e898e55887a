/** The kernel's candidates as JupyterLab's completer takes them. Knows no page. */
import type { Candidate, Completed } from './data';

export interface Item {
  label: string;
  insertText: string;
  type: string;
}

export interface Reply {
  start: number;
  end: number;
  items: Item[];
}

export function replyOf(completed: Completed): Reply {
  return { start: completed.from, end: completed.to, items: completed.items.map(itemOf) };
}

/** The word itself is inserted; its type stands beside it. */
function itemOf({ text, type }: Candidate): Item {
  return { label: text, insertText: text, type };
}

/** The text with the candidate in it, and a place in the candidate: what its help is asked for. */
export function withCandidate(text: string, start: number, end: number, candidate: string): { code: string; offset: number } {
  const code = text.slice(0, start) + candidate + text.slice(end);
  return { code, offset: start + candidate.replace(/[^\w.].*$/s, '').length };
}

/** Help as one text. */
export function helpOf(card: { title: string; text: string; preview: string | null } | null): string | undefined {
  return card ? [card.title, card.preview, card.text].filter(part => part).join('\n\n') : undefined;
}
