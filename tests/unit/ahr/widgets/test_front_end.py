"""The explorer's program beside Python's: the same axes, marks and front; order, names, labels."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from ahr.drawing.heating import Heating
from ahr.widgets import figures
from ahr.widgets.chart import FIELDS, axis, front, in_unit, stairs
from tests.unit.ahr.widgets.studies import candidate, study, usual

FRONT_END = Path(__file__).parents[4] / "labextension"
BUNDLER = FRONT_END / "node_modules/esbuild/bin/esbuild"
ENTRY = """
import { readFileSync } from 'node:fs';
import { axis, front, inUnit, stairs } from './src/study/chart';
import { clicked, plotted, saidNow, sorted, spoken, variableFor, whyNoName } from './src/study/state';
import { labels, nearest, shadeColour } from './src/study/plot';
import { figure } from './src/models/words';

const { charts, about, candidates, names, heats, places } = JSON.parse(readFileSync(0, 'utf8'));
const answers = {
  charts: charts.map(({ field, values }) => {
    const { title, ticks, place } = axis(field, 'name', values);
    return { title, ticks, places: values.map(place), said: values.map(value => inUnit(field, value)) };
  }),
  fronts: ['latency', 'size', 'metric'].flatMap((x, at, all) => all.slice(at + 1).map(y =>
    front(candidates, x, y, true).map(each => each.key))),
  stairs: stairs([[1, 5], [2, 2], [3, 1]]),
  tried: sorted(candidates, null).map(each => each.name),
  bySize: sorted(candidates, { column: 'size', isDown: true }).map(each => each.size),
  clicks: [null, 'speedup', 'speedup', 'speedup', 'size'].reduce((made, column) =>
    [...made, column ? clicked(made[made.length - 1], column) : null], []),
  spoken: candidates.map(each => spoken(each, about)),
  plotted: plotted(candidates, 'latency', 'size').map(each => each.name),
  variables: names.map(name => variableFor({ name })),
  wrong: ['fast', 'été', '2nd', '', 'a b', 'class', 'x.y'].map(whyNoName),
  now: [saidNow({ state: 'running', text: 'x: time', part: 0, line: '' }, 3), saidNow({ state: 'done', text: '', part: 0, line: 'done: 3' }, 3)],
  nearest: [nearest(places, 10, 10)?.each.key, nearest(places, 500, 500)?.each.key],
  labels: labels(places, new Set(['a', 'b']), 400),
  shades: [null, 0, 0.5, 1].map(shadeColour),
  heats: heats.map(([value, unit]) => figure(value, unit))
};
console.log(JSON.stringify(answers));
"""
NAMES = ["static int8 (u8s8)", "8 bits", "class", "Été <script>", "", "a" * 90]
HEATS = [
    (0.0123, "s"),
    (4e-6, "s"),
    (2e-7, "s"),
    (0.0, "s"),
    (0.01234, ""),
    (12.0, "dB"),
    (1234567.0, ""),
]
PLACES = [
    {"each": {"key": "a", "name": "one"}, "x": 100, "y": 100},
    {"each": {"key": "b", "name": "another"}, "x": 104, "y": 104},
    {"each": {"key": "c", "name": "not of the front"}, "x": 12, "y": 10},
]

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None or not BUNDLER.exists(), reason="needs Node.js and `make widgets`"
)


def _charts() -> list[dict[str, Any]]:
    chance = random.Random(3)
    made: list[dict[str, Any]] = [
        {"field": field, "values": values}
        for field in FIELDS for values in ([], [0.0], [7.5], [1e-6, 1e-2], [3.0, 3.0])
    ]  # fmt: skip
    for _ in range(60):
        size = 10 ** chance.uniform(-6, 8)
        spread = chance.choice((0.01, 0.5, 3, 300))
        values = [size * (1 + spread * chance.random()) for _ in range(chance.randint(1, 9))]
        made.append({"field": chance.choice(FIELDS), "values": values})
    return made


CHARTS = _charts()


def _candidates() -> list[dict[str, Any]]:
    chance = random.Random(5)
    made = [
        candidate(place, latency_s=chance.choice((1, 2, 3, 4)) * 1e-3, size_bytes=chance.randint(1, 6) * 1000,
                  metric=chance.choice((0.8, 0.9, 1.0)), verdict=chance.choice(("kept", "kept", "rejected")))
        for place in range(40)
    ]  # fmt: skip
    return figures.candidates(study(made)) + figures.candidates(usual())[3:]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Any:
    made = tmp_path_factory.mktemp("front_end") / "answers.mjs"
    options = ["--bundle", "--format=esm", "--platform=node", "--loader=ts", f"--outfile={made}"]
    subprocess.run([BUNDLER, *options], input=ENTRY, text=True, cwd=FRONT_END, check=True)
    question = {"charts": CHARTS, "about": figures.about(usual()), "candidates": _candidates(),
                "names": NAMES, "heats": HEATS, "places": PLACES}  # fmt: skip
    done = subprocess.run(["node", made], input=json.dumps(question), text=True,
                          capture_output=True, check=True)  # fmt: skip
    return json.loads(done.stdout)


def test_axes_are_those_of_the_still_picture(answers: Any) -> None:
    for question, answer in zip(CHARTS, answers["charts"], strict=True):
        field, values = question["field"], question["values"]
        wanted = axis(field, "name", values)
        assert answer["title"] == wanted.title
        labels = [_same(text) for _, text in answer["ticks"]]
        assert labels == [_same(text) for _, text in wanted.ticks], question
        assert [place for place, _ in answer["ticks"]] == pytest.approx(
            [place for place, _ in wanted.ticks]
        )
        assert answer["places"] == pytest.approx([wanted.place(value) for value in values])
        assert [_same(text) for text in answer["said"]] == [
            _same(in_unit(field, value)) for value in values
        ]


def _same(text: str) -> tuple[float, str]:
    """Numbers are written in more than one way: 1e+06, 1000000."""
    number, _, unit = text.partition(" ")
    return float(number), unit


def test_fronts_are_those_of_the_still_picture(answers: Any) -> None:
    wanted = [
        [each["key"] for each in front(_candidates(), x, y, higher_is_better=True)]
        for x, y in combinations(FIELDS, 2)
    ]
    assert answers["fronts"] == wanted and all(wanted)
    assert [tuple(each) for each in answers["stairs"]] == stairs([(1, 5), (2, 2), (3, 1)])


def test_heat_is_said_as_in_the_still_picture(answers: Any) -> None:
    assert answers["heats"] == [Heating("x", unit).words(value) for value, unit in HEATS]


def test_rows_are_sorted_and_what_was_not_measured_is_last(answers: Any) -> None:
    candidates = _candidates()
    ranks = [
        0 if each["verdict"] == "kept" else 1 if each["is_original"] else 2 for each in candidates
    ]
    assert answers["tried"] == [
        each["name"]
        for _, each in sorted(zip(ranks, candidates, strict=True), key=lambda pair: pair[0])
    ]
    *sizes, last = answers["bySize"]
    assert sizes == sorted(sizes, reverse=True) and last is None
    assert answers["clicks"] == [
        None, {"column": "speedup", "isDown": True}, {"column": "speedup", "isDown": False}, None,
        {"column": "size", "isDown": False},
    ]  # fmt: skip


def test_each_is_said_in_a_sentence(answers: Any) -> None:
    assert answers["spoken"][-1] == "number 3, rejected: it ran out of memory"
    assert answers["spoken"][0].startswith("original, the model itself, ")
    assert "number 3" not in answers["plotted"][-1:] and len(answers["plotted"]) == 40
    assert answers["now"] == ["3 tried · x: time", "done: 3"]


def test_names_of_variables_are_names(answers: Any) -> None:
    assert answers["variables"][:5] == [
        "static_int8_u8s8",
        "model_8_bits",
        "model_class",
        "t_script",
        "model",
    ]
    assert all(name.isidentifier() for name in answers["variables"])
    assert [not text for text in answers["wrong"]] == [
        True,
        True,
        False,
        False,
        False,
        False,
        False,
    ]


def test_a_pointer_means_the_nearest_and_labels_stand_apart(answers: Any) -> None:
    assert answers["nearest"] == ["c", None]
    first, second = answers["labels"]
    assert (first["text"], second["text"]) == ("one", "another")
    assert abs(first["y"] - second["y"]) > 12 or first["anchor"] != second["anchor"]
    assert answers["shades"][0] == "var(--noodle-muted)" and "nx-good) 100%" in answers["shades"][3]
