"""Every row's rule against the real function, on random calls."""

from __future__ import annotations

import pytest

from nbc.builtins import names, resolve
from nbc.runtime.names import NAMES
from tests.unit.builtins.agreement import calls_of, check

CALLS = 60

NOT_CALLED = frozenset({
    "breakpoint", "copyright", "credits", "exit", "help", "input", "license", "open", "quit", "exec",
    "eval", "compile", "__import__", "__build_class__", "delattr", "setattr", "globals", "locals",
    "vars", "dir", "aiter", "anext", "super",
    "numpy.save", "numpy.savetxt", "numpy.savez", "numpy.savez_compressed", "numpy.fromfile",
    "numpy.load", "numpy.loadtxt", "numpy.genfromtxt", "numpy.fromregex", "numpy.seterr",
    "numpy.set_printoptions", "numpy.from_dlpack", "numpy.random.seed", "numpy.random.set_state",
    "ndarray.dump", "ndarray.tofile", "generic.dump", "generic.tofile", "numpy.frombuffer",
})  # fmt: skip
"""Rows whose call would touch files, the terminal or the settings of the process."""


def existing(name: str) -> bool:
    """Some rows are of later versions of Python or NumPy."""
    try:
        return name in NAMES or resolve(name) is not ...
    except AttributeError:
        return name.startswith("generic.")


CALLABLE = [name for name in names() if name not in NOT_CALLED and existing(name)]


@pytest.mark.parametrize("name", CALLABLE)
def test_rule_never_contradicts_the_real_call(name: str) -> None:
    found = [line for call in calls_of(name, CALLS) for line in check(name, call)]
    assert not found, "\n".join(found[:10])
