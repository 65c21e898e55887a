"""Runs a source text on each engine and says what happened, in one form for all of them.

An `Outcome` holds the printed lines and the exception that ended the run, with its code, its place
in the source (line and column from 1) and CPython's name and message for it. The run happens in
this process, in a fresh namespace called `__main__`, with warnings off.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType, TracebackType
from typing import Any, final

import nbc
from nbc.errors import NoodleError

FILENAME = "<program>"
HAS_NATIVE = "native" in inspect.signature(nbc.Session).parameters
_ALWAYS: dict[str, Any] = {"native": "always"}

_CODES: tuple[tuple[type[BaseException], str], ...] = (
    (ZeroDivisionError, "N5002"),
    (IndexError, "N5003"),
    (KeyError, "N5004"),
    (AttributeError, "N5007"),
    (NameError, "N5008"),
    (RecursionError, "N5009"),
    (AssertionError, "N5010"),
    (ImportError, "N5012"),
    (KeyboardInterrupt, "N5013"),
    (TypeError, "N5005"),
    (ValueError, "N5006"),
    (OverflowError, "N5006"),
)


@final
@dataclass(frozen=True, slots=True)
class Failure:
    code: str
    type: str
    message: str
    line: int
    column: int

    @property
    def is_static(self) -> bool:
        return self.code < "N5000"


@final
@dataclass(frozen=True, slots=True)
class Outcome:
    output: tuple[str, ...]
    failure: Failure | None


def run_cpython(source: str) -> Outcome:
    return _observe(lambda namespace: exec(_compiled(source), namespace))


def run_vm(source: str) -> Outcome:
    return _observe(lambda namespace: _session(namespace, 1).run(source, filename=FILENAME))


def run_vm_without_passes(source: str) -> Outcome:
    return _observe(lambda namespace: _session(namespace, 0).run(source, filename=FILENAME))


def run_stepper(source: str) -> Outcome:
    def step(namespace: dict[str, Any]) -> None:
        program = _session(namespace, 0).compile(source, filename=FILENAME)
        nbc.step(program, namespace).run()

    return _observe(step)


def run_native(source: str) -> Outcome:
    """Every function that can be native is, from its first call; float sums keep their order."""
    return _observe(lambda namespace: native_session(namespace).run(source, filename=FILENAME))


def run_native_3(source: str) -> Outcome:
    """As `run_native`, with fusion across statements, threads and sums in any order."""
    return _observe(
        lambda namespace: native_session(namespace, optimize=3).run(source, filename=FILENAME)
    )


ENGINES: dict[str, Callable[[str], Outcome]] = {
    "cpython": run_cpython,
    "vm": run_vm,
    "vm-without-passes": run_vm_without_passes,
    "stepper": run_stepper,
}
if HAS_NATIVE:
    ENGINES["native"] = run_native
    ENGINES["native-3"] = run_native_3


def native_session(namespace: dict[str, Any], *, optimize: int = 2) -> nbc.Session:
    """A session in which whatever can be native is native at once."""
    if not HAS_NATIVE:
        return nbc.Session(namespace, optimize=optimize)
    return nbc.Session(namespace, optimize=optimize, **_ALWAYS)


def code_of(error: BaseException) -> str:
    """The Noodle code of any exception: its own, or the one of its family."""
    if isinstance(error, NoodleError):
        return error.code
    return next((code for kind, code in _CODES if isinstance(error, kind)), "N5099")


def _compiled(source: str) -> CodeType:
    return compile(source, FILENAME, "exec", dont_inherit=True)


def _session(namespace: dict[str, Any], optimize: int) -> nbc.Session:
    return nbc.Session(namespace, optimize=optimize)


def _observe(run: Callable[[dict[str, Any]], object]) -> Outcome:
    printed = io.StringIO()
    failure = None
    with warnings.catch_warnings(), contextlib.redirect_stdout(printed):
        warnings.simplefilter("ignore")
        try:
            run({"__name__": "__main__"})
        except (Exception, GeneratorExit, SystemExit) as error:  # noqa: BLE001
            failure = _failure(error)
    lines = tuple(line.rstrip() for line in printed.getvalue().split("\n"))
    return Outcome(lines[:-1] if lines[-1] == "" else lines, failure)


def _failure(error: BaseException) -> Failure:
    line, column = place_of(error, FILENAME)
    message = error.message if isinstance(error, NoodleError) else str(error)
    return Failure(code_of(error), type(error).__name__, message.split("\n")[0], line, column)


def place_of(error: BaseException, filename: str) -> tuple[int, int]:
    """Line and column, from 1, of the innermost frame of a file that an exception passed."""
    if isinstance(error, NoodleError) and error.span is not None:
        line, column = error.span.start
        return line, column + 1
    if isinstance(error, SyntaxError):
        return error.lineno or 0, error.offset or 0
    places = list(_frames(error.__traceback__, filename))
    return places[-1] if places else (0, 0)


def _frames(trace: TracebackType | None, filename: str) -> Iterator[tuple[int, int]]:
    while trace is not None:
        code = trace.tb_frame.f_code
        if code.co_filename == filename:
            line, _, column, _ = list(code.co_positions())[trace.tb_lasti // 2]
            yield line or 0, (column or 0) + 1
        trace = trace.tb_next
