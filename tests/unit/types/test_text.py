"""Types are read as they are written, and what is not a type says so."""

from __future__ import annotations

import pytest

from nbc.types import parse_type, type_text
from nbc.types.model import BIGINT, F64, NONE, Array, Container, Scalar, Tuple

SPELLINGS = [
    "bool", "i8", "u64", "f32", "f64", "c128", "str", "bigint", "None", "object", "f64[n, 3]",
    "f64[...]", "f64[()]", "i32[_, 4]", "bool[n]", "array[3]", "tuple[i64, f64[n]]", "tuple",
    "list[f64]", "dict[str, f64[2]]", "set[i64]", "list", "list[tuple[f64, list[i64]]]",
]  # fmt: skip


@pytest.mark.parametrize("text", SPELLINGS)
def test_text_round_trips(text: str) -> None:
    assert type_text(parse_type(text)) == text


def test_parse_type_gives_the_type() -> None:
    assert parse_type("f64") == F64
    assert parse_type("f32") == Scalar("f32", weak=False)
    assert parse_type("bigint") == BIGINT
    assert parse_type("None") == NONE
    assert parse_type(" f64[n,3] ") == Array("f64", ("n", 3))
    assert parse_type("f64[:, 3]") == Array("f64", (None, 3))
    assert parse_type("f64[...]") == Array("f64", None)
    assert parse_type("tuple[i64, f64]") == Tuple((Scalar("i64"), F64))
    assert parse_type("list[f64]") == Container("list", None, (F64,))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("f65", "'f65' is not a Noodle type"),
        ("f64[", "'f64[' is not a Noodle type"),
        ("f64[-1]", "an axis of an array type is a length, a name or '_', not '-1'"),
        ("f64[1.5]", "not '1.5'"),
        ("f64[n, ...]", "'...' stands alone"),
        ("f64[True]", "not 'True'"),
        ("f64[f64]", "not 'f64'"),
        ("list[i64, f64]", "list[...] takes 1 types, not 2"),
        ("int[3]", "'int' takes no [...]"),
        ("f64 | None", "'f64 | None' is not a Noodle type"),
        ("x" * 200, "..."),
        ("\0", "is not a Noodle type"),
        ("(" * 5000, "is not a Noodle type"),
    ],
)
def test_what_is_no_type_is_said(text: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_type(text)
    assert message in str(caught.value)
