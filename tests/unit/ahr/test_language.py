"""Models in cells: the names are there, and what does not fit is refused before the cell runs."""

from __future__ import annotations

import pytest

import nbc
from ahr import language, names

NET = """
@model
def net(x: f32[N, 64]) -> f32[N, 10]:
    h = relu(linear(x, 128))
    return linear(h, 10)
"""


@pytest.fixture
def session() -> nbc.Session:
    names.offer()
    return nbc.Session()


def test_the_names_that_are_offered_are_those_that_there_are() -> None:
    assert [entry.text.partition("(")[0] for entry in language.FUNCTIONS] == [
        "model",
        *names.LAYERS,
    ]


def test_explain_says_that_a_model_function_is_traced(session: nbc.Session) -> None:
    inside = """
import ahr
from functools import cache as cached
@ahr.model
def other(x: f32[N, 4] = 3):
    def double(y):
        return y + y
    return double(x)

@cached
@model(name="third")
def third(x: f32[N, 4]):
    return x

def plain(x):
    return x + 1
"""
    rows = {row["source"].strip(): row["reason"] for row in session.explain(NET + inside)}
    for line in ("h = relu(linear(x, 128))", "return y + y", "return double(x)", "return x"):
        assert rows[line].startswith("a model function runs once"), line
    assert "may become native" in rows["return x + 1"]
    assert rows["@model"] == "runs once"
    shadowed = "def model(function):\n    return function\n"
    rows = {row["source"].strip(): row["reason"] for row in session.explain(shadowed + NET)}
    assert "may become native" in rows["return linear(h, 10)"]


def test_a_cell_makes_a_network(session: nbc.Session) -> None:
    net = session.run(NET + "net")
    assert repr(net) == "<model net(x: f32[N, 64]) -> f32[N, 10]>"
    assert list(net.graph.parameters) == [
        "linear.weight", "linear.bias", "linear_2.weight", "linear_2.bias",
    ]  # fmt: skip
    first = net.graph.nodes[0]
    assert first.span is not None and first.span.start == (4, 13)


@pytest.mark.parametrize(
    ("old", "new", "code", "said", "place"),
    [
        ("10]", "11]", "N2002", "promises f32[N, 11], got f32[N, 10]", (5, 11)),
        (
            "128))",
            "128)) + linear(x, 64)",
            "N2002",
            "cannot add f32[N, 128] and f32[N, 64]",
            (4, 8),
        ),
        ("128)", "128, bas=3)", "N2004", "unexpected keyword argument 'bas'", (4, 13)),
        ("f32[N, 64]", "i64[N, 64]", "N2002", "floats", (4, 13)),
        ("f32[N, 64]", "f32[N, M]", "N2002", "must be known", (4, 13)),
    ],
)
def test_what_does_not_fit_is_refused_before_the_cell_runs(
    session: nbc.Session, old: str, new: str, code: str, said: str, place: tuple[int, int]
) -> None:
    with pytest.raises(nbc.SourceError) as caught:
        session.compile(NET.replace(old, new))
    error = caught.value
    assert error.code == code and said in error.message
    assert error.span is not None and error.span.start == place


def test_what_the_checker_cannot_know_is_refused_when_the_function_is_traced(
    session: nbc.Session,
) -> None:
    source = NET.replace("128))", "width()))").replace("10)", "10) + h")
    session.run("import os\ndef width():\n    return len(os.listdir('/')) * 0 + 7")
    with pytest.raises(nbc.NoodleError):
        session.run(source)


def test_names_of_layers_may_be_taken(session: nbc.Session) -> None:
    assert session.run("relu = 3\nrelu + 1") == 4
    assert session.run("def linear(x, k):\n    return x * k\nlinear(2, 3)") == 6


def test_a_network_is_not_said_to_be_called_where_it_is_defined(session: nbc.Session) -> None:
    with pytest.raises(nbc.SourceError) as caught:
        session.run("@model\ndef odd(x: f32[N, 4]):\n    return conv2d(x, 3, 3)")
    assert caught.value.related == ()


def test_an_input_without_a_type_is_asked_for_it(session: nbc.Session) -> None:
    with pytest.raises(nbc.NoodleError, match="given as 'x' is not known") as caught:
        session.run("@model\ndef odd(x):\n    return linear(x, 3)")
    assert "annotate it" in str(caught.value.hint)
