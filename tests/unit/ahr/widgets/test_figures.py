"""A study as data for pictures, and where its points stand."""

from __future__ import annotations

import json
import math

import pytest

from ahr.widgets import figures
from ahr.widgets.chart import axis, front, in_unit, stairs
from tests.unit.ahr.widgets.studies import candidate, study, usual


def test_figures_are_plain_and_say_what_was_not_measured() -> None:
    found = usual()
    made = figures.candidates(found)
    json.dumps([made, figures.about(found), figures.now(found)], allow_nan=False)
    original, best, slow, failed = made
    assert original["is_original"] and not best["is_original"]
    assert [each["text"] for each in best["lineage"]] == [
        "graph optimisation",
        "static int8 (u8s8)",
    ]
    assert failed["latency"] is None and failed["size"] is None and failed["shade"] is None
    assert not failed["is_made"] and best["is_made"] and slow["reason"].startswith("slower")


def test_numbers_that_are_not_finite_are_left_out() -> None:
    found = study([candidate(0), candidate(1, metric=math.nan, drop=math.inf)])
    json.dumps(figures.candidates(found), allow_nan=False)
    assert figures.candidates(found)[1]["metric"] is None


def test_one_that_is_hopeless_leaves_the_others_their_colours() -> None:
    metrics = (0.9, 0.89, 0.88, 0.1)
    found = study([candidate(place, metric=value) for place, value in enumerate(metrics)])
    shades = [each["shade"] for each in figures.candidates(found)]
    assert shades == pytest.approx([1.0, 5 / 6, 4 / 6, 0.0], abs=1e-4)


def test_a_lower_metric_is_better_where_it_is() -> None:
    found = study([candidate(0, metric=1.0), candidate(1, metric=0.5)], metric="mse", max_drop=5.0)
    assert [each["shade"] for each in figures.candidates(found)] == [0.0, 1.0]


@pytest.mark.parametrize("field,values,unit,labels", [
    ("latency", [0.010, 0.019], "ms", ["10", "12", "14", "16", "18"]),
    ("size", [1.0e6, 2.6e6], "MB", ["1.0", "1.5", "2.0", "2.5"]),
    ("latency", [1e-5, 1e-3], "ms", ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1"]),
    ("metric", [0.9, 0.92], "", ["0.900", "0.905", "0.910", "0.915", "0.920"]),
])  # fmt: skip
def test_an_axis_has_round_marks(
    field: str, values: list[float], unit: str, labels: list[str]
) -> None:
    made = axis(field, "name", values)
    assert made.title == (f"name ({unit})" if unit else "name")
    assert [text for _, text in made.ticks] == labels
    assert all(-1e-9 <= place <= 1 + 1e-9 for place, _ in made.ticks)
    assert all(0 < made.place(value) < 1 for value in values)


@pytest.mark.parametrize("values", [[], [0.0], [5.0], [5.0, 5.0], [1e-9, 1e3]])
@pytest.mark.parametrize("field", ["latency", "size", "metric"])
def test_any_values_have_an_axis(field: str, values: list[float]) -> None:
    made = axis(field, "name", values)
    assert all(-1e-9 <= made.place(value) <= 1 + 1e-9 for value in values) and made.high > made.low


def test_the_front_has_what_none_is_better_than_in_both() -> None:
    places = [(3.0, 1.0), (1.0, 5.0), (2.0, 2.0), (2.5, 4.0), (1.0, 6.0)]
    made = figures.candidates(study([
        candidate(place, latency_s=x, size_bytes=int(y)) for place, (x, y) in enumerate(places)
    ]))  # fmt: skip
    found = front(made, "latency", "size", higher_is_better=True)
    assert [(each["latency"], each["size"]) for each in found] == [(1, 5), (2, 2), (3, 1)]
    assert stairs([(1, 5), (2, 2)]) == [(1, 5), (2, 5), (2, 2)] and stairs([]) == []


def test_figures_are_read_with_three_digits() -> None:
    assert in_unit("latency", 1.23456e-3) == "1.23 ms" and in_unit("size", 999_999) == "1000 kB"
    assert in_unit("metric", 0.98765) == "0.9877" and in_unit("size", None) == "–"
