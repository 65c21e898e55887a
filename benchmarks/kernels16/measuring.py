"""Measures one form of one kernel on every side, in this process, by turns.

Results are compared before anything is timed; a side that disagrees has no times. C allocates its
result in the timed call where the array form does.
"""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy

from benchmarks import sides
from benchmarks.kernels16.catalogue import BY_NAME, Kernel
from benchmarks.measure import in_rounds, settle
from benchmarks.results_agree import difference

Arguments = tuple[Any, ...]
BUDGET_S = 4.0


def measure(name: str, form: str, rounds: int, quick: bool) -> dict[str, Any]:
    """Times by side, and why there are none."""
    kernel = BY_NAME[name]
    arguments = kernel.arguments(form, kernel.tiny if quick else kernel.size)
    functions, reasons = gather(kernel, form)
    calls = {}
    expected: Any = None
    for side, function in functions.items():
        prepare = preparer(kernel, arguments)
        try:
            passed = prepare()
            returned = function(*passed)
            result = passed[-1] if returned is None else returned
        except Exception as error:  # noqa: BLE001  # a side may fail in any way
            reasons[side] = f"{type(error).__name__}: {error}".splitlines()[0]
            continue
        expected = plain(result) if expected is None else expected
        wrong = difference(expected, plain(result), kernel.rtol, apart=kernel.apart)
        if wrong:
            reasons[side] = wrong
        else:
            calls[side] = (prepare, function)
            settle(*calls[side])
    return {"times_s": in_rounds(calls, rounds, budget_s=BUDGET_S), "reasons": reasons}


def gather(kernel: Kernel, form: str) -> tuple[dict[str, Callable[..., Any]], dict[str, str]]:
    """The function of each side. NumPy's is the array form, for loops too. The first one gives the
    result that the others are compared with."""
    source = kernel.source(form)
    makers: dict[str, Callable[[], Callable[..., Any]]] = {
        "gcc": lambda: from_c(kernel, form, fast=False),
        "gcc-fast": lambda: from_c(kernel, form, fast=True),
        "numba": lambda: sides.numba(source),
        "numba-fast": lambda: sides.numba(source, fastmath=True),
        "noodle": lambda: sides.noodle(source),
    }
    if kernel.takes:
        makers["numpy"] = lambda: numpy_form(kernel)
    if importlib.util.find_spec("pythran") is not None:
        makers["pythran"] = lambda: from_pythran(kernel, form)
    functions, reasons = {}, {}
    for side, make in makers.items():
        try:
            functions[side] = make()
        except Exception as error:  # noqa: BLE001  # a side may fail in any way
            reasons[side] = f"{type(error).__name__}: {error}".splitlines()[0]
    return functions, reasons


def numpy_form(kernel: Kernel) -> Callable[..., Any]:
    """The array form under CPython, which ignores a last argument that it does not take."""
    function = sides.cpython(kernel.source("arrays"))
    return lambda *arguments: function(*arguments[: kernel.takes])


def from_c(kernel: Kernel, form: str, *, fast: bool) -> Callable[..., Any]:
    with tempfile.TemporaryDirectory() as folder:
        function = sides.gcc(kernel.c_file, Path(folder), fast=fast, returns=kernel.returns)
    every = kernel.arguments("loops", kernel.tiny)
    if form == "loops" or len(every) == kernel.takes:
        return function
    rank, dtype = every[-1].ndim, every[-1].dtype

    def with_new_result(*arguments: Any) -> Any:
        arrays = [value for value in arguments if isinstance(value, numpy.ndarray)]
        result = numpy.empty(arrays[0].shape[:rank], dtype)
        function(*arguments, result)
        return result

    return with_new_result


def from_pythran(kernel: Kernel, form: str) -> Callable[..., Any]:
    """Compiled for the types of the arguments, in a folder that is then removed."""
    pythran = importlib.import_module("pythran")
    source = kernel.source(form)
    arguments = kernel.arguments(form, kernel.tiny)
    exported = f"export {source.name}({', '.join(map(pythran_type, arguments))})"
    with tempfile.TemporaryDirectory() as folder:
        binary = pythran.compile_pythrancode(
            source.name, f"#pythran {exported}\n{source.text}",
            output_file=f"{folder}/{source.name}.so", extra_compile_args=["-O3", "-march=native"],
        )  # fmt: skip
        spec = importlib.util.spec_from_file_location(source.name, binary)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    function: Callable[..., Any] = getattr(module, source.name)
    return function


def pythran_type(value: Any) -> str:
    if isinstance(value, numpy.ndarray):
        return f"{value.dtype}[{','.join(':' * value.ndim)}]"
    return type(value).__name__


def preparer(kernel: Kernel, arguments: Arguments) -> Callable[[], Arguments]:
    if not kernel.mutates:
        return lambda: arguments
    return lambda: tuple(
        value.copy() if isinstance(value, numpy.ndarray) else value for value in arguments
    )


def plain(result: Any) -> Any:
    """Integers of any side are int64 here, floats float64: C knows no NumPy scalars."""
    array = numpy.array(result)
    return array.astype(numpy.int64) if array.dtype.kind in "iu" else array


def compare(kernel: Kernel, form: str) -> str | None:
    """What Noodle's result differs in from CPython's at the sizes of the tests, or None."""
    results = []
    for make in (sides.cpython, sides.noodle):
        passed = kernel.arguments(form, kernel.tiny)
        returned = make(kernel.source(form))(*passed)
        results.append(plain(passed[-1] if returned is None else returned))
    expected, found = results
    return difference(expected, found, kernel.rtol)
