"""Elementary functions as IR text, for any number of lanes: exp, exp2, expm1, log, log1p, log2,
log10, sin, cos and tanh of f64 and f32.

An argument is reduced to a small interval, exactly or with the part that rounding lost; there the
function is a polynomial (polynomials.py), and the result is put together again. Nothing branches
but sine and cosine of very large arguments, which ask libm. Special values are right, -0.0 too.
At most 2.6 ulp from the exact result (tests/unit/native/llvm/test_elementary.py measures; tanh and
expm1 have the largest errors, the others are below 1.6). They need fused multiplication and
addition. Who calls them, and when, is in inline_math.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final

from nbc.native.llvm import polynomials
from nbc.native.llvm.writing import PURE, Writer

_MANTISSA: Final = {64: 52, 32: 23}
_BIAS: Final = {64: 1023, 32: 127}
_LN2: Final = {
    64: (float.fromhex("0x1.62e42fefa39efp-1"), float.fromhex("0x1.abc9e3b39803fp-56")),
    32: (float.fromhex("0x1.62e42ep-1"), float.fromhex("0x1.efa39ep-25")),
}
"""log(2) rounded down to a float, and what that lacks."""
_LOG10_OF_2: Final = {
    64: (float.fromhex("0x1.34413509f78p-2"), float.fromhex("0x1.fef311f12b358p-46")),
    32: (float.fromhex("0x1.344p-2"), float.fromhex("0x1.3509f8p-18")),
}
"""Short enough for products with exponents to be exact, and what it lacks."""
_PER_LOG: Final = {
    "log2": {
        64: (float.fromhex("0x1.71547652b82fep+0"), float.fromhex("0x1.777d0ffda0d24p-56")),
        32: (float.fromhex("0x1.715476p+0"), float.fromhex("0x1.4ae0c0p-26")),
    },
    "log10": {
        64: (float.fromhex("0x1.bcb7b1526e50ep-2"), float.fromhex("0x1.95355baaafad3p-57")),
        32: (float.fromhex("0x1.bcb7b2p-2"), float.fromhex("-0x1.5b235ep-27")),
    },
}
"""1 / log(base) as a float and what it lacks."""
_HALF_PI: Final = {
    64: tuple(map(float.fromhex, (
        "0x1.921fb54442d18p+0", "0x1.1a62633145c07p-54", "-0x1.f1976b7ed8fbcp-110"))),
    32: tuple(map(float.fromhex, ("0x1.921fb6p+0", "-0x1.777a5cp-25", "-0x1.ee59dap-50"))),
}  # fmt: skip
_LARGE: Final = {64: 2.0**30, 32: 2.0**16}
"""Above it a quarter turn in three parts is not exact enough."""
_EIGHTHS: Final = tuple(2.0 ** (eighth / 8) for eighth in range(8))
_ASKING: Final = frozenset({"sin", "cos"})
_RARELY: Final = '!"branch_weights", i32 1, i32 2000'


def definition(
    name: str, bits: int, lanes: int, symbol: str, *, avx512: bool
) -> tuple[str, list[str]]:
    """The text of `symbol`, and the declarations that it needs."""
    out = Writer(bits, lanes, avx512=avx512)
    result = _BODIES[name](out, "%x")
    inlined = "alwaysinline" if lanes > 1 else "noinline"
    head = f"define linkonce_odr hidden {out.kind} @{symbol}({out.kind} %x) {inlined} {PURE} {{"
    text = [head, "entry:", *out.lines, f"  ret {out.kind} {result}", "}"]
    if name in _ASKING and lanes > 1:
        text.append(_lane_by_lane(name, bits, lanes))
    return "\n".join(text), list(out.declared)


def of_libm(name: str, bits: int, symbol: str) -> tuple[str, list[str]]:
    """The same for a scalar function that is libm's."""
    item, libm = ("double", name) if bits == 64 else ("float", f"{name}f")
    head = f"define linkonce_odr hidden {item} @{symbol}({item} %x) alwaysinline {PURE} {{"
    text = f"{head}\n  %r = call {item} @{libm}({item} %x)\n  ret {item} %r\n}}"
    return text, [f"declare {item} @{libm}({item}) {PURE}"]


# -- exponentials ----------------------------------------------------------------------------------


def _exp(out: Writer, x: str) -> str:
    low, high = (-746.0, 710.0) if out.bits == 64 else (-104.0, 89.0)
    x = out.at_least(out.at_most(x, high), low)
    shifted, n, r = _reduced(out, x, _scaling_shifter(out))
    if not out.tables:
        grown = out.real("fadd", _exp_less_one(out, r), out.number(1.0))
        return _scaled(out, grown, shifted, n)
    known = polynomials.EXP_EIGHTH_F64 if out.bits == 64 else polynomials.EXP_EIGHTH_F32
    square = out.real("fmul", r, r)
    return _grown(out, out.fma(square, out.polynomial(r, square, known), r), shifted, n)


def _exp2(out: Writer, x: str) -> str:
    low, high = (-1076.0, 1025.0) if out.bits == 64 else (-151.0, 129.0)
    x = out.at_least(out.at_most(x, high), low)
    shifter = out.number(_scaling_shifter(out))
    shifted = out.real("fadd", x, shifter)
    n = out.real("fsub", shifted, shifter)
    r = out.real("fsub", x, n)
    square = out.real("fmul", r, r)
    known: Sequence[float]
    if not out.tables:
        known = polynomials.EXP2_F64 if out.bits == 64 else polynomials.EXP2_F32
        grown = out.fma(r, out.polynomial(r, square, known), out.number(1.0))
        return _scaled(out, grown, shifted, n)
    known = polynomials.EXP2_EIGHTH_F64 if out.bits == 64 else polynomials.EXP2_EIGHTH_F32
    return _grown(out, out.real("fmul", r, out.polynomial(r, square, known)), shifted, n)


def _grown(out: Writer, less: str, shifted: str, n: str) -> str:
    """(1 + less) * 2**n of an n in eighths."""
    power = out.looked_up(_EIGHTHS, out.to_bits(shifted))
    return _scaled(out, out.fma(power, less, power), shifted, n)


def _expm1(out: Writer, x: str) -> str:
    low, high = (-40.0, 710.0) if out.bits == 64 else (-20.0, 89.0)
    bounded = out.at_least(out.at_most(x, high), low)
    shifted, _, r = _reduced(out, bounded, _shifter(out.bits) + _BIAS[out.bits] - 1)
    half = _power(out, shifted)  # 2**(n - 1): 2**1024 is no number
    less = out.real("fsub", half, out.number(0.5))
    made = out.fma(half, _exp_less_one(out, r), less)
    return out.intrinsic("copysign", out.real("fadd", made, made), x)


def _tanh(out: Writer, x: str) -> str:
    """-e / (e + 2) of e = exp(-2 * size) - 1."""
    size = out.intrinsic("fabs", x)
    bounded = out.at_most(size, 20.0 if out.bits == 64 else 10.0)
    argument = out.real("fmul", bounded, out.number(-2.0))
    shifted, _, r = _reduced(out, argument, _shifter(out.bits) + _BIAS[out.bits])
    power = _power(out, shifted)
    less = out.real("fsub", power, out.number(1.0))
    e = out.fma(power, _exp_less_one(out, r), less)
    made = out.real("fdiv", e, out.real("fadd", e, out.number(2.0)))
    return out.intrinsic("copysign", made, x)


def _shifter(bits: int) -> float:
    """Added to a number it rounds it to an integer, which is then in the sum's lowest bits."""
    return 1.5 * 2.0 ** _MANTISSA[bits]


def _scaling_shifter(out: Writer) -> float:
    """For `_scaled`; where there are tables it rounds to eighths."""
    return _shifter(out.bits) / (8 if out.tables else 1) + 2 * (_BIAS[out.bits] + 1)


def _reduced(out: Writer, x: str, shifter: float) -> tuple[str, str, str]:
    """x = n * log(2) + r: the sum of n and the shifter, n, and r."""
    shift = out.number(shifter)
    shifted = out.fma(x, out.number(math.log2(math.e)), shift)
    n = out.real("fsub", shifted, shift)
    first, rest = _LN2[out.bits]
    r = out.fma(n, out.number(-rest), out.fma(n, out.number(-first), x))
    return shifted, n, r


def _exp_less_one(out: Writer, r: str) -> str:
    square = out.real("fmul", r, r)
    known = polynomials.EXP_F64 if out.bits == 64 else polynomials.EXP_F32
    return out.fma(square, out.polynomial(r, square, known), r)


def _power(out: Writer, shifted: str) -> str:
    """2**n, where the low bits of `shifted` are n with the exponent's bias."""
    return out.from_bits(out.integer("shl", out.to_bits(shifted), _MANTISSA[out.bits]))


def _scaled(out: Writer, x: str, shifted: str, n: str) -> str:
    """x * 2**n in two steps, so that n may be out of a float's range by half and results that are
    subnormal are rounded once. The low bits of `shifted` are n and twice the bias and 2. An n in
    eighths is rounded down."""
    if out.avx512:
        return out.exponent_intrinsic("scalef", x, n)
    both = out.to_bits(shifted)
    if out.tables:
        both = out.integer("lshr", both, 3)
    half = out.integer("lshr", both, 1)
    for part in (half, out.integer("sub", both, half)):
        raised = out.integer("shl", part, _MANTISSA[out.bits])
        lower = out.integer("add", raised, -(1 << _MANTISSA[out.bits]))
        x = out.real("fmul", x, out.from_bits(lower))
    return x


# -- logarithms ------------------------------------------------------------------------------------


def _log(out: Writer, x: str) -> str:
    made = _log_of_parts(out, *_parts(out, x))
    if out.avx512:  # where x is not positive and finite, the parts give the result
        return made
    return _log_ends(out, x, made, 0.0)


def _log2(out: Writer, x: str) -> str:
    k, f = _parts(out, x)
    return _log_ends(out, x, _log_to_base(out, "log2", k, "", f), 0.0)


def _log10(out: Writer, x: str) -> str:
    k, f = _parts(out, x)
    first, rest = _LOG10_OF_2[out.bits]
    exact, more = (out.real("fmul", k, out.number(part)) for part in (first, rest))
    return _log_ends(out, x, _log_to_base(out, "log10", exact, more, f), 0.0)


def _log_to_base(out: Writer, name: str, exact: str, more: str, f: str) -> str:
    """exact + more + log(1 + f) / log(base): what rounding takes from the largest terms comes back
    at the end, so that powers of the base have whole logarithms."""
    first, rest = map(out.number, _PER_LOG[name][out.bits])
    bend = out.let(f"fneg {out.kind} {_bend(out, f)}")
    small = out.fma(bend, first, out.real("fmul", f, rest))
    total = out.fma(f, first, exact)
    lost = out.fma(f, first, out.real("fsub", exact, total))
    if more:
        small = out.real("fadd", small, more)
    return out.real("fadd", total, out.real("fadd", lost, small))


def _log1p(out: Writer, x: str) -> str:
    one = out.number(1.0)
    u = out.real("fadd", one, x)
    kept = out.real("fsub", u, one)
    lost = out.real(
        "fadd", out.real("fsub", one, out.real("fsub", u, kept)), out.real("fsub", x, kept)
    )
    k, fraction = _split(out, u)
    above = out.real("fsub", fraction, one)
    if out.avx512:
        minus = out.let(f"fneg {out.kind} {k}")
        f = out.real("fadd", above, out.exponent_intrinsic("scalef", lost, minus))
    else:
        exponent = out.integer("sub", out.to_bits(u), out.to_bits(fraction))
        twice = out.integer("sub", out.to_bits(out.number(2.0)), exponent)
        lost = out.real("fmul", lost, out.from_bits(twice))  # 2**(1 - k): 2**-1024 is no number
        f = out.fma(lost, out.number(0.5), above)
    made = out.intrinsic("copysign", _log_of_parts(out, k, f), x)
    return _log_ends(out, x, made, -1.0)


def _parts(out: Writer, x: str) -> tuple[str, str]:
    """x = 2**k * (1 + f), f from -1/4 to 1/2."""
    if out.avx512:
        k, fraction = _split(out, x)
        return k, out.real("fsub", fraction, out.number(1.0))
    least, up = (2.0**-1022, 54) if out.bits == 64 else (2.0**-126, 25)
    tiny = out.test("olt", x, out.number(least))
    larger = out.real("fmul", x, out.number(2.0**up))
    k, fraction = _split(out, out.pick(tiny, larger, x))
    k = out.real("fadd", k, out.pick(tiny, out.number(-up), out.number(0.0)))
    return k, out.real("fsub", fraction, out.number(1.0))


def _split(out: Writer, x: str) -> tuple[str, str]:
    """x = 2**k * fraction, from 3/4 to 3/2. By AVX-512 subnormal numbers too, and NaN of what is
    negative."""
    if out.avx512:
        fraction = out.exponent_intrinsic("getmant", x, "11")
        k = out.exponent_intrinsic("getexp", x)
        return out.real("fsub", k, out.exponent_intrinsic("getexp", fraction)), fraction
    width = _MANTISSA[out.bits]
    one = _BIAS[out.bits] << width
    middle = 0x3FE8000000000000 if out.bits == 64 else 0x3F400000
    moved = out.integer("add", out.to_bits(x), one - middle)
    exponent = out.integer("lshr", moved, width)
    if out.bits == 64:  # there are no conversions from i64 before AVX-512
        large = out.from_bits(out.integer("or", exponent, 0x433 << 52))
        k = out.real("fsub", large, out.number(2.0**52 + 1023))
    else:
        number = out.integer("sub", exponent, 127)
        k = out.let(f"sitofp {out.ints} {number} to {out.kind}")
    low = out.integer("and", moved, (1 << width) - 1)
    return k, out.from_bits(out.integer("add", low, middle))


def _log_of_parts(out: Writer, k: str, f: str) -> str:
    """k * log(2) + log(1 + f)."""
    first, rest = map(out.number, _LN2[out.bits])
    lower = out.real("fsub", _bend(out, f), out.real("fmul", k, rest))
    return out.fma(k, first, out.real("fsub", f, lower))


def _bend(out: Writer, f: str) -> str:
    """f - log(1 + f)"""
    square = out.real("fmul", f, f)
    if out.bits == 32:
        tail = out.polynomial(f, square, polynomials.LOG_F32)
        minus = out.let(f"fneg {out.kind} {f}")
        return out.real("fmul", square, out.fma(minus, tail, out.number(0.5)))
    s = out.real("fdiv", f, out.real("fadd", f, out.number(2.0)))
    z = out.real("fmul", s, s)
    tail = out.real("fmul", z, out.polynomial(z, out.real("fmul", z, z), polynomials.LOG_F64))
    half = out.real("fmul", square, out.number(0.5))
    return out.fma(out.let(f"fneg {out.kind} {s}"), out.real("fadd", half, tail), half)


def _log_ends(out: Writer, x: str, made: str, pole: float) -> str:
    made = out.pick(out.test("olt", x, out.number(math.inf)), made, x)
    if not out.avx512:  # `_split` gave NaN
        made = out.pick(out.test("olt", x, out.number(pole)), out.number(math.nan), made)
    return out.pick(out.test("oeq", x, out.number(pole)), out.number(-math.inf), made)


# -- sine and cosine -------------------------------------------------------------------------------


def _sin(out: Writer, x: str) -> str:
    return _turned(out, x, "sin")


def _cos(out: Writer, x: str) -> str:
    return _turned(out, x, "cos")


def _turned(out: Writer, x: str, name: str) -> str:
    size = out.intrinsic("fabs", x)
    shift = out.number(_shifter(out.bits))
    shifted = out.fma(size, out.number(2 / math.pi), shift)
    n, r = out.real("fsub", shifted, shift), size
    for part in _HALF_PI[out.bits]:
        r = out.fma(n, out.number(-part), r)
    z = out.real("fmul", r, r)
    f64 = out.bits == 64
    sines = polynomials.SIN_F64 if f64 else polynomials.SIN_F32
    cosines = polynomials.COS_F64 if f64 else polynomials.COS_F32
    square = out.real("fmul", z, z)
    sine = out.fma(out.real("fmul", r, z), out.polynomial(z, square, sines), r)
    bend = out.fma(z, out.polynomial(z, square, cosines), out.number(-0.5))
    cosine = out.fma(z, bend, out.number(1.0))
    quarter = out.to_bits(shifted)
    if name == "cos":
        quarter = out.integer("add", quarter, 1)
    odd = out.let(f"trunc {out.ints} {quarter} to {out.flags}")
    made = out.to_bits(out.pick(odd, cosine, sine))
    turned = out.integer("shl", out.integer("lshr", quarter, 1), out.bits - 1)
    if name == "sin":
        turned = out.integer("xor", turned, _sign(out, x))
    return _asking_libm(out, name, x, size, out.from_bits(out.integer("xor", made, turned)))


def _sign(out: Writer, x: str) -> str:
    return out.integer("and", out.to_bits(x), -(1 << (out.bits - 1)))


def _asking_libm(out: Writer, name: str, x: str, size: str, made: str) -> str:
    """`made`, but in lanes whose argument is too large libm's result."""
    libm = name if out.bits == 64 else name + "f"
    out.declared[f"declare {out.item} @{libm}({out.item}) {PURE}"] = None
    large = some = out.test("uge", size, out.number(_LARGE[out.bits]))
    if out.lanes > 1:
        bits = out.let(f"bitcast {out.flags} {large} to i{out.lanes}")
        some = out.let(f"icmp ne i{out.lanes} {bits}, 0")
    out.do(f"  br i1 {some}, label %large, label %done, !prof !{{{_RARELY}}}")
    out.do("large:")
    asked = out.let(f"call {out.kind} @{libm}{_lanes_suffix(out)}({out.kind} {x})")
    asked = out.pick(large, asked, made)
    out.do("  br label %done")
    out.do("done:")
    return out.let(f"phi {out.kind} [ {made}, %entry ], [ {asked}, %large ]")


def _lanes_suffix(out: Writer) -> str:
    return "" if out.lanes == 1 else f".lanes{out.lanes}"


def _lane_by_lane(name: str, bits: int, lanes: int) -> str:
    """The function that asks libm for every lane."""
    out = Writer(bits, lanes)
    libm, made = name if bits == 64 else name + "f", "poison"
    for lane in range(lanes):
        one = out.let(f"extractelement {out.kind} %x, i32 {lane}")
        result = out.let(f"call {out.item} @{libm}({out.item} {one})")
        made = out.let(f"insertelement {out.kind} {made}, {out.item} {result}, i32 {lane}")
    head = f"define internal {out.kind} @{libm}{_lanes_suffix(out)}({out.kind} %x)"
    return "\n".join(
        [f"{head} noinline cold {PURE} {{", *out.lines, f"  ret {out.kind} {made}", "}"]
    )


_BODIES: Final[dict[str, Callable[[Writer, str], str]]] = {
    "exp": _exp, "exp2": _exp2, "expm1": _expm1, "log": _log, "log1p": _log1p, "log2": _log2,
    "log10": _log10, "sin": _sin,
    "cos": _cos, "tanh": _tanh,
}  # fmt: skip
