"""Tab and `?`: names with Noodle types, members, arguments, dimensions, help texts."""

from __future__ import annotations

import pytest

from tests.kernel.client import Client

SETUP = '''
import math
import numpy as np
weights = np.zeros((3, 4))
count = 5
table = {"key": 1}
def blend(left: f64[n], right: f64[n], *, ratio=0.5) -> f64[n]:
    """Mixes two arrays."""
    return left * ratio + right * (1 - ratio)
class Point:
    def __init__(self):
        self.abscissa = 1.0
    @property
    def costly(self):
        raise RuntimeError("looked at")
    def shift(self):
        pass
point = Point()
'''


@pytest.fixture(autouse=True, scope="module")
def names(kernel: Client) -> None:
    assert kernel.run(SETUP).status == "ok"


def types_of(kernel: Client, code: str) -> dict[str, str]:
    reply = kernel.complete(code)
    rows = reply["metadata"]["_jupyter_types_experimental"]
    assert [row["text"] for row in rows] == reply["matches"], "the lists go index by index"
    for row in rows:
        assert (row["start"], row["end"]) == (reply["cursor_start"], reply["cursor_end"])
    return {row["text"]: row["type"] for row in rows}


def signature_of(kernel: Client, code: str, name: str) -> str:
    rows = kernel.complete(code)["metadata"]["_jupyter_types_experimental"]
    return str(next(row["signature"] for row in rows if row["text"] == name))


@pytest.mark.parametrize(
    ("code", "name", "kind"),
    [
        ("weig", "weights", "f64[3, 4]"),
        ("cou", "count", "i64"),
        ("ble", "blend", "function"),
        ("Poi", "Point", "class"),
        ("mat", "math", "module"),
        ("whi", "while", "keyword"),
        ("f3", "f32", "type"),
        ("prin", "print", "function"),
        ("np.zer", "zeros", "function"),
        ("weights.sha", "shape", "property"),
        ("weights.su", "sum", "function"),
        ("point.absc", "abscissa", "f64"),
        ("point.cost", "costly", "property"),
        ("point.sh", "shift", "function"),
        ("'x'.upp", "upper", "function"),
        ("blend(weights, ra", "ratio=", "parameter"),
        ("np.zeros(3, dty", "dtype=", "parameter"),
        ("def f(a: f6", "f64", "type"),
        ("def f(a: f64[rows, cols], b: f64[co", "cols", "dimension"),
        ("def f(a: f64[rows]) -> f64[r", "rows", "dimension"),
        ("%%expl", "%%explain", "magic"),
        ("%typ", "%types", "magic"),
        ("table['", "key", "dict key"),
        ("def g(argument):\n    return arg", "argument", "name"),
    ],
)
def test_a_candidate_has_its_type(kernel: Client, code: str, name: str, kind: str) -> None:
    assert types_of(kernel, code).get(name) == kind


def test_variables_of_the_cell_that_did_not_run_yet_have_types(kernel: Client) -> None:
    code = "fresh = 'text'\nwords = [1, 2]\n"
    assert types_of(kernel, code + "fre")["fresh"] == "str"
    assert "capitalize" in types_of(kernel, code + "fresh.cap")
    assert "append" in types_of(kernel, code + "words.app")


def test_signatures_come_along(kernel: Client) -> None:
    assert signature_of(kernel, "ble", "blend").startswith("(left")
    assert signature_of(kernel, "np.zer", "zeros").startswith("(shape")


@pytest.mark.parametrize("code", ["# weig", "12", "1.", "x = 5  # wei"])
def test_nothing_where_nothing_fits(kernel: Client, code: str) -> None:
    assert types_of(kernel, code) == {}


def test_the_cursor_may_be_inside_and_positions_are_characters(kernel: Client) -> None:
    code = "名 = '🙂'; weig + 1"
    reply = kernel.complete(code, code.index("weig") + 4)
    assert reply["matches"] == ["weights"]
    assert (reply["cursor_start"], reply["cursor_end"]) == (9, 13)


def test_completion_runs_nothing(kernel: Client) -> None:
    kernel.run("calls = []\ndef note():\n    calls.append(1)")
    kernel.complete("note().x")
    kernel.complete("[note() for _ in range(3)].ap")
    assert kernel.run("calls").value == "[]"


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("weights", ["Noodle type:", "f64[3, 4]"]),
        ("count", ["Noodle type:", "i64"]),
        ("blend", ["Noodle signature:", "ratio=...) -> f64[n]", "Mixes two arrays."]),
        ("math.sqrt", ["Noodle builtin:", "math.sqrt"]),
        ("f32", ["a Noodle type", "32-bit"]),
        ("bigint", ["without a limit"]),
        ("point", ["Noodle type:", "Point"]),
    ],
)
def test_help_knows_noodle(kernel: Client, code: str, parts: list[str]) -> None:
    text = kernel.inspect(code)
    assert all(part in text for part in parts), text


def test_names_without_import_are_known_before_a_cell_uses_them(kernel: Client) -> None:
    assert "conv_transpose2d" in kernel.complete("conv_tr")["matches"]
    assert "padding=" in kernel.complete("conv_transpose2d(x, 3, 3, pad")["matches"]
    assert "spread by filters" in kernel.inspect("conv_transpose2d(")
    assert kernel.run("'conv_transpose2d' in globals()").value == "False"


def test_detailed_help_has_source_and_bytecode(kernel: Client) -> None:
    text = kernel.inspect("blend", detail=1)
    assert "return left * ratio" in text and "MULTIPLY" in text


def test_unknown_words_have_no_help(kernel: Client) -> None:
    assert kernel.inspect("nosuchname") == ""
