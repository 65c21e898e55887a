/** Noodle for CodeMirror: Python's grammar, magics read as comments, Noodle's own names marked.
 * Loaded when needed. */
import { pythonLanguage } from '@codemirror/lang-python';
import { Language, LanguageSupport, defineLanguageFacet, languageDataProp } from '@codemirror/language';
import { type Input, type PartialParse, Tree } from '@lezer/common';

import { withoutMagics } from './magics';
import { marks } from './marks';

const prefixes = ['f', 'fr', 'rf', 'r', 'u', 'b', 'br', 'rb'];

const data = defineLanguageFacet({
  closeBrackets: {
    brackets: ['(', '[', '{', "'", '"', "'''", '"""'],
    stringPrefixes: [...prefixes, ...prefixes.map(prefix => prefix.toUpperCase())]
  },
  commentTokens: { line: '#' },
  indentOnInput: /^\s*([}\])]|else:|elif |except |finally:|case\s+[^:]*:?)$/
});

/** Python's, with its indentation and folding. */
const plain = pythonLanguage.parser.configure({ props: [languageDataProp.add(type => (type.isTop ? data : undefined))] });

const parser = plain.configure({
  wrap: (asItIs, input, fragments, ranges) => {
    const found = withoutMagics(input.read(0, input.length));
    if (!found) {
      return asItIs;
    }
    return found.other ? nothing(input.length) : plain.createParse(new Text(found.text), fragments, ranges);
  }
});

/** A text that is not Noodle's: there is nothing to see in it. */
function nothing(length: number): PartialParse {
  return {
    parsedPos: length,
    stoppedAt: null,
    stopAt: () => undefined,
    advance: () => new Tree(plain.topNode, [], [], length)
  };
}

class Text implements Input {
  readonly lineChunks = false;

  constructor(private readonly text: string) {}

  get length(): number {
    return this.text.length;
  }

  chunk(from: number): string {
    return this.text.slice(from);
  }

  read(from: number, to: number): string {
    return this.text.slice(from, to);
  }
}

export function noodle(): LanguageSupport {
  return new LanguageSupport(new Language(data, parser, [], 'noodle'), [marks]);
}
