"""The sides of a comparison: the same program text made callable by Noodle, CPython and numba, and
C compiled by gcc.

A side that is not installed, or that refuses a program, is an UnavailableError: the column stays
and the row says why. numba and compilers are imported and run only when they are asked for.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, final

import numpy

from benchmarks.sources import Source
from nbc import Session
from nbc.native import dispatch as native

Function = Callable[..., Any]

ALWAYS = ("noodle", "native", "CPython", "C builtin", "ctypes")


@final
class UnavailableError(Exception):
    """This side is not here, or cannot run the program; the text says why."""


def noodle(source: Source) -> Function:
    """The function as a session at the highest level makes it."""
    session = Session(optimize=3)
    session.run(source.text)
    function: Function = session[source.name]
    return function


def cpython(source: Source) -> Function:
    plain = SimpleNamespace(prange=range)
    namespace = source.namespace(prange=range, parallel=range, nb=plain, numba=plain)
    function: Function = namespace[source.name]
    return function


def numba(source: Source, *, fastmath: bool = False, parallel: bool = False) -> Function:
    """Every function of the text under `njit`; nothing is compiled before the first call."""
    package = numba_package()
    namespace = source.namespace(
        prange=package.prange, parallel=package.prange, nb=package, numba=package
    )
    jit = package.njit(fastmath=fastmath, parallel=parallel)
    for name in source.functions:
        namespace[name] = jit(namespace[name])
    function: Function = namespace[source.name]
    return function


def numba_package() -> Any:
    if importlib.util.find_spec("numba") is None:
        raise UnavailableError("not installed")
    return importlib.import_module("numba")


def warm_up() -> None:
    """Loads what Noodle's native tier needs, as the kernel does in the background once it is up."""
    native.warm_up().join()


def has_gcc() -> bool:
    return shutil.which("gcc") is not None


def is_installed(side: str) -> bool:
    """`side` may name a variant: gcc-fast is gcc."""
    name = side.partition("-")[0]
    if name == "gcc":
        return has_gcc()
    return name in ALWAYS or importlib.util.find_spec(name) is not None


def gcc(file: Path, folder: Path, *, fast: bool, returns: str | None) -> Function:
    """The function that a C file is named after. `-ffast-math` is left out when linking, where it
    would switch denormal numbers off for the whole process."""
    if not has_gcc():
        raise UnavailableError("not installed")
    stem = folder / f"{file.stem}{'-fast' if fast else ''}"
    flags = ["-O3", "-march=native", "-fPIC", *(["-ffast-math"] if fast else [])]
    subprocess.run(["gcc", *flags, "-c", str(file), "-o", f"{stem}.o"], check=True)
    subprocess.run(["gcc", "-shared", f"{stem}.o", "-o", f"{stem}.so", "-lm"], check=True)
    function = getattr(ctypes.CDLL(f"{stem}.so"), file.stem)
    function.restype = {"int": ctypes.c_int64, "float": ctypes.c_double, None: None}[returns]
    return lambda *arguments: function(*c_arguments(arguments))


def c_arguments(arguments: tuple[Any, ...]) -> list[Any]:
    """Arrays become a pointer and their dims; numbers are int64_t or double."""
    passed: list[Any] = []
    for value in arguments:
        if isinstance(value, numpy.ndarray):
            passed.append(ctypes.c_void_p(value.ctypes.data))
            passed += [ctypes.c_int64(size) for size in value.shape]
        else:
            passed.append(
                ctypes.c_double(value) if isinstance(value, float) else ctypes.c_int64(value)
            )
    return passed
