"""Models by name and version: loaded, replaced without a gap, unloaded, listed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ahr.infer import Batching, Entry, Repository
from ahr.models import Model
from nbc.errors import ModelError
from tests.unit.ahr.infer.conftest import LIMIT_S, Caller, until

X = np.ones((2, 8), np.float32)


@pytest.fixture
def repository() -> Iterator[Repository]:
    made = Repository()
    yield made
    assert made.close(drain_s=LIMIT_S)


def test_several_versions_answer_at_once(repository: Repository, net: Model) -> None:
    first = net(X)
    assert repository.load("net", net).version == 1
    assert repository.load("net", net.init(seed=1)).version == 2
    assert repository.load("net", net.init(seed=2), version=7).version == 7
    assert repository.load("other", net).version == 1
    assert repository.get("net").version == 7
    (answer,) = repository.get("net", 1).infer({"x": X}).values()
    np.testing.assert_allclose(answer, first, rtol=1e-6)
    (newest,) = repository.get("net").infer({"x": X}).values()
    np.testing.assert_allclose(newest, net(X), rtol=1e-6)
    assert repository.index() == [
        Entry("net", 1, "READY"), Entry("net", 2, "READY"), Entry("net", 7, "READY"),
        Entry("other", 1, "READY"),
    ]  # fmt: skip
    assert repository.unload("net", 7)
    assert repository.get("net").version == 2
    assert repository.unload("net")
    assert [each.name for each in repository.served()] == ["other"]


def test_what_is_not_served_is_said(repository: Repository, net: Model) -> None:
    repository.load("net", net)
    held = repository.get("net")
    for ask, said in (
        (lambda: repository.get("nat"), "nat is not served"),
        (lambda: repository.get("net", 2), "version 2 of net is not served"),
        (lambda: repository.unload("nat"), "nat is not served"),
        (lambda: repository.unload("net", 3), "version 3 of net is not served"),
    ):
        with pytest.raises(ModelError, match=said) as raised:
            ask()
        assert (raised.value.code, raised.value.hint) == ("N6018", "served are net 1")
    repository.unload("net")
    with pytest.raises(ModelError) as raised:
        repository.get("net")
    assert raised.value.hint == "nothing is served: load a model first"
    with pytest.raises(ModelError) as raised:
        held.infer({"x": X})
    assert raised.value.code == "N6018"


def test_a_version_that_is_loaded_again_is_replaced(repository: Repository, net: Model) -> None:
    before = repository.load("net", net)
    after = repository.load("net", net.init(seed=1), version=1, batching=Batching())
    assert repository.get("net", 1) is after and not before.is_ready
    assert len(repository.index()) == 1
    with pytest.raises(ModelError):
        repository.load("net", net, version=1, threads=0)
    assert repository.get("net", 1) is after and after.is_ready
    assert repository.index() == [Entry("net", 1, "READY")]


def test_a_load_that_fails_is_in_the_index_until_it_is_unloaded(
    repository: Repository, net: Model, tmp_path: Path
) -> None:
    (tmp_path / "bad.trm").write_bytes(b"nothing of the kind")
    with pytest.raises(ModelError) as raised:
        repository.load("bad", tmp_path / "bad.trm")
    (entry,) = repository.index()
    assert (entry.name, entry.version, entry.state) == ("bad", 1, "UNAVAILABLE")
    assert entry.reason == raised.value.message
    assert repository.load("bad", net).version == 1
    with pytest.raises(ModelError):
        repository.load("bad", tmp_path / "missing.trm", version=4)
    assert repository.index()[1].state == "UNAVAILABLE"
    assert repository.get("bad").version == 1
    repository.unload("bad", 4)
    assert repository.index() == [Entry("bad", 1, "READY")]


def test_names_and_versions_are_checked(repository: Repository, net: Model) -> None:
    for name, version in (("", 1), ("net", 0), ("net", -1), ("net", True)):
        with pytest.raises(ModelError) as raised:
            repository.load(name, net, version)
        assert raised.value.code == "N6002"
    assert repository.index() == []


def test_loading_at_the_same_time_gives_each_its_version(
    repository: Repository, net: Model, calling: Callable[[Callable[[], Any]], Caller]
) -> None:
    callers = [calling(lambda: repository.load("net", net, warm_up=False)) for _ in range(6)]
    assert sorted(each.answer().version for each in callers) == [1, 2, 3, 4, 5, 6]


def test_requests_never_miss_while_a_version_is_replaced(
    repository: Repository, net: Model, calling: Callable[[Callable[[], Any]], Caller]
) -> None:
    """Who has found a version before it is replaced may be told N6018, and finds the new one."""
    repository.load("net", net)
    asked: list[int] = []
    done: list[bool] = []

    def ask() -> None:
        while not done:
            try:
                repository.get("net").infer({"x": X})
            except ModelError as error:
                assert error.code == "N6018"
                repository.get("net")
            asked.append(1)

    caller = calling(ask)
    for _ in range(3):
        count = len(asked)
        until(lambda count=count: len(asked) > count)  # type: ignore[misc]
        repository.load("net", net, version=1, warm_up=False)
    done.append(True)
    caller.answer()


def test_importing_ahr_stays_light() -> None:
    program = "import sys, ahr; print(*{'numpy', 'onnxruntime', 'ahr.infer'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
