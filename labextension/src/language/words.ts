/** What is Noodle's own in a text, by name alone. Knows no editor. */

/** Scalar types, as nbc/types/model.py has them; tests compare. */
export const TYPES: ReadonlySet<string> = new Set(['bool', 'i8', 'i16', 'i32', 'i64', 'u8', 'u16', 'u32', 'u64', 'f16', 'f32', 'f64', 'c64', 'c128', 'str', 'bytes', 'int', 'float', 'complex']);

export type Kind = 'type' | 'dimension' | 'decorator' | null;

/** `inAnnotation`: between the brackets of a type, where capitals are dimension names. */
export function kindOf(name: string, inAnnotation: boolean): Kind {
  if (TYPES.has(name)) {
    return 'type';
  }
  return inAnnotation && /^[A-Z][A-Z0-9_]*$/.test(name) ? 'dimension' : null;
}
