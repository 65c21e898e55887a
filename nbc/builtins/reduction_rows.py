"""NumPy's reductions and running totals: rows."""

from __future__ import annotations

from nbc.builtins import reduction_rules as rules
from nbc.builtins.entry import Entry

_LAST = "keepdims=..., initial=..., where=...)"
_SUM = "(a, axis=None, dtype=None, out=None, " + _LAST
_TRUTH = "(a, axis=None, out=None, keepdims=..., *, where=...)"
_EXTREME = "(a, axis=None, out=None, " + _LAST
_MEAN = "(a, axis=None, dtype=None, out=None, keepdims=..., *, where=...)"
_SPREAD = ("(a, axis=None, dtype=None, out=None, ddof=0, keepdims=..., *, where=..., mean=..., "
           "correction=...)")  # fmt: skip
_ARG = "(a, axis=None, out=None, *, keepdims=...)"
_MEDIAN = "(a, axis=None, out=None, overwrite_input=False, keepdims=False)"
_QUANTILE = ("(a, q, axis=None, out=None, overwrite_input=False, method='linear', "
             "keepdims=False, *, weights=None, interpolation=None)")  # fmt: skip
_RUNNING = "(a, axis=None, dtype=None, out=None)"
_CUMULATIVE = "(x, /, *, axis=None, dtype=None, out=None, include_initial=False)"

_total = rules.reduction(rules.summed)
_extreme = rules.reduction(rules.same, empty=False)
_mean = rules.reduction(rules.averaged)
_spread = rules.reduction(rules.spread)
_place = rules.reduction(rules.position, empty=False, single_axis=True)
_truth = rules.reduction(rules.truth)
_running = rules.running(rules.summed)

FUNCTIONS = (
    Entry("all" + _TRUTH, _truth, "whether all elements are true"),
    Entry("amax" + _EXTREME, _extreme, "the largest element"),
    Entry("amin" + _EXTREME, _extreme, "the smallest element"),
    Entry("any" + _TRUTH, _truth, "whether some element is true"),
    Entry("argmax" + _ARG, _place, "where the largest element is"),
    Entry("argmin" + _ARG, _place, "where the smallest element is"),
    Entry("average(a, axis=None, weights=None, returned=False, *, keepdims=...)", rules.average,
          "the mean, weighted if weights are given"),
    Entry("clip(a, a_min=..., a_max=..., out=None, *, min=..., max=..., **kwargs)", rules.clipped,
          "elements brought between two bounds"),
    Entry("count_nonzero(a, axis=None, *, keepdims=False)", rules.count_nonzero,
          "how many elements are not zero"),
    Entry("cumprod" + _RUNNING, _running, "the running product"),
    Entry("cumsum" + _RUNNING, _running, "the running sum"),
    Entry("cumulative_prod" + _CUMULATIVE, rules.cumulative, "the running product along an axis"),
    Entry("cumulative_sum" + _CUMULATIVE, rules.cumulative, "the running sum along an axis"),
    Entry("diff(a, n=1, axis=-1, prepend=..., append=...)", rules.diff,
          "the differences of neighbours"),
    Entry("max" + _EXTREME, _extreme, "the largest element"),
    Entry("mean" + _MEAN, _mean, "the arithmetic mean"),
    Entry("median" + _MEDIAN, _mean, "the median"),
    Entry("min" + _EXTREME, _extreme, "the smallest element"),
    Entry("nanargmax" + _ARG, _place, "where the largest element is; NaN left out"),
    Entry("nanargmin" + _ARG, _place, "where the smallest element is; NaN left out"),
    Entry("nancumprod" + _RUNNING, _running, "the running product; NaN as one"),
    Entry("nancumsum" + _RUNNING, _running, "the running sum; NaN as zero"),
    Entry("nanmax" + _EXTREME, _extreme, "the largest element; NaN left out"),
    Entry("nanmean" + _MEAN, _mean, "the arithmetic mean; NaN left out"),
    Entry("nanmedian" + _MEDIAN, _mean, "the median; NaN left out"),
    Entry("nanmin" + _EXTREME, _extreme, "the smallest element; NaN left out"),
    Entry("nanpercentile" + _QUANTILE, rules.quantile, "percentiles; NaN left out"),
    Entry("nanprod" + _SUM, _total, "the product; NaN as one"),
    Entry("nanquantile" + _QUANTILE, rules.quantile, "quantiles; NaN left out"),
    Entry("nanstd" + _SPREAD, _spread, "the standard deviation; NaN left out"),
    Entry("nansum" + _SUM, _total, "the sum; NaN as zero"),
    Entry("nanvar" + _SPREAD, _spread, "the variance; NaN left out"),
    Entry("percentile" + _QUANTILE, rules.quantile, "percentiles (q from 0 to 100)"),
    Entry("prod" + _SUM, _total, "the product of elements"),
    Entry("ptp(a, axis=None, out=None, keepdims=...)", rules.difference_of_extremes,
          "the largest element less the smallest"),
    Entry("quantile" + _QUANTILE, rules.quantile, "quantiles (q from 0 to 1)"),
    Entry("std" + _SPREAD, _spread, "the standard deviation"),
    Entry("sum" + _SUM, _total, "the sum of elements"),
    Entry("trapezoid(y, x=None, dx=1.0, axis=-1)", rules.trapezoid, "the area under samples"),
    Entry("var" + _SPREAD, _spread, "the variance"),
)  # fmt: skip
