/** The names that a cell gives to the cells after it, read from its text. Knows no editor. */
import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/python';

import { withoutMagics } from '../language/magics';

const INNER = new Set(['FunctionDefinition', 'ClassDefinition', 'LambdaExpression']);

/** One text, read once, and only if it is asked for a name that it has somewhere. */
export class CellText {
  private names: ReadonlySet<string> | null = null;

  constructor(readonly text: string) {}

  defines(name: string): boolean {
    if (!this.text.includes(name)) {
      return false;
    }
    this.names ??= namesOf(this.text);
    return this.names.has(name);
  }
}

export function namesOf(cell: string): Set<string> {
  const magics = withoutMagics(cell);
  const text = magics?.text ?? cell;
  const names = new Set<string>();
  if (magics?.other) {
    return names;
  }
  const tree: Tree = parser.parse(text);
  const add = (node: SyntaxNode | null) => node && names.add(text.slice(node.from, node.to));
  tree.iterate({
    enter: ({ name, node }) => {
      if (name === 'AssignStatement') {
        const last = node.getChildren('AssignOp').at(-1);
        targets(node, 0, last?.from ?? 0).forEach(add);
      } else if (name === 'ForStatement') {
        targets(node, node.from, node.getChild('in')?.from ?? 0).forEach(add);
      } else if (name === 'WithStatement' || name === 'ImportStatement') {
        bound(node).forEach(add);
      } else if (name === 'NamedExpression') {
        add(node.getChild('VariableName'));
      } else if (INNER.has(name)) {
        add(name === 'LambdaExpression' ? null : node.getChild('VariableName'));
        return false;
      }
      return true;
    }
  });
  return names;
}

/** The names among what stands between two places, inside tuples and lists too. */
function targets(node: SyntaxNode, from: number, to: number): SyntaxNode[] {
  return children(node)
    .filter(child => child.from >= from && child.to <= to)
    .flatMap(child => {
      if (child.name === 'VariableName') {
        return [child];
      }
      return child.name === 'TupleExpression' || child.name === 'ArrayExpression' ? targets(child, child.from, child.to) : [];
    });
}

/** `import a.b, c as d`, `from m import e as f, g`, `with x as h`: a, d, f, g, h. */
function bound(node: SyntaxNode): SyntaxNode[] {
  const parts = children(node);
  const isWith = node.name === 'WithStatement';
  const isFrom = parts[0]?.name === 'from';
  const start = isFrom ? parts.findIndex(part => part.name === 'import') : 0;
  return parts.filter((part, at) => {
    if (part.name !== 'VariableName' || at < start || parts[at - 1]?.name === '.') {
      return false;
    }
    const isRenamed = parts[at + 1]?.name === 'as';
    return parts[at - 1]?.name === 'as' || (!isWith && !isRenamed);
  });
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    found.push(child);
  }
  return found;
}
