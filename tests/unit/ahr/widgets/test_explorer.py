"""What the live picture of a study is told, and what it answers."""

from __future__ import annotations

import gc
import threading
import weakref
from types import SimpleNamespace
from typing import Any

import pytest

import ahr
from ahr.widgets import explore, variables
from ahr.widgets.explorer import Explorer
from nbc.errors import ModelError
from tests.unit.ahr.widgets.studies import candidate, study, usual


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []
    monkeypatch.setattr(Explorer, "send", lambda self, content: found.append(content))
    return found


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The variables of a notebook."""
    shown: dict[str, Any] = {}
    monkeypatch.setattr(variables, "namespace", lambda: shown)
    return shown


def ask(explorer: Explorer, **content: Any) -> None:
    explorer._answer(explorer, content, [])


def test_what_is_chosen_is_a_candidate() -> None:
    found = usual()
    explorer = explore(found)
    assert explore(found) is explorer and (explorer.selected, found.selected) == (None, None)
    explorer.chosen = found.candidates[1].key
    assert explorer.selected is found.selected is found.candidates[1]
    explorer.selected = "original"
    assert explorer.chosen == found.candidates[0].key
    explorer.selected = None
    assert explorer.chosen == ""


def test_an_explorer_is_shown_with_the_still_picture() -> None:
    shown, _ = explore(usual())._repr_mimebundle_()
    assert {"text/plain", "image/svg+xml", "application/vnd.jupyter.widget-view+json"} == set(shown)
    assert shown["text/plain"].startswith("<study of small: done: 4 tried")


def test_a_model_is_put_into_a_variable(sent: list[Any], names: dict[str, Any]) -> None:
    found = usual()
    names["my_study"] = found
    ask(explore(found), kind="put", key=found.candidates[1].key, name="fast")
    assert names["fast"] is found.candidates[1].model
    (answer,) = sent
    assert answer["is_done"] and answer["code"] == 'fast = my_study["number 1"].model'
    exec(answer["code"].replace("fast", "same"), names)
    assert names["same"] is names["fast"]


def test_a_variable_is_replaced_only_when_asked_again(
    sent: list[Any], names: dict[str, Any]
) -> None:
    found = usual()
    names["fast"] = [1, 2]
    question = {"kind": "put", "key": found.candidates[1].key, "name": "fast"}
    ask(explore(found), **question)
    assert names["fast"] == [1, 2] and sent[-1]["is_taken"] and not sent[-1]["is_done"]
    assert "a variable fast already (list)" in sent[-1]["text"]
    ask(explore(found), **question, is_again=True)
    assert names["fast"] is found.candidates[1].model and sent[-1]["is_done"]


@pytest.mark.parametrize("name", ["", "2nd", "a b", "class", "__import__", "x; import os", "<b>"])
def test_other_texts_are_no_variables(name: str, sent: list[Any], names: dict[str, Any]) -> None:
    found = usual()
    ask(explore(found), kind="put", key=found.candidates[1].key, name=name)
    assert not sent[-1]["is_done"] and "cannot be the name" in sent[-1]["text"] and not names


def test_what_cannot_be_given_is_said(sent: list[Any], names: dict[str, Any]) -> None:
    found = usual()
    ask(explore(found), kind="put", key=found.candidates[3].key, name="gone")
    ask(explore(found), kind="put", key="nothing", name="gone")
    assert "was never made: it ran out of memory" in sent[0]["text"]
    assert "no such model" in sent[1]["text"] and not names
    ask(explore(found), kind="dance")
    explore(found)._answer(None, "text", [])
    assert len(sent) == 2


def test_names_that_are_the_same_are_told_apart_by_key(names: dict[str, Any]) -> None:
    from ahr.widgets.explorer import line_for

    found = study([candidate(0), candidate(1, 'a "b"'), candidate(2, 'a "b"')])
    assert line_for(found, found.candidates[1], "m") == 'm = study["a \\"b\\""].model'
    assert (
        line_for(found, found.candidates[2], "m") == f'm = study["{found.candidates[2].key}"].model'
    )


def test_cancel_reaches_the_study_from_another_thread(sent: list[Any]) -> None:
    found = usual()
    explorer = explore(found)
    worker = threading.Thread(target=ask, args=(explorer,), kwargs={"kind": "cancel"})
    worker.start()
    worker.join()
    assert found.is_cancelled() and sent == [{"kind": "cancelling"}]


def test_two_are_compared_when_nothing_is_measured(sent: list[Any]) -> None:
    found = usual()
    first, second = found.candidates[0].key, found.candidates[1].key
    ask(explore(found), kind="compare", key=first, other=second)
    assert (
        sent[-1]["text"] == ""
        and [each["is_same"] for each in sent[-1]["data"]["layers"]] == [True] * 3
    )
    found.state = "running"
    ask(explore(found), kind="compare", key=first, other=second)
    assert sent[-1]["data"] is None and "Wait until" in sent[-1]["text"]
    found.state = "done"
    ask(explore(found), kind="compare", key=first, other=found.candidates[3].key)
    assert "was never made" in sent[-1]["text"]


def test_changes_are_told_at_most_four_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr("ahr.widgets.explorer.time", SimpleNamespace(monotonic=lambda: clock.now))
    found = usual()
    found.state = "running"
    explorer = explore(found)
    found.changed()
    seen = []
    for step in range(100):  # one second
        clock.now = 101 + step / 100
        found.report("time", step / 100)
        seen.append(explorer.now["part"])
    assert len(set(seen)) in (4, 5) and explorer.now["text"] == "time"
    found.add(candidate(5, latency_s=1e-4))
    found.changed()
    assert len(explorer.candidates) == 5  # what was finished is told at once


def test_a_picture_that_nobody_sees_lets_the_study_go(sent: list[Any]) -> None:
    found = usual()
    found.explorer = Explorer(found)
    explorer, gone = found.explorer, weakref.ref(found)
    ask(explorer, kind="seen", is_seen=True)
    del found
    gc.collect()
    assert gone() is not None and explorer.study is gone()
    ask(explorer, kind="seen", is_seen=False)
    gc.collect()
    assert gone() is None
    with pytest.raises(ModelError) as raised:
        explorer.study  # noqa: B018
    assert raised.value.code == "N6015"
    ask(explorer, kind="put", key="x", name="y")
    ask(explorer, kind="compare", key="x", other="y")
    ask(explorer, kind="cancel")
    assert "the study is gone" in sent[0]["text"] and "the study is gone" in sent[1]["text"]


def test_who_asks_for_the_explorer_keeps_the_study(sent: list[Any]) -> None:
    explorer = ahr.widgets.explore(usual())
    ask(explorer, kind="seen", is_seen=True)
    ask(explorer, kind="seen", is_seen=False)
    gc.collect()
    assert explorer.study.candidates


@pytest.mark.parametrize("count", [0, 1, 200])
def test_any_number_of_candidates_is_shown(count: int) -> None:
    found = study(
        [candidate(place, "long " * 40, latency_s=(place + 1) * 1e-4) for place in range(count)]
    )
    assert len(explore(found).candidates) == count
    assert set(found._repr_mimebundle_()) == {"text/plain", "image/svg+xml"}
