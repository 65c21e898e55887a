"""Patterns: which are valid, and which variables they store and read."""

from __future__ import annotations

from typing import Any

import pytest

from nbc.bytecode.patterns import captures, fault, is_irrefutable, reads

CONSTANTS: dict[str, Any] = {
    "one": 1,
    "float": 1.0,
    "text": "x",
    "none": None,
    "true": True,
    "pair": (1, 2),
}
WILD, X, Y = ("wildcard",), ("capture", "x"), ("capture", "y")
ONE = ("constant", "one")


@pytest.mark.parametrize(
    "pattern",
    [
        WILD, X, ONE, ("singleton", "none"), ("value", ("a", "b")), ("as", ONE, "x"),
        ("or", (ONE, WILD)), ("sequence", ()),
        ("sequence", (X, ("star", "y"))), ("sequence", (("star", None),)),
        ("mapping", ((ONE, X), (("value", ("a", "b")), Y)), "rest"), ("mapping", (), None),
        ("mapping", ((("constant", "none"), X), (("constant", "true"), Y)), None),
        ("class", ("int",), (X,), ()), ("class", ("m", "C"), (), (("a", X), ("b", Y))),
        ("or", (("as", ONE, "x"), X)),
    ],
)  # fmt: skip
def test_accepts(pattern: Any) -> None:
    assert fault(pattern, CONSTANTS) is None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (None, "not a pattern"), ((), "not a pattern"), (("what",), "not a pattern"),
        (["wildcard"], "not a pattern"), (("wildcard", 1), "number of parts"),
        (("capture", "_"), "cannot capture"), (("capture", "class"), "cannot capture"),
        (("capture", "__nbc_x"), "cannot capture"), (("constant", "nope"), "no constant"),
        (("constant", "none"), "neither number nor text"), (("singleton", "one"), "singleton"),
        (("constant", "pair"), "neither number nor text"), (("value", ("a",)), "without a dot"),
        (("value", "a.b"), "dotted name"), (("or", (ONE,)), "list"), (("or", (X, ONE)), "unreachable"),
        (("or", (("as", ONE, "x"), ONE)), "different names"), (("star", "x"), None),
        (("sequence", (X, X)), "twice"), (("as", X, "x"), "twice"),
        (("sequence", (("star", "x"), ("star", "y"))), "two stars"),
        (("as", ("star", "x"), "y"), "outside"), (("mapping", ((X, X),), None), "key"),
        (("mapping", ((ONE, X), (("constant", "float"), Y)), None), "twice"),
        (("mapping", ((ONE,),), None), "pairs"), (("class", (), (), ()), "dotted"),
        (("class", ("C",), (), (("a", X), ("a", Y))), "repeats"),
        (("class", ("C",), (), (("1", X),)), "keyword"),
    ],
)  # fmt: skip
def test_refuses(pattern: Any, words: str | None) -> None:
    if words is None:
        pattern, words = ("or", (pattern, WILD)), "outside"
    problem = fault(pattern, CONSTANTS)
    assert problem is not None and words in problem


def test_refuses_deep_patterns() -> None:
    pattern: Any = WILD
    for _ in range(100):
        pattern = ("sequence", (pattern,))
    assert fault(pattern, CONSTANTS) == "nests too deeply"


def test_names() -> None:
    pattern = ("mapping", ((("value", ("m", "K")), X), (ONE, ("class", ("C",), (Y,), ()))), "rest")
    assert captures(pattern) == ("x", "y", "rest")
    assert reads(pattern) == ("m", "C")
    assert captures(("or", (("as", ONE, "x"), X))) == ("x",)


def test_irrefutable() -> None:
    assert is_irrefutable(("as", ("or", (ONE, X)), "y"))
    assert not is_irrefutable(("sequence", (X,)))
