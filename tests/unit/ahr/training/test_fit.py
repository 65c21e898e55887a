"""Training: it learns, repeats itself, goes on where it stopped, and says what is wrong with data."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.trace.activations import relu
from ahr.trace.decorator import model
from ahr.trace.layers import linear
from ahr.trace.tensor import Tensor
from ahr.training import History
from ahr.training.run import Run
from nbc.errors import ModelError

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((300, 8)).astype(np.float32)
Y = (X[:, 0] + X[:, 1] > 0).astype(np.int64) + (X[:, 2] > 1)


def network(features: int = 8, outputs: int = 3) -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", features))})
    def net(x: Tensor) -> Tensor:
        return linear(relu(linear(x, 24)), outputs)

    return net


def trained(**settings: Any) -> tuple[Model, History]:
    net = network()
    chosen = {"epochs": 6, "lr": 1e-2, "progress": False, **settings}
    return net, net.fit(X, Y, **chosen)


def test_it_learns() -> None:
    net, history = trained(epochs=15, validation=0.2)
    assert history["val_accuracy"][-1] > 0.85 > history["val_accuracy"][0]
    best = min(range(15), key=lambda index: history["val_loss"][index]) + 1
    assert history.best_epoch == best
    assert np.mean(net(X).argmax(1) == Y) > 0.85


def test_a_seed_repeats_a_run_bit_by_bit() -> None:
    first, one = trained()
    again, other = trained()
    different, _ = trained(seed=1)
    assert one["loss"] == other["loss"]
    for name, array in first.parameters.items():
        np.testing.assert_array_equal(array, again.parameters[name])
        assert not np.array_equal(array, different.parameters[name])


@pytest.mark.parametrize("optimizer", ["adam", "adamw", "sgd", "rmsprop", "adagrad"])
def test_a_checkpoint_goes_on_to_the_same_result(optimizer: str, tmp_path: Path) -> None:
    settings = {"optimizer": optimizer, "validation": 0.2}
    whole, _ = trained(**settings)
    place = tmp_path / "run.checkpoint"
    trained(epochs=2, checkpoint=place, **settings)
    resumed, history = trained(checkpoint=place, **settings)
    assert len(history) == 6
    for name, array in whole.parameters.items():
        np.testing.assert_array_equal(array, resumed.parameters[name])


def test_a_checkpoint_of_another_run_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "run.checkpoint"
    trained(epochs=1, checkpoint=place)
    with pytest.raises(ModelError, match="batch_size=32") as caught:
        trained(checkpoint=place, batch_size=16)
    assert caught.value.code == "N6004"
    place.write_bytes(place.read_bytes()[:-50])
    with pytest.raises(ModelError, match="N6005"):
        trained(checkpoint=place)


def test_patience_stops_it() -> None:
    _, history = trained(epochs=200, validation=0.2, patience=3, lr=0.1)
    assert len(history) < 200
    assert history.stopped == "no better for 3 epochs"
    assert len(history) - (history.best_epoch or 0) == 3


def test_an_interrupt_keeps_the_best_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    passes = Run._pass

    def interrupted(self: Run, *given: Any) -> float:
        if len(self.history) == 2:
            raise KeyboardInterrupt
        return passes(self, *given)

    monkeypatch.setattr(Run, "_pass", interrupted)
    net = network()
    with pytest.raises(KeyboardInterrupt) as caught:
        net.fit(X, Y, epochs=6, lr=1e-2, progress=False)
    assert str(caught.value) == "net keeps the weights of epoch 2"
    assert net.history is not None and net.history.stopped == "interrupted"
    assert len(net.history) == 2
    monkeypatch.undo()
    expected, _ = trained(epochs=2)
    np.testing.assert_array_equal(net(X), expected(X))


def test_a_loss_that_is_no_number_names_the_sample_and_keeps_good_weights() -> None:
    x = X.copy()
    x[77] = 1e38
    net = network()
    net.init(seed=0)
    with pytest.raises(ModelError, match="sample 77") as caught:
        net.fit(x, X[:, :3], loss="mse", epochs=3, progress=False)
    assert caught.value.code == "N6011"
    assert all(np.isfinite(each).all() for each in net.parameters.values())


@pytest.mark.parametrize(
    ("x", "y", "said"),
    [
        (X[:0], Y[:0], "empty"),
        (X, Y[:-1], "300 samples of x and 299 targets"),
        (X, np.where(np.arange(300) == 41, 3, Y), "sample 41 is 3, but the model has the classes 0 to 2"),
        (X, np.where(np.arange(300) == 5, -1, Y), "sample 5 is -1"),
        (np.where(np.arange(300)[:, None] == 9, np.nan, X), Y, "sample 9 is not finite"),
        (X[:, :7], Y, "axis 1 must have 8 elements"),
        (X, X, "the training targets are [300, 8]"),
    ],
)  # fmt: skip
def test_data_that_do_not_fit_are_refused_first(x: Any, y: Any, said: str) -> None:
    net = network().init(seed=5)
    before = dict(net.parameters)
    with pytest.raises(ModelError) as caught:
        net.fit(x, y, progress=False)
    assert caught.value.code == "N6010" and said in caught.value.message
    assert all(net.parameters[name] is before[name] for name in before)


@pytest.mark.parametrize(("name", "value"), [("loss", "x"), ("optimizer", "x"), ("schedule", "x")])
def test_names_that_there_are_not_are_refused_with_those_that_there_are(
    name: str, value: str
) -> None:
    with pytest.raises(ModelError, match="N6002") as caught:
        trained(**{name: value})
    assert "choose one of" in str(caught.value.hint)


def test_schedules_end_where_they_should() -> None:
    _, history = trained(schedule="linear")
    assert history["lr"] == sorted(history["lr"], reverse=True)
    assert history["lr"][-1] < 1e-2 / 20


def test_a_history_shows_curves() -> None:
    _, history = trained(validation=0.2)
    page = history._repr_html_()
    assert page.count("<svg") == 2 and page.count("<polyline") == 4
    assert page.count("stroke-dasharray") == 2, "the epoch that was kept"
    assert "6 of 6 epochs" in page and f"epoch {history.best_epoch} (dashed)" in page
    assert "val_loss" in page and "script" not in page


def test_a_column_that_a_history_has_not_is_refused_with_those_that_it_has() -> None:
    _, history = trained(epochs=1)
    with pytest.raises(ModelError, match="'val_loss'") as caught:
        history["val_loss"]
    assert "loss, accuracy" in str(caught.value.hint)


def test_the_axis_of_a_long_plan_suits_what_is_done() -> None:
    _, history = trained(epochs=2)
    history.planned = 10_000
    assert ">20</text>" in history._repr_html_()
    history.stopped = "interrupted"
    assert ">2</text>" in history._repr_html_() and "interrupted" in history.state()


def test_a_file_gets_a_line_for_epochs_a_terminal_one_that_changes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ahr.progress._EVERY_S", 0.0)
    trained(epochs=3, progress=True)
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["epoch 1/3", "epoch 2/3", "epoch 3/3"]
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    trained(epochs=3, progress=True)
    assert capsys.readouterr().err.count("\n") == 1


def test_a_network_keeps_its_history_and_becomes_a_module() -> None:
    net, history = trained()
    assert net.history is history
    with torch.no_grad():
        np.testing.assert_allclose(net.to_torch()(torch.from_numpy(X)).numpy(), net(X), atol=1e-5)
