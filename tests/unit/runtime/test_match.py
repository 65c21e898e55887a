"""Patterns do what CPython's `match` does; names are looked up when the match comes to them."""

from __future__ import annotations

from typing import Any

import pytest

from nbc.runtime.match import match

CONSTANTS: dict[str, Any] = {"one": 1, "float": 1.0, "minus": -1, "sum": 1 + 2j, "text": "x",
                             "none": None, "yes": True}  # fmt: skip


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x: int, y: int) -> None:
        self.x, self.y = x, y


NAMES: dict[str, Any] = {"Point": Point, "int": int, "m": type("m", (), {"K": "k"})}


def found(pattern: Any, subject: Any) -> dict[str, Any] | None:
    return match(pattern, subject, CONSTANTS, NAMES.__getitem__)


@pytest.mark.parametrize(
    ("pattern", "subject", "wanted"),
    [
        (("wildcard",), 1, {}), (("capture", "a"), 1, {"a": 1}), (("constant", "one"), True, {}),
        (("constant", "one"), 2, None), (("constant", "minus"), -1, {}),
        (("constant", "sum"), 1 + 2j, {}), (("singleton", "yes"), 1, None),
        (("singleton", "none"), None, {}), (("value", ("m", "K")), "k", {}),
        (("as", ("constant", "one"), "a"), 1, {"a": 1}),
        (("or", (("constant", "text"), ("constant", "one"))), 1, {}),
        (("sequence", (("capture", "a"), ("star", "b"))), (1, 2, 3), {"a": 1, "b": [2, 3]}),
        (("sequence", (("star", None), ("capture", "a"))), [1, 2], {"a": 2}),
        (("sequence", (("capture", "a"),)), "s", None),
        (("mapping", ((("constant", "text"), ("capture", "a")),), "rest"), {"x": 1, "y": 2},
         {"a": 1, "rest": {"y": 2}}),
        (("mapping", ((("value", ("m", "K")), ("wildcard",)),), None), {"k": 0}, {}),
        (("class", ("Point",), (("capture", "a"),), (("y", ("constant", "one")),)), Point(3, 1),
         {"a": 3}),
        (("class", ("int",), (("capture", "n"),), ()), True, {"n": True}),
    ],
)  # fmt: skip
def test_matches(pattern: Any, subject: Any, wanted: Any) -> None:
    assert found(pattern, subject) == wanted


def test_constants_of_one_value_and_several_types_are_kept_apart() -> None:
    for value in (1, 1.0, 1 + 0j):
        assert match(("constant", "k"), 1, {"k": value}, NAMES.__getitem__) == {}
    assert match(("singleton", "k"), 1, {"k": True}, NAMES.__getitem__) is None


def test_names_are_looked_up_late_and_their_errors_pass() -> None:
    pattern = ("sequence", (("constant", "one"), ("class", ("nope",), (), ())))
    assert found(pattern, [2, 3]) is None
    with pytest.raises(KeyError, match="nope"):
        found(pattern, [1, 3])


def test_a_class_that_is_none_is_an_error() -> None:
    with pytest.raises(TypeError, match="must be a type"):
        match(("class", ("n",), (), ()), 1, {}, lambda name: 5)
