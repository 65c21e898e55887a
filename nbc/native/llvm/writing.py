"""Writes IR of one function over numbers or vectors: the letters that elementary.py writes with.

The text is the same for every number of lanes, save types and constants, so a vector's elements get
exactly the bits that the scalar gets: every operation here is exact or rounds once, and `fma` is
always fused.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import final

PURE = "memory(none) nounwind willreturn"


@final
class Writer:
    """`bits` of an item, 64 or 32, and `lanes`; 1 is a scalar. `avx512`: its instructions for
    exponents may be used, which give the bits that our own steps give. `tables`: those that look
    things up too; results are others then, so the scalar of such a machine has tables as well."""

    def __init__(self, bits: int, lanes: int, *, avx512: bool = False) -> None:
        self.bits = bits
        self.lanes = lanes
        self.avx512 = avx512 and lanes > 1
        self.tables = avx512
        self.item = "double" if bits == 64 else "float"
        self.kind = self.of_type(self.item)
        self.ints = self.of_type(f"i{bits}")
        self.flags = self.of_type("i1")
        self.lines: list[str] = []
        self.declared: dict[str, None] = {}

    def of_type(self, item: str) -> str:
        return item if self.lanes == 1 else f"<{self.lanes} x {item}>"

    @property
    def suffix(self) -> str:
        """What names the type in an intrinsic's name."""
        return (f"v{self.lanes}" if self.lanes > 1 else "") + f"f{self.bits}"

    def let(self, text: str) -> str:
        register = f"%r{len(self.lines)}"
        self.lines.append(f"  {register} = {text}")
        return register

    def do(self, line: str) -> None:
        self.lines.append(line)

    # -- constants --------------------------------------------------------------------------------

    def number(self, value: float) -> str:
        """A float of the format, in all lanes."""
        return self._all(self.item, self.one(value))

    def one(self, value: float) -> str:
        """The text of a float, rounded to the format."""
        if self.bits == 32:
            value = struct.unpack("<f", struct.pack("<f", value))[0]
        return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"

    def whole(self, value: int) -> str:
        """An integer of the format's width, in all lanes."""
        return self._all(f"i{self.bits}", str(value))

    def _all(self, item: str, text: str) -> str:
        return text if self.lanes == 1 else f"splat ({item} {text})"

    # -- operations -------------------------------------------------------------------------------

    def real(self, code: str, a: str, b: str) -> str:
        """fadd, fsub, fmul or fdiv."""
        return self.let(f"{code} {self.kind} {a}, {b}")

    def integer(self, code: str, a: str, b: str | int) -> str:
        """add, sub, and, or, xor, shl or lshr."""
        other = self.whole(b) if isinstance(b, int) else b
        return self.let(f"{code} {self.ints} {a}, {other}")

    def fma(self, a: str, b: str, c: str) -> str:
        """a * b + c, rounded once."""
        return self.intrinsic("fma", a, b, c)

    def intrinsic(self, name: str, *operands: str) -> str:
        symbol = f"@llvm.{name}.{self.suffix}"
        kinds = ", ".join([self.kind] * len(operands))
        self.declared[f"declare {self.kind} {symbol}({kinds})"] = None
        arguments = ", ".join(f"{self.kind} {operand}" for operand in operands)
        return self.let(f"call {self.kind} {symbol}({arguments})")

    def exponent_intrinsic(self, name: str, *operands: str) -> str:
        """AVX-512's scalef, getexp or getmant in all lanes. An operand that is a number is the
        instruction's own constant."""
        wide = self.bits * self.lanes == 512
        mask = f"i{max(8, self.lanes)}"
        letter = "d" if self.bits == 64 else "s"
        symbol = f"@llvm.x86.avx512.mask.{name}.p{letter}.{self.bits * self.lanes}"
        kinds = [self.kind if one.startswith("%") else "i32" for one in operands]
        kinds += [self.kind, mask, *(["i32"] if wide else [])]
        values = [*operands, "zeroinitializer", "-1", *(["4"] if wide else [])]
        self.declared[f"declare {self.kind} {symbol}({', '.join(kinds)})"] = None
        pairs = zip(kinds, values, strict=True)
        arguments = ", ".join(f"{kind} {value}" for kind, value in pairs)
        return self.let(f"call {self.kind} {symbol}({arguments})")

    def looked_up(self, table: Sequence[float], places: str) -> str:
        """Of eight numbers those at the lowest three bits of `places`."""
        width = self.bits * self.lanes
        if self.lanes == 1:
            return self._loaded(table, places)
        doubled = [*table, *table][: max(self.lanes, 8)]
        numbers = [f"{self.item} {self.one(value)}" for value in doubled]
        halves = [f"<{', '.join(numbers[start : start + self.lanes])}>"
                  for start in range(0, len(numbers), self.lanes)]  # fmt: skip
        letter = "d" if self.bits == 64 else "s"
        if len(halves) == 2:
            symbol = f"@llvm.x86.avx512.vpermi2var.p{letter}.{width}"
            pairs = [(self.kind, halves[0]), (self.ints, places), (self.kind, halves[1])]
        else:
            wide = width == 512
            symbol = f"@llvm.x86.avx512.permvar.{letter}f.512" if wide else "@llvm.x86.avx2.permps"
            pairs = [(self.kind, halves[0]), (self.ints, places)]
        self.declared[f"declare {self.kind} {symbol}({', '.join(kind for kind, _ in pairs)})"] = (
            None
        )
        arguments = ", ".join(f"{kind} {value}" for kind, value in pairs)
        return self.let(f"call {self.kind} {symbol}({arguments})")

    def _loaded(self, table: Sequence[float], places: str) -> str:
        numbers = ", ".join(f"{self.item} {self.one(value)}" for value in table)
        kind, name = f"[{len(table)} x {self.item}]", f"@noodle.eighths.f{self.bits}"
        self.declared[f"{name} = private unnamed_addr constant {kind} [{numbers}], align 64"] = None
        place = self.integer("and", places, len(table) - 1)
        address = self.let(
            f"getelementptr {kind}, ptr {name}, i{self.bits} 0, i{self.bits} {place}"
        )
        return self.let(f"load {self.item}, ptr {address}")

    def to_bits(self, x: str) -> str:
        return self.let(f"bitcast {self.kind} {x} to {self.ints}")

    def from_bits(self, x: str) -> str:
        return self.let(f"bitcast {self.ints} {x} to {self.kind}")

    def test(self, predicate: str, a: str, b: str) -> str:
        return self.let(f"fcmp {predicate} {self.kind} {a}, {b}")

    def pick(self, flag: str, a: str, b: str) -> str:
        return self.let(f"select {self.flags} {flag}, {self.kind} {a}, {self.kind} {b}")

    # -- what several functions need --------------------------------------------------------------

    def polynomial(self, x: str, square: str, coefficients: Sequence[float]) -> str:
        """Even and odd powers apart, so that half of the work waits for the other half."""
        if len(coefficients) < 5:
            return self._horner(x, coefficients)
        even = self._horner(square, coefficients[::2])
        return self.fma(x, self._horner(square, coefficients[1::2]), even)

    def _horner(self, x: str, coefficients: Sequence[float]) -> str:
        total = self.number(coefficients[-1])
        for one in reversed(coefficients[:-1]):
            total = self.fma(total, x, self.number(one))
        return total

    def at_most(self, x: str, limit: float) -> str:
        """The smaller one; NaN stays NaN."""
        return self.pick(self.test("ogt", x, self.number(limit)), self.number(limit), x)

    def at_least(self, x: str, limit: float) -> str:
        return self.pick(self.test("olt", x, self.number(limit)), self.number(limit), x)
