"""Expressions of NumPy on the native tier against NumPy: `agree("np.sum(a, axis=0)", array)`.

Arguments are called a, b, c. Values, dtypes, shapes, Python types, the arguments afterwards, and
exceptions with their messages must be the same; floats within some units of the last place.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

import nbc
from nbc.native import dispatch

Outcome = tuple[str, Any, list[Any]]


def agree(expression: str, *args: Any, ulp: float = 16, native: bool = True) -> None:
    """Runs an expression, or statements that end in one, both ways. `native`: it must not stay on
    the VM."""
    *statements, last = expression.split("\n")
    names = "abcdefgh"[: len(args)]
    body = "".join(f"    {line}\n" for line in (*statements, f"return {last}"))
    source = f"import numpy as np\ndef f({', '.join(names)}):\n{body}"
    plain: dict[str, Any] = {}
    exec(compile(source, "<plain>", "exec"), plain)
    session = nbc.Session(optimize=3, native="always")
    session.run(source)
    wanted, found = (_outcome(f, args) for f in (plain["f"], session.namespace["f"]))
    assert found[0] == wanted[0], f"{expression}: {found} instead of {wanted}"
    same(found[1], wanted[1], ulp)
    for mine, theirs in zip(found[2], wanted[2], strict=True):
        same(mine, theirs, ulp)
    if native:
        report = dispatch.tier(session.namespace["f"])
        assert report.tier == "native", report.reason


def _outcome(function: Any, args: tuple[Any, ...]) -> Outcome:
    passed = [arg.copy(order="K") if isinstance(arg, np.ndarray) and arg.base is None else arg
              for arg in args]  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            result = function(*passed)
        except Exception as error:  # noqa: BLE001  (whatever is raised is compared)
            return f"{type(error).__name__}: {error}", None, passed
    return "", result, passed


def same(found: Any, wanted: Any, ulp: float) -> None:
    assert type(found) is type(wanted), (found, wanted)
    if isinstance(wanted, tuple):
        assert len(found) == len(wanted)
        for mine, theirs in zip(found, wanted, strict=True):
            same(mine, theirs, ulp)
        return
    if not isinstance(wanted, np.ndarray | np.generic | float | complex):
        assert found == wanted
        return
    mine, theirs = np.asarray(found), np.asarray(wanted)
    assert (mine.dtype, mine.shape) == (theirs.dtype, theirs.shape)
    if theirs.dtype.kind not in "fc":
        assert np.array_equal(mine, theirs), (found, wanted)
        return
    step = float(np.finfo(theirs.dtype).eps) * ulp
    scale = np.abs(theirs[np.isfinite(theirs)]).max(initial=0)
    assert np.allclose(mine, theirs, rtol=step, atol=step * scale, equal_nan=True), (found, wanted)
