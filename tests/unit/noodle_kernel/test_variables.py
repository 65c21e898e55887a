"""The listing of variables: what is in it, and that nothing of a person's is called for it."""

from __future__ import annotations

import json
import sys
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from nbc.errors import NoodleError
from noodle_kernel.live.sizes import Size, size_of
from noodle_kernel.live.variables import variables
from tests.unit.noodle_kernel.evil import Evil, nested


def asked(namespace: dict[Any, Any], limit: int = 100, **more: Any) -> dict[str, Any]:
    shell: Any = SimpleNamespace(user_ns=namespace, user_ns_hidden={"quiet": "quiet"})
    found = variables(shell, {"limit": limit, **more})
    json.dumps(found, allow_nan=False)
    return found


def rows(namespace: dict[Any, Any], **more: Any) -> dict[str, dict[str, Any]]:
    return {row["name"]: row for row in asked(namespace, **more)["rows"]}


def test_a_row_has_type_shape_bytes_and_preview() -> None:
    grid = np.zeros((3, 4), dtype=np.float32)
    assert rows({"grid": grid})["grid"] == {
        "name": "grid", "type": "f32[3, 4]", "shape": "3 × 4", "bytes": 48, "is_whole": True,
        "preview": "[[0. 0. 0. 0.] [0. 0. 0. 0.] [0. 0. 0. 0.]]",
    }  # fmt: skip


def test_only_what_is_the_persons_own_is_listed() -> None:
    from nbc.runtime.names import NAMES  # lazy: nothing else here needs it

    provided = next(iter(NAMES))
    space = {"_private": 1, "quiet": "quiet", 7: 8, "b": 1, "a": 2, provided: NAMES[provided]}
    assert list(rows(space)) == ["a", "b"]
    assert provided in rows({provided: 3.5})


def test_limit_and_filter() -> None:
    space = {"Alpha": 1, "alphabet": "x", "beta": np.ones(2), "gamma": Evil()}
    assert asked(space, limit=2)["total"] == 4
    assert [row["name"] for row in asked(space, limit=2)["rows"]] == ["Alpha", "alphabet"]
    assert list(rows(space, filter="ALPHA")) == ["Alpha", "alphabet"]
    assert list(rows(space, filter="f64[")) == ["beta"]
    assert rows(space, filter="evil").keys() == {"gamma"}
    with pytest.raises(NoodleError, match="limit"):
        asked(space, limit="many")  # type: ignore[arg-type]
    with pytest.raises(NoodleError, match="filter"):
        asked(space, filter=3)


def test_nothing_of_a_persons_is_called() -> None:
    one = Evil()
    objects = np.empty(2, dtype=object)
    objects[0] = one
    space = {
        "one": one,
        "some": [one, one],
        "by_name": {"k": one},
        "pair": (one,),
        "objects": objects,
    }
    found = rows(space, filter="")
    assert found["one"]["type"] == "Evil" and found["one"]["bytes"] is None
    assert not any(row["is_whole"] for row in found.values())


def test_html_stays_text() -> None:
    row = rows({"page": "<script>alert(1)</script>"})["page"]
    assert row["preview"] == "'<script>alert(1)</script>'"


class Sub(np.ndarray[Any, Any]):
    """Whose own attributes are not asked."""

    @property
    def nbytes(self) -> int:
        raise AssertionError


@pytest.mark.parametrize(
    ("value", "size"),
    [
        (np.zeros((10, 10)), Size(800)),
        (np.zeros((10, 10))[:, :5], Size(400)),
        (np.zeros(100)[::-2], Size(400)),
        (np.broadcast_to(1.0, (10**9, 4)), Size(8)),
        (np.zeros((0, 5)), Size(0)),
        (np.zeros(4).view(Sub), Size(32)),
        (np.array([None, 1]), Size(16, False)),
        (np.empty(10**9, dtype=np.uint8), Size(10**9)),
        (1.5, Size(sys.getsizeof(1.5))),
        ("a" * 1000, Size(sys.getsizeof("a" * 1000))),
        ([1.5, 2.5], Size(sys.getsizeof([1.5, 2.5]) + 48)),
        (pd.Series([1, 2]), Size(148)),
        (object(), Size(None, False)),
        (len, Size(None, False)),
    ],
)
def test_sizes_are_those_of_the_memory(value: object, size: Size) -> None:
    found = size_of(value)
    if isinstance(value, pd.Series):
        size = Size(int(value.memory_usage(deep=False)))
    assert found == size


def test_items_count_once_and_not_for_ever() -> None:
    block = np.zeros(1000)
    both = size_of([block, block])
    assert both.is_whole and 8000 < (both.bytes or 0) < 8200
    itself: list[Any] = []
    itself.append(itself)
    assert size_of(itself).is_whole
    assert not size_of(list(range(10**6))).is_whole
    assert not size_of(nested(100_000)).is_whole
    frame = pd.DataFrame({"a": [1.0, 2.0], "b": [Evil, "x"]})
    assert size_of(frame) == Size(int(frame.memory_usage(deep=False).sum()), False)
    assert size_of(pd.DataFrame(np.zeros((1, 600)))) == Size(None, False)


def test_sparse_arrays_count_what_they_keep() -> None:
    sparse = pytest.importorskip("scipy.sparse")
    assert size_of(sparse.csr_array(np.eye(3))) == Size(3 * 8 + 3 * 4 + 4 * 4)


def test_networks_count_their_parameters() -> None:
    torch = pytest.importorskip("torch")
    layer = torch.nn.Linear(3, 4)
    twice = torch.nn.Sequential(layer, torch.nn.BatchNorm1d(4), layer)
    assert size_of(layer) == Size(64)
    assert size_of(twice).bytes == 64 + 4 * 4 * 4 + 8
    assert size_of(torch.ones(3, 4)) == Size(48)
    assert size_of(torch.ones(1).expand(10**6)) == Size(4)
    assert size_of(torch.ones(3, 4).to_sparse()) == Size(None, False)


def test_many_names_and_big_values_take_a_bounded_time() -> None:
    space: dict[Any, Any] = {f"v{number}": number for number in range(100_000)}
    assert asked(space, limit=50)["total"] == 100_000
    assert asked(space, limit=50, filter="v9999")["total"] == 11
    heavy = [list(range(900))] * 900
    found = asked({f"v{number}": list(heavy) for number in range(5000)}, limit=10**9)
    assert len(found["rows"]) == 5000
    assert {row["type"] for row in found["rows"]} == {"list of 900"}


def test_the_namespace_may_change_meanwhile() -> None:
    space: dict[Any, Any] = {f"v{number}": {number: number} for number in range(2000)}
    stop = Event()

    def change() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            space[f"w{number % 5000}"] = {number: [number]}
            space["v0"][number] = number
            space.pop(f"w{(number * 7) % 5000}", None)

    thread = Thread(target=change)
    thread.start()
    try:
        assert all(asked(space, limit=3000)["total"] >= 2000 for _ in range(3))
    finally:
        stop.set()
        thread.join()
