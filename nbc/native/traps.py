"""Traps: what native code can raise, by number.

A row says which exception a trap becomes and its text, over the six 64-bit values that the trap
carries; both equal what the VM raises. Native code stores the number and the values and leaves.

Rows without text get one from `nbc.native.dispatch.messages`, of these values:

    BROADCAST BROADCAST_OUTPUT NOT_ALIGNED   two shapes: both operands (and `out=`); the output
                                             and what it must hold; both operands of dot
    BROADCAST_INTO   two shapes: of the value and of the place
    INDEX_SHAPES     two shapes: of two arrays of indices
    VALUE_INTO_INDEX two shapes: of the value and of what is indexed
    BROADCAST_IN_PLACE  two shapes: of the array that is changed and of the other operand
    RESHAPE          two shapes: (size,) and the one asked for
    MATMUL           a: the size found in operand 1, b: the one it should be
    UNPACK           a: how many were expected, b: how many there are
    CONCATENATE      a: the dimension, b, c: an array's number and size, d, e: those of the other
    CAST             a: the bits of the value, b: which of CAST_FROM it is; the place's text: the
                     Noodle scalar type that does not hold it
    RAISED           the place's text: the name of a builtin exception, a line break, its message
                     (no line break: raised without arguments)
    ANNOTATION       the place's text: JSON of the annotation, of what the message calls the value
                     and of its kind; a: a scalar's bits, or the size that an axis should have (the
                     present one of `dim`, bound `by`), b to f: the shape
    KEY              a: the key

Two shapes in six values: a is rank + 256 * the other's rank; b to f are all the dimensions, those
of the first shape first, two to a value: the earlier one in the low 32 bits. Of a third shape, a
has 65536 * (rank + 1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True, slots=True)
class TrapRow:
    """`text` is a format over a..f; `kind` the name of a builtin exception, or OverflowTrap."""

    number: int
    name: str
    kind: str
    text: str


_TEXTS = (
    ("MEMORY", "MemoryError", "no memory for an array of {a} bytes"),
    ("OVERFLOW", "OverflowTrap", "the result of an i64 operation does not fit 64 bits"),
    ("DIVISION", "ZeroDivisionError", "division by zero"),
    ("FLOAT_DIVISION", "ZeroDivisionError", "float division by zero"),
    ("FLOAT_FLOOR", "ZeroDivisionError", "float floor division by zero"),
    ("FLOAT_MODULO", "ZeroDivisionError", "float modulo"),
    ("INTEGER_DIVISION", "ZeroDivisionError", "integer division or modulo by zero"),
    ("INTEGER_MODULO", "ZeroDivisionError", "integer modulo by zero"),
    ("COMPLEX_DIVISION", "ZeroDivisionError", "complex division by zero"),
    ("ZERO_POWER", "ZeroDivisionError", "0.0 cannot be raised to a negative power"),
    ("INDEX", "IndexError", "index {a} is out of bounds for axis {b} with size {c}"),
    ("LIST_INDEX", "IndexError", "list index out of range"),
    ("LIST_STORE", "IndexError", "list assignment index out of range"),
    ("STRING_INDEX", "IndexError", "string index out of range"),
    ("TUPLE_INDEX", "IndexError", "tuple index out of range"),
    ("POP_EMPTY", "IndexError", "pop from empty list"),
    ("NEGATIVE_SHIFT", "ValueError", "negative shift count"),
    ("ZERO_STEP", "ValueError", "range() arg 3 must not be zero"),
    ("ZERO_SLICE_STEP", "ValueError", "slice step cannot be zero"),
    ("MATH_DOMAIN", "ValueError", "math domain error"),
    ("MATH_RANGE", "OverflowError", "math range error"),
    ("NAN_TO_INT", "ValueError", "cannot convert float NaN to integer"),
    ("INFINITY_TO_INT", "OverflowError", "cannot convert float infinity to integer"),
    ("EMPTY_REDUCTION", "ValueError",
     "zero-size array to reduction operation {name} which has no identity"),
    ("NEGATIVE_DIMENSIONS", "ValueError", "negative dimensions are not allowed"),
    ("READ_ONLY", "ValueError", "assignment destination is read-only"),
    ("UNBOUND_LOCAL", "UnboundLocalError",
     "cannot access local variable '{name}' where it is not associated with a value"),
    ("UNBOUND_GLOBAL", "NameError", "name '{name}' is not defined"),
    ("RECURSION", "RecursionError", "maximum recursion depth exceeded"),
    ("EMPTY_ARGUMENT", "ValueError", "{name}() arg is an empty sequence"),
    ("FACTORIAL", "ValueError", "factorial() not defined for negative values"),
    ("CHR_RANGE", "ValueError", "chr() arg not in range(0x110000)"),
    ("INTEGER_BOUNDS", "OverflowError", "Python integer {a} out of bounds for {name}"),
    ("POWER_RANGE", "OverflowError", "(34, 'Numerical result out of range')"),
    ("COMPLEX_POWER", "OverflowTrap",
     "a negative number to a fractional power is complex, which native code does not give"),
    ("INT_RANGE", "OverflowTrap", "the integer does not fit 64 bits"),
    ("LATE", "RuntimeError", "the native code for a rare case could not be made"),
    ("RAISED", "", ""),
    ("BROADCAST", "ValueError", ""),
    ("BROADCAST_INTO", "ValueError", ""),
    ("MATMUL", "ValueError", ""),
    ("UNPACK", "ValueError", ""),
    ("RESHAPE", "ValueError", ""),
    ("CONCATENATE", "ValueError", ""),
    ("BROADCAST_OUTPUT", "ValueError", ""),
    ("NOT_ALIGNED", "ValueError", ""),
    ("BOOLEAN_INDEX", "IndexError",
     "boolean index did not match indexed array along axis {a}; size of axis is {b} but size of "
     "corresponding boolean axis is {c}"),
    ("CAST", "OverflowTrap", ""),
    ("NEGATIVE_SAMPLES", "ValueError", "Number of samples, {a}, must be non-negative."),
    ("COMPLEX_SIZE", "OverflowError", "absolute value too large"),
    ("ROUND_RANGE", "OverflowError", "rounded value too large to represent"),
    ("FLOAT_DIVMOD", "ZeroDivisionError", "float divmod()"),
    ("ZERO_MODULUS", "ValueError", "pow() 3rd argument cannot be 0"),
    ("ORD_LENGTH", "TypeError", "ord() expected a character, but string of length {a} found"),
    ("CHR_WIDE", "OverflowError", "Python int too large to convert to C int"),
    ("ISQRT", "ValueError", "isqrt() argument must be nonnegative"),
    ("COMB_N", "ValueError", "n must be a non-negative integer"),
    ("COMB_K", "ValueError", "k must be a non-negative integer"),
    ("POP_INDEX", "IndexError", "pop index out of range"),
    ("RANGE_INDEX", "IndexError", "range object index out of range"),
    ("LIST_ABSENT", "ValueError", "{a} is not in list"),
    ("REMOVE_ABSENT", "ValueError", "list.remove(x): x not in list"),
    ("KEY", "KeyError", "{a}"),
    ("NUMBA", "RuntimeError", "{name}(), compiled by numba, failed"),
    ("ANNOTATION", "TypeError", "a value does not fit its annotation"),
    ("COMPLEX_ZERO_POWER", "ZeroDivisionError", "0.0 to a negative or complex power"),
    ("COMPLEX_POWER_RANGE", "OverflowError", "complex exponentiation"),
    ("BROADCAST_IN_PLACE", "ValueError", ""),
    ("OUTPUT_READ_ONLY", "ValueError", "output array is read-only"),
    ("INDEX_SHAPES", "IndexError", ""),
    ("VALUE_INTO_INDEX", "ValueError", ""),
    ("MASK_VALUES", "ValueError",
     "NumPy boolean array indexing assignment cannot assign {a} input values to the {b} output "
     "values where the mask is true"),
)  # fmt: skip

CAST_FROM = ("i64", "u64", "f64", "f32")
"""What a value that a cast refused can be."""

TRAPS: dict[str, TrapRow] = {
    name: TrapRow(number, name, kind, text)
    for number, (name, kind, text) in enumerate(_TEXTS, start=1)
}
"""By name. A row without text has one made of the values where traps become exceptions. `{name}` is
the text that the place of the trap carries. RAISED: a `raise` or `assert` of the program; the place
says which exception."""

BEYOND_NATIVE = frozenset(TRAPS[name].number for name in ("COMPLEX_POWER", "INT_RANGE"))
"""Traps for results that the VM can give and native code cannot: an integer beyond 64 bits, a
complex power of a float. Where nothing was changed yet, the VM runs the call again."""
