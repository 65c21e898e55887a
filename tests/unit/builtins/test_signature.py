"""Matching arguments to parameters: what Python's own functions accept and refuse."""

from __future__ import annotations

import inspect

import pytest

from nbc.builtins import CallTypes, RuleError
from nbc.builtins.signature import bind, parse_signature, without_receiver
from nbc.types.model import F64, I64, STR

TEXTS = (
    "f(a, b=1, /, c=2, *, d, e=3)",
    "f(a, *args, k=None)",
    "f(**kw)",
    "f(a, /, b, **kw)",
    "f()",
)


def python(text: str) -> inspect.Signature:
    space: dict[str, object] = {}
    exec(f"def {text}: pass", space)
    return inspect.signature(space["f"])  # type: ignore[arg-type]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("count", range(5))
@pytest.mark.parametrize("keywords", [(), ("d",), ("a",), ("c", "d"), ("k",), ("b", "d"), ("zz",)])
def test_bind_accepts_what_python_accepts(
    text: str, count: int, keywords: tuple[str, ...]
) -> None:  # fmt: skip
    try:
        python(text).bind(*range(count), **dict.fromkeys(keywords, 0))
        accepted = True
    except TypeError:
        accepted = False
    call = CallTypes((I64,) * count, dict.fromkeys(keywords, F64))
    if accepted:
        bind(text, call, receiver=False)
    else:
        with pytest.raises(RuleError) as caught:
            bind(text, call, receiver=False)
        assert caught.value.code == "N2004"


def test_bind_gives_types_by_name_and_their_places() -> None:
    bound = bind("f(a, b=0, *, c=0)", CallTypes((I64,), {"c": STR}), receiver=False)
    assert bound.types == {"a": I64, "c": STR}
    assert bound.at("a", "b", "c") == (0, 1)


def test_bind_takes_the_receiver_first() -> None:
    bound = bind("f(self, x)", CallTypes((I64,), {}, STR), receiver=True)
    assert bound.types == {"self": STR, "x": I64}
    assert bound.at("self", "x") == (-1, 0)


def test_unexpected_keyword_suggests_a_near_one() -> None:
    with pytest.raises(RuleError) as caught:
        bind("f(shape, dtype=None)", CallTypes((), {"shap": I64}), receiver=False)
    assert caught.value.hint == "did you mean 'shape'?"


def test_defaults_are_kept_as_text() -> None:
    assert parse_signature("f(a, b=(0, 1), *, c='x')").parameters[1].default == "(0, 1)"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("sum(a, /, axis=None)", "sum(axis=None)"),
        ("copy(self, /)", "copy()"),
        ("split(self, /, sep=None)", "split(sep=None)"),
        ("reshape(a, /, *shape)", "reshape(*shape)"),
        ("copy(self)", "copy()"),
    ],
)
def test_receiver_is_not_shown(text: str, shown: str) -> None:
    assert without_receiver(text) == shown
