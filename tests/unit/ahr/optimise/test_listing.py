"""Studies as text and as tables of pandas."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import ahr
from ahr import TensorSpec, model
from ahr.optimise.listing import COLUMNS, WIDTH, size_text, time_text
from ahr.trace import layers as nn

X = np.random.default_rng(0).standard_normal((40, 24)).astype(np.float32)


@pytest.fixture(scope="module")
def study() -> ahr.Study:
    @model(inputs={"x": TensorSpec("f32", ("N", 24))})
    def small(x: Any) -> Any:
        return nn.linear(nn.linear(x, 256), 8)

    return ahr.optimize(small.init(0), (X, None), metric="cosine", rounds=1, objectives=["size"],
                        techniques=["dynamic", "weights"], progress=False)  # fmt: skip


def test_text_says_what_is_worth_having_and_why_not_the_rest(study: ahr.Study) -> None:
    title, heads, *rows = repr(study).splitlines()
    assert title.startswith("<study of small: done: ") and heads.split()[-1] == "cosine"
    at = rows.index("  rejected:")
    assert [row.split("  ")[1] for row in rows[:at] if "original" not in row] == [
        each.name for each in study.pareto() if each.lineage
    ]
    below = [row for row in rows[at + 1 :] if row[4] != " "]
    assert len(below) == len([each for each in study.rejected if each.lineage])
    for each in study.rejected:
        assert not each.lineage or each.reason in " ".join(repr(study).split())
    assert len({len(row) for row in (heads, *rows[:at])}) == 1
    assert all(len(row) <= WIDTH for row in rows)


def test_a_study_that_has_not_begun_has_a_text(study: ahr.Study) -> None:
    new = ahr.Study(study.model, study.settings, study.data)
    assert repr(new) == "<study of small: new: 0 tried, 0 worth having>"
    assert len(new.to_pandas()) == 0


def test_table_has_a_row_for_each_candidate(study: ahr.Study) -> None:
    table = study.to_pandas()
    assert list(table.columns) == list(COLUMNS) and table.index.name == "key"
    assert list(table.index) == [each.key for each in study.candidates]
    best = study.best("size")
    assert table.loc[best.key, "size_bytes"] == best.size_bytes
    assert table.loc[best.key, "drop"] == pytest.approx(best.drop)
    kept = table[table.verdict == "kept"].sort_values("latency_s")
    assert list(kept.name) == [each.name for each in study.pareto()]


def test_what_was_not_measured_is_missing(study: ahr.Study) -> None:
    study.candidates[-1].fail("N6017", "for this test")
    table = study.to_pandas()
    assert table.latency_s.isna().sum() == table.metric.isna().sum() == 1
    assert (table.reason == "for this test").sum() == 1


def test_without_pandas_there_is_a_code() -> None:
    code = (
        "import sys; sys.modules['pandas'] = None\n"
        "from nbc.errors import ModelError\n"
        "from ahr.optimise.study import Study\n"
        "class Empty: candidates = []\n"
        "try: Study.to_pandas(Empty())\n"
        "except ModelError as error: print(error.code, error.hint)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == 'N6013 run: pip install "noodle-notebook[notebook]"'


def test_figures_are_short() -> None:
    assert [size_text(each) for each in (3, 1234, 2_500_000, 3_000_000_000)] == [
        "3 B", "1.23 kB", "2.5 MB", "3 GB",
    ]  # fmt: skip
    assert [time_text(each) for each in (2.0, 0.0031, 2.25e-5)] == ["2 s", "3.1 ms", "22.5 us"]
