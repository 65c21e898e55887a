"""`numpy.random`: the methods of `Generator`, and the older functions of the module.

A distribution's result: without `size`, a scalar (or an array, if a parameter is one); with it, an
array of that shape. Random numbers are impure: two calls differ.
"""

from __future__ import annotations

from nbc.builtins import plain
from nbc.builtins.arrays import dtype_named, result, shape_named, shaped
from nbc.builtins.elementwise import broadcast_dims
from nbc.builtins.entry import GENERATOR, IMPURE, Entry, Typing, fixed, unknown
from nbc.builtins.signature import Arguments
from nbc.types.model import F64, I64, NONE, OBJECT, Array, Container, Scalar, Tuple, Type

_OPTIONS = frozenset({"self", "size", "dtype", "out", "method", "endpoint"})


def drawn(dtype: str | None, alone: Type) -> Typing:
    """`alone`: what one draw is, of parameters that are all scalars."""

    def rule(a: Arguments) -> Type:
        if not plain.absent(a.get("out")):
            return a["out"] if isinstance(a["out"], Array) else OBJECT
        known = dtype if plain.absent(a.get("dtype")) else dtype_named(a.get("dtype"))
        if not plain.absent(a.get("size")):
            dims = shape_named(a["size"], a.at("size"))
            sized = dims is not None or isinstance(a["size"], Tuple | Container)
            return Array(known, dims) if sized else OBJECT
        names = [name for name in a.types if name not in _OPTIONS]
        shapes = [shaped(a[name]) for name in names]
        if None in shapes:
            return OBJECT
        dims = broadcast_dims([shape.dims for shape in shapes if shape], a.at(*names))
        if dims == ():
            return alone if plain.absent(a.get("dtype")) else OBJECT
        return Array(known, dims) if dims else OBJECT

    return rule


def of_dims(a: Arguments) -> Type:
    """rand, randn: the lengths are the arguments."""
    for place, kind in enumerate(a.rest):
        plain.require_integer(kind, (place,))
    if not a.rest:
        return F64
    if not all(plain.is_integer(kind) for kind in a.rest):
        return OBJECT
    return Array("f64", tuple(plain.constant_int(kind) for kind in a.rest))


def chosen(a: Arguments) -> Type:
    """choice: of an array's first axis, or of range(a)."""
    source = shaped(a["a"])
    if source is None or plain.absent(a.get("size")) or "axis" in a:
        return OBJECT
    dims = shape_named(a["size"], a.at("size"))
    if source.dims is None or dims is None:
        return OBJECT
    dtype = "i64" if isinstance(a["a"], Scalar) else source.dtype
    return result(dtype, dims + source.dims[1:]) if dims else OBJECT


def permuted(a: Arguments) -> Type:
    source = a["x"]
    if isinstance(source, Array) and source.dims:
        return source
    if isinstance(source, Scalar) and source.dtype == "i64":
        count = plain.constant_int(source)
        return Array("i64", (None if count is None else max(0, count),))
    return OBJECT


_FLOATS = {
    "beta(self, a, b, size=None)": "numbers of the beta distribution",
    "chisquare(self, df, size=None)": "numbers of the chi-square distribution",
    "exponential(self, scale=1.0, size=None)": "numbers of the exponential distribution",
    "f(self, dfnum, dfden, size=None)": "numbers of the F distribution",
    "gamma(self, shape, scale=1.0, size=None)": "numbers of the gamma distribution",
    "gumbel(self, loc=0.0, scale=1.0, size=None)": "numbers of the Gumbel distribution",
    "laplace(self, loc=0.0, scale=1.0, size=None)": "numbers of the Laplace distribution",
    "logistic(self, loc=0.0, scale=1.0, size=None)": "numbers of the logistic distribution",
    "lognormal(self, mean=0.0, sigma=1.0, size=None)": "numbers whose logarithms are normal",
    "noncentral_chisquare(self, df, nonc, size=None)": "numbers of the noncentral chi-square",
    "noncentral_f(self, dfnum, dfden, nonc, size=None)": "numbers of the noncentral F",
    "normal(self, loc=0.0, scale=1.0, size=None)": "numbers of a normal distribution",
    "pareto(self, a, size=None)": "numbers of the Pareto distribution",
    "power(self, a, size=None)": "numbers of the power distribution",
    "rayleigh(self, scale=1.0, size=None)": "numbers of the Rayleigh distribution",
    "standard_cauchy(self, size=None)": "numbers of the Cauchy distribution",
    "standard_t(self, df, size=None)": "numbers of Student's t distribution",
    "triangular(self, left, mode, right, size=None)": "numbers of a triangular distribution",
    "uniform(self, low=0.0, high=1.0, size=None)": "numbers spread evenly between two",
    "vonmises(self, mu, kappa, size=None)": "angles of the von Mises distribution",
    "wald(self, mean, scale, size=None)": "numbers of the Wald distribution",
    "weibull(self, a, size=None)": "numbers of the Weibull distribution",
}
_INTEGERS = {
    "binomial(self, n, p, size=None)": "how many of n trials succeed",
    "geometric(self, p, size=None)": "how many trials until one succeeds",
    "hypergeometric(self, ngood, nbad, nsample, size=None)": "how many good ones in a sample",
    "logseries(self, p, size=None)": "numbers of the logarithmic series",
    "negative_binomial(self, n, p, size=None)": "how many failures before n successes",
    "poisson(self, lam=1.0, size=None)": "numbers of the Poisson distribution",
    "zipf(self, a, size=None)": "numbers of the Zipf distribution",
}
_TABLES = {
    "dirichlet(self, alpha, size=None)": "vectors of the Dirichlet distribution",
    "multinomial(self, n, pvals, size=None)": "how often each outcome occurs in n trials",
}

GENERATOR_METHODS = (
    *(Entry(text, drawn("f64", F64), doc, IMPURE) for text, doc in _FLOATS.items()),
    *(Entry(text, drawn("i64", OBJECT), doc, IMPURE) for text, doc in _INTEGERS.items()),
    *(Entry(text, unknown, doc, IMPURE) for text, doc in _TABLES.items()),
    Entry("bit_generator", unknown, "where the random bits come from"),
    Entry("bytes(self, length)", fixed(Container("bytes")), "random bytes", IMPURE),
    Entry("choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True)", chosen,
          "elements picked at random", IMPURE),
    Entry("integers(self, low, high=None, size=None, dtype='i8', endpoint=False)",
          drawn("i64", Scalar("i64", weak=False)), "integers spread evenly", IMPURE),
    Entry("multivariate_hypergeometric(self, colors, nsample, size=None, method='marginals')",
          unknown, "how many of each colour in a sample", IMPURE),
    Entry("multivariate_normal(self, mean, cov, size=None, check_valid='warn', tol=1e-08, *, "
          "method='svd')", unknown, "vectors of a normal distribution", IMPURE),
    Entry("permutation(self, x, axis=0)", permuted, "a shuffled copy", IMPURE),
    Entry("permuted(self, x, *, axis=None, out=None)", unknown, "elements shuffled along an axis",
          IMPURE),
    Entry("random(self, size=None, dtype='f8', out=None)", drawn("f64", F64),
          "numbers between 0 and 1", IMPURE),
    Entry("shuffle(self, x, axis=0)", fixed(NONE), "shuffle in place", IMPURE),
    Entry("spawn(self, n_children)", fixed(Container("list")), "independent generators", IMPURE),
    Entry("standard_exponential(self, size=None, dtype='f8', method='zig', out=None)",
          drawn("f64", F64), "numbers of the exponential distribution", IMPURE),
    Entry("standard_gamma(self, shape, size=None, dtype='f8', out=None)", drawn("f64", F64),
          "numbers of the gamma distribution", IMPURE),
    Entry("standard_normal(self, size=None, dtype='f8', out=None)", drawn("f64", F64),
          "numbers of the standard normal distribution", IMPURE),
)  # fmt: skip


def _of_module(text: str) -> str:
    return text.replace("(self, ", "(")


MODULE_FUNCTIONS = (
    *(Entry(_of_module(text), drawn("f64", F64), doc, IMPURE) for text, doc in _FLOATS.items()),
    *(Entry(_of_module(text), drawn("i64", OBJECT), doc, IMPURE)
      for text, doc in _INTEGERS.items()),
    *(Entry(_of_module(text), unknown, doc, IMPURE) for text, doc in _TABLES.items()),
    Entry("bytes(length)", fixed(Container("bytes")), "random bytes", IMPURE),
    Entry("choice(a, size=None, replace=True, p=None)", chosen,
          "elements picked at random", IMPURE),
    Entry("default_rng(seed=None)", fixed(GENERATOR), "a new generator of random numbers", IMPURE),
    Entry("get_state(legacy=True)", unknown, "the state of the older functions", IMPURE),
    Entry("multivariate_normal(mean, cov, size=None, check_valid='warn', tol=1e-08)", unknown,
          "vectors of a normal distribution", IMPURE),
    Entry("permutation(x)", permuted, "a shuffled copy", IMPURE),
    Entry("rand(*args)", of_dims, "numbers between 0 and 1, in a shape", IMPURE),
    Entry("randint(low, high=None, size=None, dtype=int)", drawn("i64", I64),
          "integers spread evenly", IMPURE),
    Entry("randn(*args)", of_dims, "normal numbers, in a shape", IMPURE),
    Entry("random(size=None)", drawn("f64", F64), "numbers between 0 and 1", IMPURE),
    Entry("random_integers(low, high=None, size=None)", unknown, "integers, high included", IMPURE),
    Entry("random_sample(size=None)", drawn("f64", F64), "numbers between 0 and 1", IMPURE),
    Entry("ranf(*args, **kwargs)", unknown, "numbers between 0 and 1", IMPURE),
    Entry("sample(*args, **kwargs)", unknown, "numbers between 0 and 1", IMPURE),
    Entry("seed(seed=None)", fixed(NONE), "start the older functions anew", IMPURE),
    Entry("set_state(state)", unknown, "set the state of the older functions", IMPURE),
    Entry("shuffle(x)", fixed(NONE), "shuffle in place", IMPURE),
    Entry("standard_exponential(size=None)", drawn("f64", F64), "exponential numbers", IMPURE),
    Entry("standard_gamma(shape, size=None)", drawn("f64", F64), "gamma numbers", IMPURE),
    Entry("standard_normal(size=None)", drawn("f64", F64), "standard normal numbers", IMPURE),
)  # fmt: skip
