"""The programs, with the sizes that they run at.

A row is a function of a file in `programs/`, the sizes that its `<name>_inputs` takes for the
benchmark (NumPy then takes about 1 to 100 ms) and for the tests. What is compared after a call:
what it returned, and every array that it was given. `rtol` is as in `results_agree`: 1e-9 of an
array's largest element for f64, 1e-4 for f32, unless a row says otherwise and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, final

import numpy

from benchmarks.sources import Source, cut

PROGRAMS = Path(__file__).parent / "programs"

Size = Mapping[str, int]


@final
@dataclass(frozen=True, slots=True)
class Benchmark:
    file: str
    name: str
    small: Size
    tiny: Size
    rtol: float = 1e-9

    @property
    def path(self) -> Path:
        return PROGRAMS / f"{self.file}.py"

    def source(self) -> Source:
        return cut(self.path, self.name)

    def arguments(self, *, tiny: bool) -> tuple[Any, ...]:
        """New arguments, the same each time."""
        make = definitions(self.path)[f"{self.name}_inputs"]
        made: tuple[Any, ...] = make(
            numpy.random.default_rng(7), **(self.tiny if tiny else self.small)
        )
        return made


@lru_cache
def definitions(path: Path) -> dict[str, Any]:
    """What CPython makes of a file, without its decorators: the makers of arguments are used."""
    return Source(path.stem, path.read_text(), ()).namespace(prange=range)


def copied(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(value.copy() if isinstance(value, numpy.ndarray) else value for value in arguments)


F32 = 1e-4

STENCILS = (
    ("jacobi_1d", {"steps": 800, "n": 3200}, {"steps": 4, "n": 12}),
    ("jacobi_2d", {"steps": 50, "n": 150}, {"steps": 3, "n": 9}),
    ("heat_3d", {"steps": 25, "n": 25}, {"steps": 3, "n": 6}),
    ("seidel_2d", {"steps": 8, "n": 50}, {"steps": 3, "n": 7}),
    ("fdtd_2d", {"steps": 20, "n": 200, "m": 220}, {"steps": 3, "n": 7, "m": 8}),
    ("adi", {"steps": 5, "n": 100}, {"steps": 2, "n": 7}),
    ("game_of_life", {"steps": 20, "n": 300}, {"steps": 3, "n": 8}),
    ("gray_scott", {"steps": 50, "n": 128}, {"steps": 3, "n": 12}),
    ("wave_2d", {"steps": 30, "n": 200}, {"steps": 3, "n": 8}),
)
PRODUCTS = (
    ("gemm", {"n": 500, "m": 550, "k": 600}, {"n": 4, "m": 5, "k": 6}),
    ("gemver", {"n": 1000}, {"n": 6}),
    ("gesummv", {"n": 1400}, {"n": 6}),
    ("two_mm", {"n": 300}, {"n": 5}),
    ("three_mm", {"n": 300}, {"n": 5}),
    ("atax", {"n": 1800, "m": 2200}, {"n": 5, "m": 6}),
    ("bicg", {"n": 1800, "m": 2100}, {"n": 5, "m": 6}),
    ("mvt", {"n": 1800}, {"n": 6}),
    ("symm", {"n": 40, "m": 50}, {"n": 5, "m": 6}),
    ("syrk", {"n": 70, "m": 50}, {"n": 6, "m": 5}),
    ("syr2k", {"n": 60, "m": 40}, {"n": 6, "m": 5}),
    ("trmm", {"n": 65, "m": 80}, {"n": 5, "m": 6}),
    ("doitgen", {"n": 60}, {"n": 4}),
    ("power_iteration", {"n": 500, "steps": 50}, {"n": 6, "steps": 3}),
    ("spmv", {"n": 4096, "m": 4096, "each": 20}, {"n": 9, "m": 7, "each": 3}),
)
SOLVERS = (
    ("cholesky", {"n": 120}, {"n": 6}),
    ("lu", {"n": 90}, {"n": 6}),
    ("ludcmp", {"n": 90}, {"n": 6}),
    ("trisolv", {"n": 1500}, {"n": 6}),
    ("durbin", {"n": 1500}, {"n": 7}),
    ("gramschmidt", {"n": 120, "m": 100}, {"n": 6, "m": 5}),
    ("conjugate_gradient", {"n": 500, "steps": 50}, {"n": 6, "steps": 4}),
    ("thomas", {"n": 100, "m": 2000}, {"n": 6, "m": 5}),
    ("pagerank", {"n": 600, "steps": 50}, {"n": 7, "steps": 4}),
)
DATA = (
    ("covariance", {"n": 600, "m": 500}, {"n": 7, "m": 5}),
    ("correlation", {"n": 600, "m": 500}, {"n": 7, "m": 5}),
    ("azimint_naive", {"n": 40_000, "npt": 100}, {"n": 60, "npt": 4}),
    ("azimint_hist", {"n": 400_000, "npt": 1000}, {"n": 60, "npt": 4}),
    ("arc_distance", {"n": 100_000}, {"n": 13}),
    ("go_fast", {"n": 2000}, {"n": 7}),
    ("compute", {"n": 1000, "m": 1000}, {"n": 6, "m": 7}),
    ("clipping", {"n": 1_000_000}, {"n": 33}),
    (
        "kmeans_steps",
        {"n": 5000, "k": 8, "d": 4, "steps": 4},
        {"n": 20, "k": 3, "d": 2, "steps": 2},
    ),
    ("pairwise_distances", {"n": 500, "m": 400, "d": 3}, {"n": 5, "m": 6, "d": 3}),
    ("moving_average", {"n": 1_000_000, "width": 50}, {"n": 30, "width": 4}),
    ("logistic_regression", {"n": 5000, "d": 20, "steps": 30}, {"n": 12, "d": 3, "steps": 3}),
    ("normalise_columns", {"n": 10_000, "m": 100}, {"n": 7, "m": 5}),
)
NETWORKS = (
    ("softmax", {"n": 8, "heads": 8, "m": 128}, {"n": 2, "heads": 2, "m": 5}, F32),
    ("mlp", {"n": 256, "inner": 512, "out": 10}, {"n": 3, "inner": 6, "out": 4}, F32),
    (
        "conv2d_bias",
        {"n": 4, "size": 24, "k": 5, "channels": 3, "out": 16},
        {"n": 2, "size": 6, "k": 3, "channels": 2, "out": 3},
        F32,
    ),
    ("lenet", {"count": 4, "size": 28}, {"count": 2, "size": 16}, F32),
    (
        "resnet_block",
        {"n": 4, "size": 14, "channels": 32, "inner": 8},
        {"n": 2, "size": 5, "channels": 4, "inner": 2},
        F32,
    ),
    ("layer_norm", {"n": 1000, "m": 512}, {"n": 4, "m": 7}),
    ("gelu", {"n": 500, "m": 500}, {"n": 4, "m": 7}),
    ("attention", {"n": 512, "d": 64}, {"n": 6, "d": 4}),
    (
        "lstm_cell",
        {"steps": 30, "n": 32, "d": 32, "size": 64},
        {"steps": 2, "n": 3, "d": 4, "size": 2},
    ),
)
WEATHER = (
    ("hdiff", {"rows": 64, "columns": 64, "levels": 60}, {"rows": 4, "columns": 5, "levels": 3}),
    ("vadv", {"rows": 60, "columns": 60, "levels": 40}, {"rows": 4, "columns": 5, "levels": 4}),
    ("smagorinsky", {"n": 500, "m": 500}, {"n": 6, "m": 7}),
    ("saturation", {"n": 300_000}, {"n": 21}),
)
FLUIDS = (
    ("cavity_flow", {"steps": 25, "rounds": 25, "n": 61}, {"steps": 2, "rounds": 3, "n": 7}),
    ("channel_flow", {"rounds": 10, "n": 61}, {"rounds": 3, "n": 7}),
    ("shallow_water", {"steps": 25, "n": 200}, {"steps": 2, "n": 6}),
)
PHYSICS = (
    # Close bodies multiply what rounding leaves; a thousandth of the tolerance's scale per step.
    ("nbody", {"n": 50, "steps": 100}, {"n": 5, "steps": 4}, 1e-6),
    ("mandelbrot1", {"n": 125, "limit": 60}, {"n": 9, "limit": 8}),
    ("mandelbrot2", {"n": 200, "limit": 60}, {"n": 9, "limit": 8}),
    (
        "contour_integral",
        {"nr": 50, "nm": 150, "slab": 2, "points": 16},
        {"nr": 4, "nm": 5, "slab": 2, "points": 3},
        1e-6,
    ),
    (
        "scattering_self_energies",
        {"nkz": 2, "ne": 4, "nqz": 2, "nw": 2, "n3d": 2, "na": 6, "nb": 2, "norb": 3},
        {"nkz": 1, "ne": 2, "nqz": 1, "nw": 2, "n3d": 2, "na": 3, "nb": 2, "norb": 2},
    ),
    ("lennard_jones", {"n": 300}, {"n": 9}),
    ("ising", {"steps": 5, "n": 100}, {"steps": 2, "n": 6}),
)
CODES = (
    ("crc16", {"n": 6000}, {"n": 40}),
    ("nussinov", {"n": 60}, {"n": 9}),
    ("floyd_warshall", {"n": 200}, {"n": 8}),
    ("deriche", {"n": 400, "m": 200}, {"n": 8, "m": 7}),
    ("stockham_fft", {"radix": 2, "stages": 15}, {"radix": 2, "stages": 3}),
    ("local_sums", {"n": 3000, "width": 15}, {"n": 20, "width": 4}),
    ("sobel", {"n": 800, "m": 800}, {"n": 6, "m": 7}),
    ("levenshtein_rows", {"n": 200}, {"n": 8}),
    ("grey_histogram", {"n": 200, "m": 200}, {"n": 6, "m": 7}),
    ("collatz", {"n": 5000}, {"n": 30}),
)
FINANCE = (
    ("black_scholes", {"n": 200_000}, {"n": 17}),
    ("binomial_option", {"steps": 700}, {"steps": 8}),
    ("monte_carlo_asian", {"paths": 500, "steps": 50}, {"paths": 5, "steps": 6}),
    ("drawdown", {"n": 5000, "m": 50}, {"n": 9, "m": 3}),
    ("portfolio", {"days": 500, "assets": 60, "count": 5000},
     {"days": 9, "assets": 3, "count": 5}),
    ("exponential_average", {"n": 50_000}, {"n": 15}),
)  # fmt: skip

FILES: dict[str, tuple[Any, ...]] = {
    "stencils": STENCILS, "products": PRODUCTS, "solvers": SOLVERS, "data": DATA,
    "networks": NETWORKS, "weather": WEATHER, "fluids": FLUIDS, "physics": PHYSICS,
    "codes": CODES, "finance": FINANCE,
}  # fmt: skip

BENCHMARKS: tuple[Benchmark, ...] = tuple(
    Benchmark(file, *columns) for file, rows in FILES.items() for columns in rows
)

BY_NAME: dict[str, Benchmark] = {row.name: row for row in BENCHMARKS}
