"""`fit`: a model learns from arrays.

The run is reproducible: its numbers depend on the model, the data, the settings and the seed. It
can be interrupted at any time, which keeps the best weights so far, and with a checkpoint it goes
on where it was, to the same result.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from ahr.models import Model
from ahr.training.data import Samples, checked, split
from ahr.training.defaults import with_defaults
from ahr.training.history import History
from ahr.progress import Progress
from ahr.training.run import Run, Settings


def fit(
    model: Model, x: Any, y: Any, *, epochs: int | None, batch_size: int | None, loss: str | None,
    optimizer: str | None, lr: float | None, weight_decay: float | None, schedule: str,
    clip_norm: float | None, validation: tuple[Any, Any] | float | None, patience: int | None,
    checkpoint: str | os.PathLike[str] | None, seed: int, device: str | None, progress: bool,
) -> History:  # fmt: skip
    """Trains `model` in place; the history of the run. `Model.fit` says what the settings are."""
    said = with_defaults(model.metadata, {
        "epochs": epochs, "batch_size": batch_size, "loss": loss, "optimizer": optimizer, "lr": lr,
        "weight_decay": weight_decay, "validation": validation,
    })  # fmt: skip
    samples, row = checked(model, x, y, said["loss"], "training")
    samples, held = _parts(model, samples, said["validation"], row.name, seed)
    settings = Settings(row, said["batch_size"], said["optimizer"], said["lr"],
                        said["weight_decay"], schedule, clip_norm, seed)  # fmt: skip
    if not model.is_initialised:
        model.init(seed)
    run = Run(model, settings, samples, held, said["epochs"], device)
    model.history = run.history
    place = None if checkpoint is None else Path(checkpoint)
    if place is not None and place.exists():
        model.history = run.go_on(place)
    _train(run, patience, place, Progress(run.history, is_on=progress))
    return run.history


def _train(run: Run, patience: int | None, checkpoint: Path | None, shown: Progress) -> None:
    """All epochs. However it ends, the model has the weights to keep."""
    try:
        _epochs(run, patience, checkpoint, shown)
    except KeyboardInterrupt:
        run.history.stopped = "interrupted"
        best = run.history.best_epoch
        kept = f"epoch {best}" if best else "the moment: no epoch was finished"
        raise KeyboardInterrupt(f"{run.model.name} keeps the weights of {kept}") from None
    finally:
        run.keep()
        shown.update(at_once=True)


def _epochs(run: Run, patience: int | None, checkpoint: Path | None, shown: Progress) -> None:
    """Epoch after epoch, until the last or until nothing gets better."""
    while len(run.history) < run.history.planned:
        started = time.perf_counter()
        run.epoch(lambda: shown.update(), started)
        if checkpoint is not None:
            run.save(checkpoint)
        shown.update()
        best = run.history.best_epoch or 0
        if patience is not None and len(run.history) - best >= patience:
            run.history.stopped = f"no better for {patience} epochs"
            return


def _parts(
    model: Model, samples: Samples, given: Any, loss: str, seed: int
) -> tuple[Samples, Samples | None]:
    """The samples to train on, and those to validate on."""
    if given is None:
        return samples, None
    if isinstance(given, tuple | list):
        return samples, checked(model, given[0], given[1], loss, "validation")[0]
    return split(samples, float(given), seed)
