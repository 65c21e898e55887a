"""Studies in files that others wrote or damaged: they open equal, or there is a code for it."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ahr
from ahr import TensorSpec, model
from ahr.formats.archive import zipped
from ahr.models import Model
from ahr.optimise.candidate import key_of
from ahr.trace import activations as act
from ahr.trace import layers as nn
from nbc.errors import ModelError

X = np.random.default_rng(0).standard_normal((40, 24)).astype(np.float32)
DATA = (X[:30], None, X[30:], None)
QUICK: dict[str, Any] = {
    "metric": "cosine", "max_drop": 0.05, "rounds": 1, "progress": False, "objectives": ["size"],
    "techniques": ["static", "weights"],
}  # fmt: skip
CODED = ("N6005", "N6006", "N6015")


@model(inputs={"x": TensorSpec("f32", ("N", 24))})
def small(x: Any) -> Any:
    return nn.linear(act.relu(nn.linear(x, 256)), 8)


@pytest.fixture(scope="module")
def net() -> Model:
    return small.init(0)


@pytest.fixture(scope="module")
def whole(net: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study's folder, with its file beside it."""
    place = tmp_path_factory.mktemp("whole") / "study"
    ahr.optimize(net, DATA, folder=place, **QUICK).save(place.with_suffix(".study"))
    return place


def said(study: ahr.Study) -> list[Any]:
    return [each.to_json() for each in study.candidates]


def refused(call: Any, *codes: str) -> ModelError:
    with pytest.raises(ModelError) as raised:
        call()
    assert raised.value.code in codes, raised.value
    return raised.value


def test_a_candidate_whose_model_is_gone_is_tried_again(
    net: Model, whole: Path, tmp_path: Path
) -> None:
    place = shutil.copytree(whole, tmp_path / "study")
    first, second = (each.key for each in ahr.open_study(place).candidates[1:3])
    (place / "models" / f"{first}.trm").unlink()
    (place / "models" / f"{second}.trm").write_bytes(b"PK\x03\x04")
    half = ahr.open_study(place)
    for key in (first, second):
        refused(lambda key=key: half[key].model, "N6005")
    again = ahr.optimize(net, DATA, folder=place, **QUICK)
    assert {each.key for each in again.candidates} == {each.key for each in half.candidates}
    assert again[first].model(X).shape == again[second].model(X).shape == (40, 8)


@given(st.data())
@settings(max_examples=25)
def test_a_file_that_was_cut_or_flipped_opens_equal_or_says_so(whole: Path, data: Any) -> None:
    good = whole.with_suffix(".study").read_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    cut = data.draw(st.booleans())
    flipped = good[at] ^ (1 << data.draw(st.integers(0, 7)))
    bad = good[:at] if cut else good[:at] + bytes([flipped]) + good[at + 1 :]
    place = whole.parent / "bad.study"
    place.write_bytes(bad)
    _opens_equal_or_coded(place, whole)


@given(st.data())
@settings(max_examples=25)
def test_a_record_that_was_cut_or_flipped_opens_equal_or_says_so(whole: Path, data: Any) -> None:
    good = (whole / "study.json").read_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    bad = data.draw(st.sampled_from([good[:at], good[:at] + bytes([good[at] ^ bit])
                                     + good[at + 1 :]]))  # fmt: skip
    place = whole.parent / "flipped"
    place.mkdir(exist_ok=True)
    (place / "study.json").write_bytes(bad)
    if not (place / "models").exists():
        shutil.copytree(whole / "models", place / "models")
    _opens_equal_or_coded(place, whole)


def _opens_equal_or_coded(place: Path, whole: Path) -> None:
    try:
        found = ahr.open_study(place)
        models = [each.model(X) for each in found.candidates if each.is_made]
    except ModelError as error:
        assert error.code in CODED, error
        return
    good = ahr.open_study(whole)
    assert said(found) == said(good)
    for made, each in zip(models, (each for each in good.candidates if each.is_made), strict=True):
        assert np.array_equal(made, each.model(X))


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner,
                                                                max_size=2),
    max_leaves=3,
)  # fmt: skip


@given(st.data())
@settings(max_examples=40)
def test_a_record_of_other_things_is_refused_or_harmless(whole: Path, data: Any) -> None:
    """Written by somebody who calculated its hash too."""
    record = json.loads((whole / "study.json").read_text())
    inside: Any = record
    while True:
        keys = list(inside) if isinstance(inside, dict) else range(len(inside))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(inside[key], dict | list) or not inside[key] or data.draw(st.booleans()):
            break
        inside = inside[key]
    inside[key] = data.draw(ODD)
    rest = {name: each for name, each in record.items() if name != "sha256"}
    text = json.dumps(rest, sort_keys=True).encode()
    place = whole.parent / "odd"
    place.mkdir(exist_ok=True)
    if not (place / "models").exists():
        shutil.copytree(whole / "models", place / "models")
    (place / "study.json").write_text(
        json.dumps({**rest, "sha256": hashlib.sha256(text).hexdigest()})
    )
    try:
        found = ahr.open_study(place)
        assert repr(found) and [repr(each) for each in found.candidates]
        found.pareto()
        if found.pareto() and found.best("size").is_made:
            assert found.best("size").model(X).shape == (40, 8)
    except ModelError as error:
        assert error.code in CODED, error


def test_a_part_outside_of_the_file_is_refused(whole: Path, tmp_path: Path) -> None:
    record = (whole / "study.json").read_bytes()
    for name in ("../study.json", "models/../../x.trm", "/etc/x", "C:\\x"):
        (tmp_path / "a.study").write_bytes(zipped({name: b"x", "study.json": record}, b""))
        refused(lambda: ahr.open_study(tmp_path / "a.study"), "N6006")


def test_a_model_that_was_exchanged_for_another_is_refused(whole: Path, tmp_path: Path) -> None:
    """A whole `.trm`, but not the one that was tried."""
    study = ahr.open_study(whole)
    key = study.best("size").key
    parts = {f"models/{each.name}": each.read_bytes() for each in (whole / "models").iterdir()}
    parts[f"models/{key}.trm"] = parts[f"models/{key_of(())}.trm"]
    parts["study.json"] = (whole / "study.json").read_bytes()
    (tmp_path / "a.study").write_bytes(zipped(parts, b""))
    found = ahr.open_study(tmp_path / "a.study")
    assert "not the one that was tried" in refused(lambda: found[key].model, "N6005").message
