"""The methods and attributes of Python's int, float and complex."""

from __future__ import annotations

from nbc.builtins.entry import Entry, fixed
from nbc.builtins.signature import Arguments
from nbc.types.model import (
    BIGINT,
    BOOL,
    C128,
    F64,
    I64,
    STR,
    Bigint,
    Container,
    Scalar,
    Tuple,
    Type,
)


def same_integer(a: Arguments) -> Type:
    kind = a["self"]
    if isinstance(kind, Bigint):
        return BIGINT
    if isinstance(kind, Scalar) and isinstance(kind.value, int):
        return Scalar("i64", value=int(kind.value))
    return I64


_ONE = Scalar("i64", value=1)
_ZERO = Scalar("i64", value=0)

INT_METHODS = (
    Entry("as_integer_ratio(self, /)", fixed(Tuple((BIGINT, _ONE))), "numerator and denominator"),
    Entry("bit_count(self, /)", fixed(I64), "the number of ones in binary"),
    Entry("bit_length(self, /)", fixed(I64), "the number of binary digits"),
    Entry("conjugate(self, /)", same_integer, "the integer itself"),
    Entry("denominator", fixed(_ONE), "1"),
    Entry("from_bytes(bytes, byteorder='big', *, signed=False)", fixed(BIGINT),
          "an integer of bytes"),
    Entry("imag", fixed(_ZERO), "0"),
    Entry("is_integer(self, /)", fixed(BOOL), "True"),
    Entry("numerator", same_integer, "the integer itself"),
    Entry("real", same_integer, "the integer itself"),
    Entry("to_bytes(self, /, length=1, byteorder='big', *, signed=False)",
          fixed(Container("bytes")), "the integer as bytes"),
)  # fmt: skip

FLOAT_METHODS = (
    Entry("as_integer_ratio(self, /)", fixed(Tuple((BIGINT, BIGINT))), "numerator and denominator"),
    Entry("conjugate(self, /)", fixed(F64), "the number itself"),
    Entry("fromhex(string, /)", fixed(F64), "a float of its hexadecimal digits"),
    Entry("hex(self, /)", fixed(STR), "the hexadecimal digits, exact"),
    Entry("imag", fixed(F64), "0.0"),
    Entry("is_integer(self, /)", fixed(BOOL), "whether it has no fractional part"),
    Entry("real", fixed(F64), "the number itself"),
)

COMPLEX_METHODS = (
    Entry("conjugate(self, /)", fixed(C128), "with the imaginary part negated"),
    Entry("imag", fixed(F64), "the imaginary part"),
    Entry("real", fixed(F64), "the real part"),
)
