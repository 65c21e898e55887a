/** Noodle for CodeMirror: Python's grammar, with Noodle's own names marked. Loaded when needed. */
import { HighlightStyle, LRLanguage, LanguageSupport, delimitedIndent, foldInside, foldNodeProp, indentNodeProp, syntaxHighlighting } from '@codemirror/language';
import { tags } from '@lezer/highlight';
import { parser } from '@lezer/python';

import { marks } from './marks';

const language = LRLanguage.define({
  name: 'noodle',
  parser: parser.configure({
    props: [
      indentNodeProp.add({
        Body: context => context.continue(),
        TupleExpression: delimitedIndent({ closing: ')' }),
        ParenthesizedExpression: delimitedIndent({ closing: ')' }),
        ArgList: delimitedIndent({ closing: ')' }),
        ParamList: delimitedIndent({ closing: ')' }),
        DictionaryExpression: delimitedIndent({ closing: '}' }),
        SetExpression: delimitedIndent({ closing: '}' }),
        ArrayExpression: delimitedIndent({ closing: ']' })
      }),
      foldNodeProp.add({
        'ArrayExpression DictionaryExpression SetExpression TupleExpression': foldInside,
        Body: (node, state) => ({ from: node.from + 1, to: node.to - (node.to === state.doc.length ? 0 : 1) })
      })
    ]
  }),
  languageData: {
    closeBrackets: { brackets: ['(', '[', '{', "'", '"', "'''", '"""'], stringPrefixes: ['f', 'fr', 'rf', 'r', 'u', 'b', 'br', 'rb'] },
    commentTokens: { line: '#' },
    indentOnInput: /^\s*([}\]\)]|else:|elif |except |finally:|case\s+[^:]*:?)$/
  }
});

const types = HighlightStyle.define([{ tag: tags.typeName, class: 'noodle-type' }]);

export function noodle(): LanguageSupport {
  return new LanguageSupport(language, [marks, syntaxHighlighting(types)]);
}
