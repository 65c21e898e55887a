"""Models that learn inside a study: in `Model.fit`'s loop, seeded, shown and stopped with it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ahr.models import Model
from ahr.optimise.data import Samples
from ahr.optimise.steps.quantising import is_quantised
from ahr.optimise.steps.row import Materials, Settings
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.training.lesson import Lesson

EPOCHS: Final = 10
_SAID: Final = {"schedule": "cosine", "lr": 2e-3}
_LOSSES: Final = {"softmax": "cross_entropy_of_probabilities", "log_softmax": "nll"}
"""Of labels, where a network ends in such a node."""

_OURS: Final = {"self", "x", "y", "seed", "progress", "checkpoint"}


def tune(
    model: Model, materials: Materials, *, said: str, epochs: int,
    lesson: Lesson | None = None, part: tuple[float, float] = (0.0, 1.0),
) -> None:  # fmt: skip
    """Trains `model` in place with the study's data. `part` is that of the whole step which this
    is. Raises ModelError for data that do not fit and KeyboardInterrupt where it was cancelled."""
    from ahr.training import History, fit  # lazy: torch

    samples = materials.data.train
    chosen: dict[str, Any] = {**dict.fromkeys(_names()), **_usual(model), "epochs": epochs,
                              "loss": _loss(model, samples), **_checked(materials)}  # fmt: skip

    def watch(history: History) -> None:
        done = (len(history) + history.underway) / max(history.planned, 1)
        materials.report(said, part[0] + (part[1] - part[0]) * min(done, 1.0))
        if materials.stop():
            raise KeyboardInterrupt

    x = inputs_of(model, samples)
    fit(model, x if len(x) > 1 else x[0], samples.targets, **chosen, checkpoint=None,
        seed=materials.seed, progress=False, lesson=lesson, watch=watch)  # fmt: skip
    model.history = None


def epochs_of(settings: Settings, materials: Materials, usual: int = EPOCHS) -> int:
    """How many epochs a step trains for."""
    return int((materials.training or {}).get("epochs", settings.get("epochs", usual)))


def inputs_of(model: Model, samples: Samples) -> tuple[Any, ...]:
    """All samples as one array for each input."""
    return tuple(np.concatenate([feed[name] for feed in samples.feeds])
                 for name in model.graph.inputs)  # fmt: skip


def why_not_trainable(model: Model) -> str:
    """Why a model cannot learn from batches, or ""."""
    if is_quantised(model):
        return "it is quantised already: do this before quantising"
    for name in model.graph.inputs:
        dims = model.graph.specs[name].dims
        if not dims or not isinstance(dims[0], str):
            return f"its input {name} takes no batch of any size, which training needs"
    return ""


def last_op(model: Model) -> str:
    """The op whose result is the first output."""
    made = model.graph.producers().get(model.graph.outputs[0])
    return made.op if made else ""


def _loss(model: Model, samples: Samples) -> str | None:
    """What the network's end suggests for labels; else the model's own, or the usual."""
    targets = samples.targets
    if targets is None or targets.ndim != 1 or targets.dtype.kind not in "iu":
        return None
    return _LOSSES.get(last_op(model))


def _usual(model: Model) -> dict[str, Any]:
    """What is said where the study says nothing; the model's own settings come before that."""
    own = model.metadata.get("training")
    said = own if isinstance(own, Mapping) else {}
    return {name: value for name, value in _SAID.items() if name not in said}


def _checked(materials: Materials) -> Mapping[str, Any]:
    given = dict(materials.training or {})
    wrong = sorted(given.keys() - _names())
    if wrong:
        raise ModelError("N6017", f"training= has {', '.join(wrong)}, which Model.fit is not told",
                         hint=f"choose among {', '.join(sorted(_names()))}")  # fmt: skip
    given.pop("epochs", None)
    return given


def _names() -> set[str]:
    """What a study may say of training."""
    return set(inspect.signature(Model.fit).parameters) - _OURS
