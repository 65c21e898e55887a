"""A closer look at a variable: bounded, as data, and nothing of a person's is called."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

import nbc
from ahr.graph import TensorSpec
from ahr.trace.decorator import model
from ahr.trace.layers import linear
from nbc.errors import NoodleError
from noodle_kernel.live.describing import describe_variable
from tests.unit.noodle_kernel.evil import Evil, nested


def described(value: Any) -> dict[str, Any]:
    shell: Any = SimpleNamespace(user_ns={"it": value})
    found = describe_variable(shell, {"name": "it"})
    assert len(json.dumps(found, allow_nan=False)) < 60_000
    return found


def test_an_array_shows_a_corner() -> None:
    table = described(np.arange(6.0).reshape(2, 3))["table"]
    assert table["rows"] == [["0", "1", "2"], ["3", "4", "5"]]
    assert (table["heads"], table["columns"]) == (["0", "1"], ("0", "1", "2"))
    big = described(np.broadcast_to(np.float32(0.1), (3, 10**6, 10**4)))["table"]
    assert big["caption"] == "[0, :, :]" and big["rows"][0][0] == "0.1"
    assert (len(big["rows"]), len(big["rows"][0])) == (50, 12)
    assert (big["row_count"], big["column_count"]) == (10**6, 10**4)


def test_a_table_shows_its_first_rows() -> None:
    days = [pd.Timestamp("2020-01-02"), pd.NaT]
    frame = pd.DataFrame(
        {"a": [1.5, float("nan")], "<b>": ["<i>", "y"], "day": days}, index=["p", "q"]
    )
    found = described(frame)
    assert found["table"]["columns"] == ("a", "<b>", "day")
    assert found["table"]["rows"] == [["1.5", "<i>", "2020-01-02 00:00:00"], ["nan", "y", "NaT"]]
    assert found["table"]["heads"] == ["p", "q"]
    series = described(pd.Series([1, 2], name="n"))["table"]
    assert series["columns"] == ("n",) and series["rows"] == [["1"], ["2"]]


def test_containers_show_their_first_items() -> None:
    items = described([1, "a", np.ones((2, 2))])["table"]
    assert items["rows"] == [
        ["i64", "1"], ["str", "'a'"], ["f64[2, 2]", "[[1. 1.] [1. 1.]]"],
    ]  # fmt: skip
    assert described(list(range(10**6)))["table"]["row_count"] == 10**6
    pairs = described({"k": 1, Evil: Evil()})["table"]
    assert pairs["heads"] == ["k", "class Evil"] and pairs["rows"][1] == ["Evil", "<Evil>"]


def test_objects_show_what_they_hold() -> None:
    class Point:
        def __init__(self) -> None:
            self.x, self._hidden = 1, 2

        def __getattr__(self, name: str) -> Any:
            raise AssertionError(name)

    table = described(Point())["table"]
    assert (table["heads"], table["rows"]) == (["x"], [["i64", "1"]])
    assert described(Evil())["table"] is None


def test_functions_show_signature_and_documentation() -> None:
    session = nbc.Session()
    session.run('def area(w: f64, h: f64 = 1.0):\n    """Of a rectangle."""\n    return w * h')
    assert described(session["area"])["text"] == "area(w: f64, h: f64=...)\n\nOf a rectangle."
    assert described(len)["text"] is None or "len" in described(len)["text"]
    assert described(np)["text"].startswith("NumPy")


def test_networks_show_their_parameters() -> None:
    torch = pytest.importorskip("torch")
    table = described(torch.nn.Sequential(torch.nn.Linear(2, 3)))["table"]
    assert table["heads"] == ["0.weight", "0.bias"] and table["rows"][0][0] == "Parameter 3 × 2"
    assert described(torch.arange(3, requires_grad=False))["table"]["rows"] == [["0"], ["1"], ["2"]]
    net = model(name="net", inputs={"x": TensorSpec("f32", ("N", 8))})(lambda x: linear(x, 3))
    assert described(net)["text"] == "net has no parameters yet"
    found = described(net.init(seed=0))
    assert found["bytes"] == 4 * (8 * 3 + 3)
    assert found["table"]["heads"] == ["linear.weight", "linear.bias"]


def test_texts_are_cut() -> None:
    found = described("a\n" * 10**6)["text"]
    assert len(found) < 5000 and found.endswith("more characters")
    for value in (10**5000, b"x" * 10**7, nested(100_000), "𝒳" * 10**5):
        described(value)


def test_what_is_gone_is_refused() -> None:
    shell: Any = SimpleNamespace(user_ns={})
    with pytest.raises(NoodleError, match="any more"):
        describe_variable(shell, {"name": "gone"})
