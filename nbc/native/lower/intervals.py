"""Intervals of integers, computed by code in front of a loop.

Ends are Python ints in registers or constants. What overflows while an interval is computed, or is
not as assumed, is noted in `doubts`: if any of those holds, nothing was proved.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, final

from nbc.native.lower import weak
from nbc.native.lower.numeric import floor_divide
from nbc.native.lower.scalars import constant_value, integer
from nbc.native.lower.values import I64_RANGE, Value

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_EXACT = 2**53
SMALL = (0, 2**25)
"""What integers that a loop passes to a function mostly are: products of two stay exact floats."""
_CODES = {"ADD": ("sadd", "add"), "SUBTRACT": ("ssub", "sub"), "MULTIPLY": ("smul", "mul")}


@final
@dataclass(frozen=True, slots=True)
class Interval:
    """All that an integer can be in a loop nest: from `low` to `high`, both included."""

    low: Value
    high: Value

    @property
    def is_point(self) -> bool:
        return self.low is self.high or self.low.regs == self.high.regs


@final
@dataclass(slots=True)
class Prover:
    """Writes the computation of intervals and gathers what could make them wrong."""

    lowering: Lowering
    doubts: list[str] = field(default_factory=list)
    _known: dict[tuple[str, str, str], Value] = field(default_factory=dict)
    _tests: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def doubt(self, condition: str) -> None:
        if condition not in ("false", *self.doubts):
            self.doubts.append(condition)

    def calculate(self, name: str, a: Value, b: Value) -> Value:
        """`a op b` of ends; an overflow is a doubt."""
        key = (name, a.reg, b.reg)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._calculated(name, a, b)
        return known

    def _calculated(self, name: str, a: Value, b: Value) -> Value:
        folded = weak.folded(name, [a, b])
        if folded is not None:
            return folded
        careful, plain = _CODES[name]
        bounds = weak.arithmetic_range(name, a.range, b.range)
        if I64_RANGE[0] <= bounds[0] and bounds[1] <= I64_RANGE[1]:
            made = self.lowering.text.let(f"{plain} nsw i64 {a.reg}, {b.reg}")
            return integer(made, bounds)
        made, over = weak.with_overflow(self.lowering, careful, a.reg, b.reg)
        self.doubt(over)
        return integer(made, (max(bounds[0], I64_RANGE[0]), min(bounds[1], I64_RANGE[1])))

    def binary(self, name: str, a: Interval, b: Interval) -> Interval | None:
        """The interval of `a op b`."""
        if name == "ADD":
            return self._pair("ADD", (a.low, b.low), (a.high, b.high))
        if name == "SUBTRACT":
            return self._pair("SUBTRACT", (a.low, b.high), (a.high, b.low))
        if name == "MULTIPLY":
            return self._multiply(a, b)
        if name in ("FLOOR_DIVIDE", "RIGHT_SHIFT") and b.low.is_constant and b.is_point:
            return self._divide(a, b.low.constant if name == "FLOOR_DIVIDE" else 1 << min(
                max(b.low.constant, 0), 62))  # fmt: skip
        if name == "MODULO" and b.is_point:
            return self._modulo(b.low)
        if name == "BIT_AND":
            return self._mask(a, b)
        return None

    def _pair(self, name: str, low: tuple[Value, Value], high: tuple[Value, Value]) -> Interval:
        first = self.calculate(name, *low)
        same = low[0].regs == high[0].regs and low[1].regs == high[1].regs
        return Interval(first, first if same else self.calculate(name, *high))

    def _multiply(self, a: Interval, b: Interval) -> Interval | None:
        if a.is_point and not b.is_point:
            a, b = b, a
        if b.is_point and b.low.range is not None:
            if b.low.range[0] >= 0:
                return self._pair("MULTIPLY", (a.low, b.low), (a.high, b.low))
            if b.low.range[1] <= 0:
                return self._pair("MULTIPLY", (a.high, b.low), (a.low, b.low))
        if b.is_point:
            self.doubt(self.lowering.text.let(f"icmp slt i64 {b.low.reg}, 0"))
            return self._pair("MULTIPLY", (a.low, b.low), (a.high, b.low))
        if all(end.range is not None and end.range[0] >= 0 for end in (a.low, b.low)):
            return self._pair("MULTIPLY", (a.low, b.low), (a.high, b.high))
        return None

    def _divide(self, a: Interval, divisor: int) -> Interval | None:
        if divisor <= 0:
            return None

        def quotient(end: Value) -> Value:
            if end.is_constant:
                made = constant_value(end.constant // divisor)
                assert made is not None
                return made
            bounds = end.range or I64_RANGE
            reg = floor_divide(self.lowering, "i64", end.reg, str(divisor))
            return integer(reg, (bounds[0] // divisor, bounds[1] // divisor))

        low = quotient(a.low)
        return Interval(low, low if a.is_point else quotient(a.high))

    def _modulo(self, divisor: Value) -> Interval:
        if divisor.range is None or divisor.range[0] <= 0:
            self.doubt(self.lowering.text.let(f"icmp sle i64 {divisor.reg}, 0"))
        zero, one = constant_value(0), constant_value(1)
        assert zero is not None and one is not None
        return Interval(zero, self.calculate("SUBTRACT", divisor, one))

    def _mask(self, a: Interval, b: Interval) -> Interval | None:
        for mask in (a, b):
            if mask.is_point and mask.low.is_constant and mask.low.constant >= 0:
                zero = constant_value(0)
                assert zero is not None
                return Interval(zero, mask.low)
        return None

    def negate(self, a: Interval) -> Interval:
        zero = constant_value(0)
        assert zero is not None
        return self._pair("SUBTRACT", (zero, a.high), (zero, a.low))

    def extreme(self, name: str, parts: list[Interval]) -> Interval:
        """The interval of min(...) or max(...)."""
        symbol = "llvm.smin.i64" if name == "min" else "llvm.smax.i64"
        self.lowering.assembly.declare(symbol, f"declare i64 @{symbol}(i64, i64)")
        pick = min if name == "min" else max

        def choose(a: Value, b: Value) -> Value:
            if a.regs == b.regs:
                return a
            x, y = a.range or I64_RANGE, b.range or I64_RANGE
            reg = self.lowering.text.let(f"call i64 @{symbol}(i64 {a.reg}, i64 {b.reg})")
            return integer(reg, (pick(x[0], y[0]), pick(x[1], y[1])))

        low, high = parts[0].low, parts[0].high
        for part in parts[1:]:
            low, high = choose(low, part.low), choose(high, part.high)
        return Interval(low, high)

    def positive(self, part: Interval) -> bool:
        """Notes the doubt about part > 0; False where that is hopeless or not likely."""
        low = part.low.range
        if low is None or low[1] <= 0 or low[0] < 0:
            return False
        if low[0] == 0:
            self.doubt(self._compared("sle", part.low.reg, "0"))
        return True

    def small(self, part: Interval) -> None:
        """Notes the doubts about whether the interval lies in `SMALL`."""
        if part.low.range is None or part.low.range[0] < SMALL[0]:
            self.doubt(self._compared("slt", part.low.reg, str(SMALL[0])))
        if part.high.range is None or part.high.range[1] > SMALL[1]:
            self.doubt(self._compared("sgt", part.high.reg, str(SMALL[1])))

    def exact(self, part: Interval) -> None:
        """Notes the doubts about whether a float holds every value of the interval."""
        if part.low.range is None or part.low.range[0] < -_EXACT:
            self.doubt(self._compared("slt", part.low.reg, str(-_EXACT)))
        if part.high.range is None or part.high.range[1] > _EXACT:
            self.doubt(self._compared("sgt", part.high.reg, str(_EXACT)))

    def inside(self, index: Interval, dim: str) -> bool:
        """Notes the doubts about 0 <= index < dim; False where that is hopeless."""
        low, high = index.low, index.high
        if low.range is not None and low.range[1] < 0:
            return False
        if low.is_constant and low.constant < 0:
            return False
        if low.range is None or low.range[0] < 0:
            self.doubt(self._compared("slt", low.reg, "0"))
        if not (high.is_constant and dim.isdigit() and high.constant < int(dim)):
            self.doubt(self._compared("sge", high.reg, dim))
        return True

    def wider(self, part: Interval, most: int) -> str:
        """The condition that the interval holds more than `most` integers, or nearly."""
        low, high = part.low.range or I64_RANGE, part.high.range or I64_RANGE
        if high[1] - low[0] < most:
            return "false"
        width = self.calculate("SUBTRACT", part.high, part.low)
        return self._compared("sgt", width.reg, str(most))

    def _compared(self, test: str, a: str, b: str) -> str:
        key = (test, a, b)
        if key not in self._tests:
            self._tests[key] = self.lowering.text.let(f"icmp {test} i64 {a}, {b}")
        return self._tests[key]
