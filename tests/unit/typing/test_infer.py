"""Functions specialised for a signature, and declared types proved or refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

import nbc
from nbc.functions import FUNCTIONS
from nbc.types import parse_type, type_text
from nbc.typing import TypedFunction, check_declared, infer
from tests.unit.typing.checking import lowered

SOURCE = """\
def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)

def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)

def dot(a: f64[n], b: f64[n]) -> f64:
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total

def mixed(x):
    result = None
    for i in range(3):
        result = x if i else "text"
    return result

def product(a, b):
    return a @ b
"""


def _infer(name: str, *arguments: str) -> TypedFunction:
    session = nbc.Session()
    session.run(SOURCE)
    found = FUNCTIONS.lookup(session[name])
    assert found is not None
    types = [parse_type(text) for text in arguments]
    return infer(*found, types, environment=session.namespace, functions=FUNCTIONS)


@pytest.mark.parametrize(
    ("name", "arguments", "returns"),
    [
        ("factorial", ["i64"], "i64"),
        ("fibonacci", ["i64"], "i64"),
        ("fibonacci", ["f64"], "f64"),
        ("dot", ["f64[_]", "f64[4]"], "f64"),
        ("mixed", ["i64"], "object"),
        ("product", ["f64[3, 4]", "f64[4, 5]"], "f64[3, 5]"),
        ("product", ["f32[3, 4]", "f64[4]"], "f64[3]"),
        ("product", ["object", "f64[4]"], "object"),
    ],
)
def test_return_types(name: str, arguments: list[str], returns: str) -> None:
    assert type_text(_infer(name, *arguments).returns) == returns


def test_variables_and_results() -> None:
    typed = _infer("dot", "f64[_]", "f64[4]")
    shown = {name: type_text(kind) for name, kind in typed.variables.items()}
    assert shown == {"a": "f64[_]", "b": "f64[4]", "total": "f64", "i": "i64"}
    assert typed.results


def test_what_a_signature_breaks() -> None:
    (error,) = _infer("product", "f64[3, 4]", "f64[5, 6]").errors
    assert error.code == "N2002"


@pytest.mark.parametrize(
    ("types", "wrong"),
    [
        ({"a": "f64[n, k]", "b": "f64[k, m]", "c": "f64[n, m]"}, []),
        ({"a": "f64[3, 4]", "b": "f64[4, 6]", "c": "f64[3, _]"}, []),
        ({"a": "f64[3, 4]", "b": "f64[5, 6]"},
         ["the declared types do not hold: cannot multiply f64[3, 4] by f64[5, 6]: 4 and 5 differ"]),
        ({"a": "f64[3, 4]", "b": "f64[4, 6]", "c": "f32[3, 6]"},
         ["'c' is declared f32[3, 6], but f64[3, 6] is stored"]),
        ({"a": "object", "b": "object", "c": "f64[3]"},
         ["'c' is declared f64[3], but object is stored"]),
        ({"a": "f64[", "b": "f64"}, ["the type of 'a': 'f64[' is not a Noodle type"]),
    ],
)  # fmt: skip
def test_declared_types(types: dict[str, str], wrong: list[str]) -> None:
    found = check_declared(replace(lowered("c = a @ b"), types=types))
    assert [error.message for error in found][: len(wrong) or None] == wrong
