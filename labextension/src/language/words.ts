/** What is Noodle's own in a text, by name alone. Knows no editor. */
import known from './names.json';

export type Kind = 'type' | 'dimension' | 'decorator' | 'builtin' | null;

/** Where a name stands: between the brackets of a type, elsewhere in an annotation, behind an @. */
export type Place = 'axis' | 'annotation' | 'decorator' | 'code';

/** What a kernel says that it knows: noodle_kernel/live/vocabulary.py. */
export interface Vocabulary {
  names: string[];
  types: string[];
  decorators?: string[];
  cellMagics?: string[];
}

const PYTHON_TYPES = ['int', 'float', 'complex', 'bytes', 'bigint'];

let types: ReadonlySet<string>;
let builtins: ReadonlySet<string>;
let magics: ReadonlySet<string>;

learn(known);

/** From now on these are the words; a kernel of another version may have others. */
export function learn(words: Vocabulary): void {
  types = new Set([...words.types, ...PYTHON_TYPES]);
  builtins = new Set([...known.pythons, ...words.names, ...(words.decorators ?? known.decorators)]);
  magics = new Set(words.cellMagics ?? known.cellMagics);
}

/** What to show a name as. Capitals between the brackets of a type are dimension names, and so is
 * any other name there that is no type. */
export function kindOf(name: string, place: Place): Kind {
  if (types.has(name)) {
    return 'type';
  }
  if (place === 'axis') {
    return 'dimension';
  }
  if (place === 'decorator') {
    return 'decorator';
  }
  return builtins.has(name) ? 'builtin' : null;
}

/** Whether what follows `%%name` is a program in Noodle or Python. */
export function hasProgram(cellMagic: string): boolean {
  return magics.has(cellMagic);
}
