"""Histograms, medians and interpolation, step by step as NumPy computes them.

The steps decide where values on an edge go, and what comes of NaN and infinities, so none is left
out. Only the plain forms are here; options that are not understood are refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import (
    displays,
    folds,
    lazy,
    memory,
    parameters,
    ranges,
    reductions,
    reshaping,
    sizes,
)
from nbc.native.lower.arrays.loops import loop_nest
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.scalars import as_float
from nbc.native.lower.values import Value
from nbc.native.reps import COMPLEX, ScalarRep, TupleRep
from nbc.native.support.declarations import DECLARATIONS

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_DOUBLE = ScalarRep("f64", weak=False)


@lowers_call("numpy.histogram")
def _histogram(lowering: Lowering, arguments: Arguments) -> Value:
    """Equal bins of f64. Rounding may put an element beside its bin: the edges put it right."""
    given = parameters.match(lowering, arguments, "a bins range * weights")
    value = parameters.array(lowering, parameters.needed(lowering, given, "a"))
    bins = given.get("bins", lowering.constant(10))
    weights = given.get("weights")
    sound = value.dtype == "f64" and len(value.dims) == 1 and bins.is_scalar and (
        weights is None or weights.is_array and weights.dtype == "f64" and len(weights.dims) == 1
    )  # fmt: skip
    if not sound:
        lowering.refuse("this histogram has no native form")
    value = lazy.materialise(lowering, value) if value.lazy is not None else value
    if weights is not None and not sizes.same(lowering, weights.dims[0], value.dims[0]):
        differ = lowering.text.let(f"icmp ne i64 {weights.dims[0]}, {value.dims[0]}")
        text = "ValueError\nweights should have the same shape as a."
        lowering.trap("RAISED", differ, text=text)
    count = parameters.size(lowering, bins)
    none = lowering.text.let(f"icmp eq i64 {count}, 0")
    lowering.trap("RAISED", none, text="ValueError\n`bins` must be positive, when an integer")
    low, high = _limits(lowering, given, value)
    edges = reshaping.compact(lowering, ranges.spaced(
        lowering, low, high, sizes.plus(lowering, count, "1"), "f64", closed=True))  # fmt: skip
    counts = _counted(lowering, value, weights, edges, (low, high, count))
    return Value(TupleRep((counts.rep, edges.rep)), items=(counts, edges))


def _limits(lowering: Lowering, given: parameters.Given, value: Value) -> tuple[str, str]:
    """The range of the bins: as given, or what the elements span."""
    out = lowering.text
    if "range" in given:
        if not isinstance(given["range"].rep, TupleRep) or len(given["range"].items) != 2:
            lowering.refuse("this range of a histogram has no native form")
        low, high = (as_float(lowering, item).reg for item in given["range"].items)
        apart = out.let(f"fcmp olt double {low}, {high}")
        text = "ValueError\nmax must be larger than min in range parameter."
        lowering.trap("RAISED", out.let(f"fcmp ogt double {low}, {high}"), text=text)
    else:
        ends = [reductions.reduce(lowering, value, (0,), folds.extreme_of("f64", name)).reg
                for name in ("minimum", "maximum")]  # fmt: skip
        some = out.let(f"icmp ne i64 {value.dims[0]}, 0")
        low = out.let(f"select i1 {some}, double {ends[0]}, double 0.0")
        high = out.let(f"select i1 {some}, double {ends[1]}, double 1.0")
        apart = out.let(f"fcmp olt double {low}, {high}")
    _check_finite(lowering, low, high)
    under, over = (out.let(f"{code} double {reg}, 0.5")
                   for code, reg in (("fsub", low), ("fadd", high)))  # fmt: skip
    return (out.let(f"select i1 {apart}, double {low}, double {under}"),
            out.let(f"select i1 {apart}, double {high}, double {over}"))  # fmt: skip


def _check_finite(lowering: Lowering, low: str, high: str) -> None:
    out = lowering.text
    apart = out.let(f"fsub double {high}, {low}")
    nothing = out.let(f"fsub double {apart}, {apart}")
    bad = out.let(f"fcmp uno double {nothing}, 0.0")
    lowering.trap("RAISED", bad, text="ValueError\nthe range of the histogram is not finite")


def _counted(
    lowering: Lowering, value: Value, weights: Value | None, edges: Value,
    limits: tuple[str, str, str],
) -> Value:  # fmt: skip
    low, high, count = limits
    out = lowering.text
    kind = "i64" if weights is None else "f64"
    target = memory.new_array(lowering, kind, [count], zeroed=True)
    width = out.let(f"fsub double {high}, {low}")
    bins = out.let(f"sitofp i64 {count} to double")
    last = sizes.minus(lowering, count, "1")

    def body(indices: Sequence[str]) -> None:
        x = lazy.element(lowering, value, indices).reg
        tests = [out.let(f"fcmp oge double {x}, {low}"), out.let(f"fcmp ole double {x}, {high}")]
        inside, after = out.new_label("inside"), out.new_label("on")
        out.branch(out.let(f"and i1 {tests[0]}, {tests[1]}"), inside, after)
        out.begin(inside)
        part = out.let(f"fdiv double {out.let(f'fsub double {x}, {low}')}, {width}")
        rough = out.let(f"fptosi double {out.let(f'fmul double {part}, {bins}')} to i64")
        place = _put_right(lowering, edges, x, sizes.at_most(lowering, rough, last), last)
        where = memory.address(lowering, target, [place])
        before = memory.load_at(lowering, kind, where)[0]
        if weights is None:
            made = out.let(f"add i64 {before}, 1")
        else:
            more = lazy.element(lowering, weights, indices).reg
            made = out.let(f"fadd double {before}, {more}")
        memory.store_at(lowering, kind, where, (made,))
        out.go(after)
        out.begin(after)

    loop_nest(lowering, value.dims, body)
    return target


def _put_right(lowering: Lowering, edges: Value, x: str, place: str, last: str) -> str:
    out = lowering.text
    left = memory.load(lowering, edges, [place]).reg
    below = out.let(f"fcmp olt double {x}, {left}")
    less = out.let(f"sub i64 {place}, {out.let(f'zext i1 {below} to i64')}")
    following = out.let(f"add i64 {less}, 1")
    right = memory.load(lowering, edges, [following]).reg
    above = out.let(f"fcmp oge double {x}, {right}")
    room = out.let(f"icmp ne i64 {less}, {last}")
    more = out.let(f"and i1 {above}, {room}")
    return out.let(f"add i64 {less}, {out.let(f'zext i1 {more} to i64')}")


@lowers_call("numpy.median")
def _median(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "a")
    value = _of_doubles(lowering, parameters.needed(lowering, given, "a"), "median")
    out = lowering.text
    count = sizes.product(lowering, value.dims)
    result = out.slot("double")
    out.store("double", "0x7FF8000000000000", result)
    some, after = out.new_label("some"), out.new_label("median")
    out.branch(out.let(f"icmp ne i64 {count}, 0"), some, after)
    out.begin(some)
    less = out.let(f"sub i64 {count}, 1")
    low, high = _ranked(lowering, value, count, out.let(f"lshr i64 {less}, 1"))
    total = out.let(f"fadd double {low}, {high}")
    half = out.let(f"fdiv double {total}, 2.0")
    odd = out.let(f"trunc i64 {count} to i1")
    out.store("double", out.let(f"select i1 {odd}, double {low}, double {half}"), result)
    out.go(after)
    out.begin(after)
    return Value(_DOUBLE, (out.load("double", result),))


def _of_doubles(lowering: Lowering, value: Value, name: str) -> Value:
    """All elements of a real array as doubles that lie together."""
    value = parameters.array(lowering, value)
    if value.dtype in COMPLEX or value.dtype in ("bool", "f32") or not value.dims:
        lowering.refuse(f"the {name} of this array has no native form")
    return reshaping.compact(lowering, value, "f64")


def _ranked(lowering: Lowering, value: Value, count: str, place: str) -> tuple[str, str]:
    """The element at a place if they were sorted, and the one behind it; NaN if there is one."""
    out = lowering.text
    lowering.assembly.declare("noodle_select_f64", DECLARATIONS["noodle_select_f64"])
    found = out.slot("[2 x double]")
    status = out.let(
        f"call i32 @noodle_select_f64(ptr %ctx, ptr {value.data}, i64 {count}, i64 {place}, "
        f"ptr {found})"
    )
    lowering.trap("MEMORY", out.let(f"icmp ne i32 {status}, 0"))
    behind = out.let(f"getelementptr inbounds double, ptr {found}, i64 1")
    return out.load("double", found), out.load("double", behind)


@lowers_call("numpy.percentile", "numpy.quantile")
def _quantile(lowering: Lowering, arguments: Arguments) -> Value:
    """Interpolated linearly between two neighbours in order."""
    given = parameters.match(lowering, arguments, "a q")
    value = _of_doubles(lowering, parameters.needed(lowering, given, "a"), "percentile")
    rank = parameters.needed(lowering, given, "q")
    listed = displays.parts(rank)
    if listed is None and not rank.is_scalar or not all(q.is_scalar for q in listed or ()):
        lowering.refuse("this percentile has no native form")
    percent = arguments.name == "numpy.percentile"
    made = [_one_quantile(lowering, value, q, percent) for q in listed or (rank,)]
    if listed is None:
        return made[0]
    target = memory.new_array(lowering, "f64", [str(len(made))])
    for place, item in enumerate(made):
        memory.store(lowering, target, [str(place)], item)
    return target


def _one_quantile(lowering: Lowering, value: Value, rank: Value, percent: bool) -> Value:
    out = lowering.text
    q = as_float(lowering, rank).reg
    most, name = ("1.0", "Quantiles")
    if percent:
        q, name = out.let(f"fdiv double {q}, 100.0"), "Percentiles"
    inside = [out.let(f"fcmp oge double {q}, 0.0"), out.let(f"fcmp ole double {q}, {most}")]
    outside = out.let(f"xor i1 {out.let(f'and i1 {inside[0]}, {inside[1]}')}, true")
    shown = "100" if percent else "1"
    text = f"ValueError\n{name} must be in the range [0, {shown}]"
    lowering.trap("RAISED", outside, text=text)
    count = sizes.product(lowering, value.dims)
    none = out.let(f"icmp eq i64 {count}, 0")
    text = "IndexError\nindex -1 is out of bounds for axis 0 with size 0"
    lowering.trap("RAISED", none, text=text)
    last = out.let(f"sitofp i64 {out.let(f'sub i64 {count}, 1')} to double")
    wanted = out.let(f"fmul double {last}, {q}")
    place = out.let(f"fptosi double {wanted} to i64")
    a, b = _ranked(lowering, value, count, place)
    part = out.let(f"fsub double {wanted}, {out.let(f'sitofp i64 {place} to double')}")
    apart = out.let(f"fsub double {b}, {a}")
    low = out.let(f"fadd double {a}, {out.let(f'fmul double {apart}, {part}')}")
    rest = out.let(f"fsub double 1.0, {part}")
    high = out.let(f"fsub double {b}, {out.let(f'fmul double {apart}, {rest}')}")
    upper = out.let(f"fcmp oge double {part}, 0.5")
    return Value(_DOUBLE, (out.let(f"select i1 {upper}, double {high}, double {low}"),))


@lowers_call("numpy.interp")
def _interp(lowering: Lowering, arguments: Arguments) -> Value:
    given = parameters.match(lowering, arguments, "x xp fp")
    x, xs, ys = (parameters.needed(lowering, given, name) for name in ("x", "xp", "fp"))
    parameters.number_or_array(lowering, x)
    tables = [reshaping.compact(lowering, parameters.array(lowering, table), "f64")
              for table in (xs, ys)]  # fmt: skip
    real = x.dtype not in COMPLEX and xs.dtype not in COMPLEX and ys.dtype not in COMPLEX
    if not real or any(len(table.dims) != 1 for table in tables):
        lowering.refuse("this interpolation has no native form")
    out = lowering.text
    empty = out.let(f"icmp eq i64 {tables[0].dims[0]}, 0")
    lowering.trap("RAISED", empty, text="ValueError\narray of sample points is empty")
    differ = out.let(f"icmp ne i64 {tables[0].dims[0]}, {tables[1].dims[0]}")
    lowering.trap("RAISED", differ, text="ValueError\nfp and xp are not of the same length.")
    lowering.assembly.declare("noodle_search_f64", DECLARATIONS["noodle_search_f64"])
    if x.is_scalar:
        return Value(_DOUBLE, (_between(lowering, as_float(lowering, x).reg, tables),))

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        found = memory.element_as(lowering, lazy.element(lowering, x, indices), "f64")
        return Value(_DOUBLE, (_between(lowering, found.reg, tables),))

    reads = (*lazy.reads_of(x), *tables)
    return lazy.materialise(lowering, lazy.make("f64", x.dims, element, reads))


def _between(lowering: Lowering, x: str, tables: Sequence[Value]) -> str:
    """The value at x; at and beyond the ends that of the end."""
    out, xs = lowering.text, tables[0]
    last = out.let(f"sub i64 {xs.dims[0]}, 1")
    found = out.let(
        f"call i64 @noodle_search_f64(ptr {xs.data}, i64 {xs.dims[0]}, double {x}, i64 1)"
    )
    before = out.let(f"sub i64 {found}, 1")
    place = sizes.at_least(lowering, sizes.at_most(lowering, before, last), "0")
    following = sizes.at_most(lowering, out.let(f"add i64 {place}, 1"), last)
    ends = [memory.load(lowering, table, [index]).reg
            for table in tables for index in (place, following)]  # fmt: skip
    rise, run = (out.let(f"fsub double {ends[n + 1]}, {ends[n]}") for n in (2, 0))
    slope = out.let(f"fdiv double {rise}, {run}")
    made = _line(lowering, slope, x, ends[0], ends[2])
    other = _line(lowering, slope, x, ends[1], ends[3])
    bad = out.let(f"fcmp uno double {made}, 0.0")
    made = out.let(f"select i1 {bad}, double {other}, double {made}")
    still = out.let(f"fcmp uno double {made}, 0.0")
    level = out.let(f"fcmp oeq double {ends[2]}, {ends[3]}")
    flat = out.let(f"and i1 {still}, {level}")
    made = out.let(f"select i1 {flat}, double {ends[2]}, double {made}")
    tests = (f"fcmp oeq double {x}, {ends[0]}", f"icmp sge i64 {before}, {last}",
             f"icmp slt i64 {before}, 0")  # fmt: skip
    for test in tests:
        made = out.let(f"select i1 {out.let(test)}, double {ends[2]}, double {made}")
    nan = out.let(f"fcmp uno double {x}, 0.0")
    return out.let(f"select i1 {nan}, double {x}, double {made}")


def _line(lowering: Lowering, slope: str, x: str, at: str, value: str) -> str:
    out = lowering.text
    apart = out.let(f"fsub double {x}, {at}")
    return out.let(f"fadd double {out.let(f'fmul double {slope}, {apart}')}, {value}")
