/** A cell with IPython's magics, as a text of the same length that Python's grammar reads: magic
 * and shell lines become comments. Knows no editor. */
import { hasProgram } from './words';

const MAY_HAVE = /^[ \t]*[%!?]|=[ \t]*[%!]|\?[ \t]*$/m;
const CELL_MAGIC = /^\s*%%(\w+)/;
const LINE = /^([ \t]*)(?:%{1,2}(?=[A-Za-z_])|!(?!=)|\?)/gm;
const ASSIGNED = /^([ \t]*[\w.,[\]'" \t]+=[ \t]*)(?:%(?=[A-Za-z_])|!(?!=))./gm;
const HELP = /^([ \t]*%{0,2}[\w.*]+)\?(?=\??[ \t]*$)/gm;

/** Null where the text can be read as it is; `other`: behind its first line is another language. */
export function withoutMagics(text: string): { text: string; other: boolean } | null {
  if (!MAY_HAVE.test(text)) {
    return null;
  }
  const cell = CELL_MAGIC.exec(text)?.[1];
  if (cell !== undefined && !hasProgram(cell)) {
    return { text, other: true };
  }
  const shadow = text
    .replace(LINE, (found, before: string) => before + '#'.repeat(found.length - before.length))
    .replace(ASSIGNED, (_, before: string) => `${before}0#`)
    .replace(HELP, (_, before: string) => `${before}#`);
  return shadow === text ? null : { text: shadow, other: false };
}
