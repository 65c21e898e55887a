"""What the tests of the checker share: a cell's errors as short texts, and what CPython says."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping
from typing import Any

from nbc import frontend
from nbc.bytecode import Module
from nbc.errors import NoodleError
from nbc.functions import FUNCTIONS
from nbc.typing import CheckResult, check


def lowered(source: str) -> Module:
    return frontend.lower(frontend.parse(source, "cell"), source, "cell")


def checked(source: str, environment: Mapping[str, Any] | None = None) -> CheckResult:
    return check(lowered(source), environment or {}, FUNCTIONS)


def errors(source: str, environment: Mapping[str, Any] | None = None) -> list[str]:
    """The messages, each with its code."""
    return [str(error) for error in checked(source, environment).errors]


def warnings(source: str, environment: Mapping[str, Any] | None = None) -> list[str]:
    return [str(warning) for warning in checked(source, environment).warnings]


def underlined(error: NoodleError, source: str) -> str:
    """The text that the carets are under."""
    assert error.span is not None
    (line, start), (_, end) = error.span.start, error.span.end
    return source.splitlines()[line - 1].encode()[start:end].decode()


def raised(source: str, environment: dict[str, Any] | None = None) -> type[BaseException] | None:
    """The class of the exception that CPython raises."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, "<test>", "exec"), dict(environment or {}))
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the answer
        return type(error)
    return None
