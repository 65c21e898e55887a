"""A training run: the torch module, its optimiser, and what an epoch is."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, final

import numpy as np
import torch

from ahr.models import Model
from ahr.running.torch_module import live_module
from ahr.training import checkpoint
from ahr.training.data import Samples
from ahr.training.history import History
from ahr.training.lesson import Lesson
from ahr.training.settings import OPTIMISERS, SCHEDULES, Loss, chosen
from nbc.errors import ModelError

_VALIDATED_AT_ONCE = 1024
_EPOCHS_APART = 1_000_003
"""Between the seeds of runs whose seeds are neighbours."""


@final
@dataclass(frozen=True, slots=True)
class Settings:
    """What decides a run besides its data and its length."""

    loss: Loss
    batch_size: int
    optimizer: str
    lr: float
    weight_decay: float
    schedule: str
    clip_norm: float | None
    seed: int

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "loss": self.loss.name}


@final
class Run:
    """One training run. `history` grows; `keep` gives the model what was learnt."""

    def __init__(
        self, model: Model, settings: Settings, train: Samples, held: Samples | None,
        epochs: int, device: str | None, lesson: Lesson | None = None,
    ) -> None:  # fmt: skip
        self.model, self.settings = model, settings
        self.device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.live = live_module(model.graph, model.parameters)
        self.module = self.live.module.to(self.device)
        self.train, self.held = self._tensors(train), held and self._tensors(held)
        self.loss = settings.loss.make(torch)
        self.share = lesson.share if lesson else 0.0
        self.taught_loss = lesson.loss(torch) if lesson else None
        self.optimiser = self._optimiser()
        self.factor = chosen(SCHEDULES, settings.schedule, "schedule")
        self.history = History(planned=epochs)
        self.best: float | None = None
        self.best_state: dict[str, Any] = {}
        self.good_state = self._state()

    def epoch(self, tell: Callable[[], None], started: float) -> None:
        """One pass over the training samples, and one over the validation samples."""
        entry: dict[str, float] = {"epoch": len(self.history) + 1}
        with _own_randomness(self.settings.seed * _EPOCHS_APART + len(self.history)):
            entry["lr"] = self._pass(entry, tell)
        if self.held is not None:
            self._validate(entry)
        entry["seconds"] = time.perf_counter() - started
        self.history.epochs.append(entry)
        self.history.underway = 0.0
        self.good_state = self._state()
        value = entry.get("val_loss")
        if value is None or self.best is None or value < self.best:
            self.best, self.history.best_epoch = value, len(self.history)
            self.best_state = self.good_state

    def keep(self) -> None:
        """The model gets the best weights; those of the moment where no epoch was finished."""
        state = self.best_state or (self._state() if self._is_finite() else self.good_state)
        self.module.load_state_dict(state)
        kept = self.live.weights(self.model.graph)
        self.model.load_weights({**self.model.parameters, **kept})

    def save(self, path: Path) -> None:
        state = self.optimiser.state_dict()
        moments = {
            f"optimiser:{index}:{key}": value
            for index, each in state["state"].items() for key, value in each.items()
        }  # fmt: skip
        tensors = {
            **{f"weights:{key}": value for key, value in self.good_state.items()},
            **{f"best:{key}": value for key, value in self.best_state.items()},
            **{key: torch.as_tensor(value) for key, value in moments.items()},
        }
        tensors = {key: value.clone() for key, value in tensors.items()}
        checkpoint.write(path, checkpoint.Checkpoint(
            tensors, {"param_groups": state["param_groups"]}, self.history, self.best,
            self.settings.to_json()))  # fmt: skip

    def go_on(self, path: Path) -> History:
        """Takes up a run where its checkpoint left it; its history."""
        found = checkpoint.read(path, self.settings.to_json())
        planned = self.history.planned
        self.history, self.best = found.history, found.best
        self.history.planned, self.history.stopped = planned, ""
        parts: dict[str, dict[str, Any]] = {"weights": {}, "best": {}, "optimiser": {}}
        for name, tensor in found.tensors.items():
            kind, _, key = name.partition(":")
            parts[kind][key] = tensor.to(self.device)
        try:
            self.module.load_state_dict(parts["weights"])
        except RuntimeError as error:
            raise ModelError("N6004", f"{path} belongs to another model: {error}") from None
        self.good_state, self.best_state = self._state(), parts["best"]
        moments: dict[int, dict[str, Any]] = {}
        for key, tensor in parts["optimiser"].items():
            index, _, name = key.partition(":")
            moments.setdefault(int(index), {})[name] = tensor
        self.optimiser.load_state_dict({"state": moments, **found.optimiser})
        return self.history

    def _pass(self, entry: dict[str, float], tell: Callable[[], None]) -> float:
        """Every sample once, in an order of the epoch's own. The learning rate at the end."""
        count, size = len(self.train), self.settings.batch_size
        order = torch.randperm(count).to(self.device)
        self.module.train()
        total = right = 0.0
        batches = math.ceil(count / size)
        before = len(self.history) * batches
        for batch in range(batches):
            picked = order[batch * size : (batch + 1) * size]
            self._set_rate(before + batch, self.history.planned * batches)
            value, hits = self._step(picked)
            total += value * len(picked)
            right += hits
            self.history.underway = (batch + 1) / batches
            tell()
        entry["loss"] = total / count
        if self.settings.loss.labels:
            entry["accuracy"] = right / count
        return float(self.optimiser.param_groups[0]["lr"])

    def _step(self, picked: Any) -> tuple[float, float]:
        """One batch: its loss, and how many labels were right. Raises ModelError N6011."""
        outputs, targets = self._outputs(self.train, picked)
        loss = self._loss(outputs, targets, picked)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        value: float = loss.item()
        if not math.isfinite(value):
            raise self._not_finite(value, picked)
        if self.settings.clip_norm is not None:
            torch.nn.utils.clip_grad_norm_(self.module.parameters(), self.settings.clip_norm)
        self.optimiser.step()
        return value, _right(outputs, targets) if self.settings.loss.labels else 0.0

    def _loss(self, outputs: Any, targets: Any, picked: Any) -> Any:
        """What the targets say, and the teacher where there is one."""
        if self.taught_loss is None:
            return self.loss(outputs, targets)
        taught = self.taught_loss(outputs, self.train.taught[picked])
        if self.share >= 1:
            return taught
        return self.share * taught + (1 - self.share) * self.loss(outputs, targets)

    def _validate(self, entry: dict[str, float]) -> None:
        assert self.held is not None
        self.module.eval()
        total = right = 0.0
        count = len(self.held)
        with torch.no_grad():
            for start in range(0, count, _VALIDATED_AT_ONCE):
                picked = torch.arange(start, min(start + _VALIDATED_AT_ONCE, count))
                outputs, targets = self._outputs(self.held, picked.to(self.device))
                total += self.loss(outputs, targets).item() * len(picked)
                right += _right(outputs, targets) if self.settings.loss.labels else 0.0
        entry["val_loss"] = total / count
        if self.settings.loss.labels:
            entry["val_accuracy"] = right / count

    def _outputs(self, samples: Any, picked: Any) -> tuple[Any, Any]:
        outputs = self.module(*(each[picked] for each in samples.inputs))
        return (outputs[0] if isinstance(outputs, tuple) else outputs), samples.targets[picked]

    def _set_rate(self, step: int, steps: int) -> None:
        if self.settings.schedule != "constant":
            rate = self.settings.lr * self.factor(step / steps)
            for group in self.optimiser.param_groups:
                group["lr"] = rate

    def _not_finite(self, value: float, picked: Any) -> ModelError:
        """Which sample the loss stopped being a number at, and since which layer."""
        self.module.eval()
        culprit = "all samples of the batch together"
        with torch.no_grad():
            for index in picked.tolist():
                one = torch.tensor([index], device=self.device)
                if not math.isfinite(self.loss(*self._outputs(self.train, one)).item()):
                    culprit = f"sample {index}"
                    break
        broken = [name for name, each in self.module.named_parameters()
                  if not torch.isfinite(each).all()]  # fmt: skip
        since = f"; parameter {broken[0]} is not finite any more" if broken else ""
        epoch = len(self.history) + 1
        return ModelError(
            "N6011", f"the loss became {value} in epoch {epoch} at {culprit}{since}",
            hint=f"try a smaller learning rate than {self.settings.lr}, or clip_norm=1.0",
        )  # fmt: skip

    def _optimiser(self) -> Any:
        made = chosen(OPTIMISERS, self.settings.optimizer, "optimizer")(torch)
        return made(
            self.module.parameters(), lr=self.settings.lr, weight_decay=self.settings.weight_decay
        )

    def _tensors(self, samples: Samples) -> Any:
        def moved(array: Any) -> Any:
            return torch.from_numpy(np.ascontiguousarray(array)).to(self.device)

        taught = None if samples.taught is None else moved(samples.taught)
        return Samples(tuple(map(moved, samples.inputs)), moved(samples.targets), taught)

    def _state(self) -> dict[str, Any]:
        return {key: value.clone() for key, value in self.module.state_dict().items()}

    def _is_finite(self) -> bool:
        return all(bool(torch.isfinite(each).all()) for each in self.module.parameters())


def _right(outputs: Any, targets: Any) -> float:
    return float((outputs.detach().argmax(1) == targets).sum().item())


@contextmanager
def _own_randomness(seed: int) -> Iterator[None]:
    """torch's random numbers from a seed; those of the person stay as they were."""
    with torch.random.fork_rng(enabled=True):
        torch.manual_seed(seed)
        yield
