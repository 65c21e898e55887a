"""Shape rules agree with NumPy on random shapes, and say nothing where axes are unknown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

import numpy as np
import pytest

from nbc.types.model import Dim
from nbc.types.shapes import ShapeError, broadcast, broadcast_into, matmul, size

LENGTHS = (0, 1, 2, 3)
Shape = tuple[int, ...]


def _shape(rng: Random, most: int = 3) -> Shape:
    return tuple(rng.choice(LENGTHS) for _ in range(rng.randint(0, most)))


def _result(compute: Callable[[], Any]) -> Shape | None:
    try:
        return tuple(np.shape(compute()))
    except ValueError:
        return None


def _rule(rule: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
    try:
        return rule(a, b)
    except ShapeError:
        return "refused"


RULES: dict[str, tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]] = {
    "broadcast": (broadcast, lambda a, b: a + b),
    "matmul": (matmul, lambda a, b: a @ b),
}


@pytest.mark.parametrize("name", RULES)
def test_rules_agree_with_numpy(name: str) -> None:
    rule, compute = RULES[name]
    rng = Random(1)
    for _ in range(1500):
        a, b = _shape(rng), _shape(rng)
        expected = _result(partial(compute, np.zeros(a), np.zeros(b)))
        found = _rule(rule, a, b)
        assert found == ("refused" if expected is None else expected), (a, b)
        _check_partly_known(rule, rng, a, b, expected)


def _check_partly_known(
    rule: Callable[[Any, Any], Any], rng: Random, a: Shape, b: Shape, expected: Shape | None
) -> None:
    """With axes forgotten, a rule may say less but never something else."""

    def forget(shape: Shape) -> tuple[Dim, ...]:
        return tuple(dim if rng.random() < 0.6 else None for dim in shape)

    found = _rule(rule, forget(a), forget(b))
    if found == "refused":
        assert expected is None, (a, b)
    elif expected is not None and found is not None:
        assert len(found) == len(expected)
        assert all(x in (None, y) for x, y in zip(found, expected, strict=True)), (a, b, found)


def test_storing_in_place() -> None:
    rng = Random(2)
    for _ in range(800):
        target, given = _shape(rng), _shape(rng)

        def store(target: Shape = target, given: Shape = given) -> Any:
            array = np.zeros(target)
            array[...] = np.zeros(given)
            return array

        fits = _result(store) is not None
        try:
            broadcast_into(target, given)
        except ShapeError:
            assert not fits, (target, given)


def test_unknown_ranks() -> None:
    assert broadcast(None, (3,)) is None
    assert matmul(None, (3, 4)) is None
    assert size((3, None)) is None
    assert size((3, 4)) == 12
    assert broadcast(("n", 3), ("n", 1)) == ("n", 3)
    assert matmul(("n", "k"), ("k", "m")) == ("n", "m")
