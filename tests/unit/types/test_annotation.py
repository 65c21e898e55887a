"""Which annotations are Noodle's own."""

from __future__ import annotations

import ast

import pytest

from nbc.types import is_noodle_annotation


def _is_noodle(text: str, shadowed: frozenset[str] = frozenset()) -> bool:
    return is_noodle_annotation(ast.parse(text, mode="eval").body, shadowed)


@pytest.mark.parametrize(
    "text",
    [
        "f64",
        "i8",
        "bigint",
        "f64[n, m]",
        "bool[n]",
        "list[f64]",
        "tuple[str, i64]",
        "dict[str, f64]",
    ],
)
def test_noodle_annotations(text: str) -> None:
    assert _is_noodle(text)


@pytest.mark.parametrize(
    "text",
    ["int", "float", "str", "bool", "list[str]", "dict[str, int]", "np.ndarray", "Point", "f()",
     "'f64'", "None", "str | None", "Optional[f64]", "a.b[f64]"],
)  # fmt: skip
def test_python_annotations(text: str) -> None:
    assert not _is_noodle(text)


def test_a_name_that_the_source_binds_is_not_noodles() -> None:
    assert not _is_noodle("f32", frozenset({"f32"}))
    assert not _is_noodle("f32[n]", frozenset({"f32"}))
    assert not _is_noodle("list[f32]", frozenset({"list"}))
