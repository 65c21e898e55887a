"""Noodle's own annotations: what a call or a store certainly breaks, with both sides."""

from __future__ import annotations

import pytest

from tests.unit.typing.checking import checked, errors

SOURCE = """\
import numpy as np
def multiply(a: f64[n, k], b: f64[k, m]) -> f64[n, m]:
    return a @ b
x = np.ones((3, 4))
y = np.ones((5, 6))
multiply(x, y)
"""


def test_symbolic_dimensions_show_both_sides() -> None:
    (error,) = checked(SOURCE).errors
    assert error.code == "N2002"
    assert error.message == (
        "multiply() wants f64[k, m] for 'b', got f64[5, 6]: k is 4 in a and 5 in b"
    )
    assert error.span is not None
    assert error.span.start == (6, 12)
    assert [(r.label, r.span.start) for r in error.related] == [
        ("'b' is annotated f64[k, m]", (2, 27)),
        ("'a' is f64[3, 4]", (6, 9)),
    ]


def test_dimensions_that_agree() -> None:
    source = SOURCE.replace("(5, 6)", "(4, 6)").replace("multiply(x, y)", "z = multiply(x, y)")
    result = checked(source)
    assert not result.errors
    assert str(result.types["z"]) == "Array(dtype='f64', dims=(3, 6))"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def f(x: i64): pass\nf('a')", ["[N2001] f() wants i64 for 'x', got str"]),
        ("def f(x: i64): pass\nf(1.5)", ["[N2001] f() wants i64 for 'x', got float"]),
        ("def f(x: f64): pass\nf(2)\nf(2.5)\nf(True)", []),
        ("def f(x: f64): pass\nf(None)", ["[N2001] f() wants f64 for 'x', got None"]),
        ("def f() -> i64:\n    return 'a'\nf()", ["[N2001] f() promises i64, got str"]),
        ("x: i64 = 'a'", ["[N2001] the annotation wants i64, got str"]),
        ("x: f64[3] = [1.0, 2.0, 3.0]", ["[N2001] the annotation wants f64[3], got list"]),
        ("x: float = 'a'\ndef f(y: int): pass\nf('a')", []),
        ("try:\n    x: i64 = 'a'\nexcept TypeError:\n    pass", []),
    ],
)
def test_scalars(source: str, expected: list[str]) -> None:
    assert errors(source) == expected
