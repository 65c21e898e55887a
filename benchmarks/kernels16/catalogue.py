"""The sixteen kernels: what each is called with, and how its result is found.

`programs/<name>.py` has the function `<name>` (loops), `<name>_arrays` where array expressions are
natural, and `inputs`, which makes the arguments; `c/<name>.c` the same in C.
"""

from __future__ import annotations

import runpy
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, final

import numpy

from benchmarks.sources import Source, cut

FOLDER = Path(__file__).parent


@final
@dataclass(frozen=True, slots=True)
class Kernel:
    """`returns`: int or float, or None where the last argument is filled. `size` makes C take 5 to
    200 ms, `tiny` is for tests. `takes`: how many of the arguments the array form takes (0: there
    is none); without the last one it returns the result. `mutates`: fresh arguments for each call.
    `apart`: see `results_agree`."""

    name: str
    size: Mapping[str, int]
    tiny: Mapping[str, int]
    returns: str | None = None
    takes: int = 0
    mutates: bool = False
    apart: float = 0.0
    rtol: float = field(default=1e-9)

    @property
    def c_file(self) -> Path:
        return FOLDER / "c" / f"{self.name}.c"

    def source(self, form: str) -> Source:
        """`form` is loops or arrays."""
        return cut(self.file, self.name if form == "loops" else f"{self.name}_arrays")

    @property
    def file(self) -> Path:
        return FOLDER / "programs" / f"{self.name}.py"

    def arguments(self, form: str, size: Mapping[str, int]) -> tuple[Any, ...]:
        made: tuple[Any, ...] = inputs_of(self.file)(numpy.random.default_rng(1), **size)
        return made if form == "loops" else made[: self.takes]


@lru_cache
def inputs_of(file: Path) -> Any:
    return runpy.run_path(str(file))["inputs"]


KERNELS: tuple[Kernel, ...] = (
    Kernel("mandelbrot", {"height": 300, "width": 300, "limit": 200},
           {"height": 7, "width": 9, "limit": 20}, takes=2, mutates=True, apart=0.01),
    Kernel("nbody", {"steps": 100_000}, {"steps": 30}, mutates=True, rtol=1e-6),
    Kernel("spectral_norm", {"n": 700}, {"n": 20}, returns="float", takes=1),
    Kernel("fannkuch", {"n": 9}, {"n": 5}, returns="int"),
    Kernel("fib", {"n": 34}, {"n": 10}, returns="int"),
    Kernel("sieve", {"n": 5_000_000}, {"n": 100}, returns="int", takes=1),
    Kernel("black_scholes", {"n": 1_000_000}, {"n": 37}, takes=5),
    Kernel("softmax", {"rows": 1000, "columns": 1000}, {"rows": 5, "columns": 11}, takes=1),
    Kernel("muladd", {"n": 10_000_000}, {"n": 33}, takes=3),
    Kernel("jacobi", {"steps": 40, "n": 600}, {"steps": 3, "n": 9}, takes=3, mutates=True),
    Kernel("histogram", {"n": 10_000_000, "bins": 100}, {"n": 50, "bins": 7}, takes=2,
           mutates=True),
    Kernel("variance", {"n": 10_000_000}, {"n": 50}, returns="float", takes=1, rtol=1e-8),
    Kernel("floyd_warshall", {"n": 300}, {"n": 9}, takes=1, mutates=True),
    Kernel("levenshtein", {"n": 3000}, {"n": 30}, returns="int"),
    Kernel("kmeans", {"n": 200_000, "k": 16, "d": 8}, {"n": 40, "k": 3, "d": 2}, takes=4,
           rtol=1e-6),
    Kernel("matmul", {"n": 300}, {"n": 7}, takes=2),
)  # fmt: skip

BY_NAME: dict[str, Kernel] = {kernel.name: kernel for kernel in KERNELS}
