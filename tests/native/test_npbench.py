"""NumPy programs as people paste them: what Noodle makes of each equals what CPython does.

The programs are those of the benchmarks, at tiny sizes, on whatever tier runs them. Integers, bools,
shapes and dtypes are equal; floats differ by at most 1e-9 of the largest element of their array
(f32: 1e-4), since native sums are ordered otherwise and vector functions round otherwise.
"""

from __future__ import annotations

import warnings

import pytest

from benchmarks.kernels16.catalogue import KERNELS, Kernel
from benchmarks.kernels16.measuring import compare as compare_kernel
from benchmarks.npbench.catalogue import BENCHMARKS, Benchmark
from benchmarks.npbench.measuring import compare


@pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda benchmark: benchmark.name)
def test_numpy_program_agrees_with_cpython(benchmark: Benchmark) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert compare(benchmark) is None


@pytest.mark.parametrize("form", ["loops", "arrays"])
@pytest.mark.parametrize("kernel", KERNELS, ids=lambda kernel: kernel.name)
def test_kernel_agrees_with_cpython(kernel: Kernel, form: str) -> None:
    if form == "loops" or kernel.takes:
        assert compare_kernel(kernel, form) is None
