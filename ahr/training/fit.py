"""`fit`: a model learns from arrays.

The run is reproducible: its numbers depend on the model, the data, the settings and the seed. It
can be interrupted at any time, which keeps the best weights so far, and with a checkpoint it goes
on where it was, to the same result.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ahr.models import Model
from ahr.progress import Progress
from ahr.training.data import Samples, checked, split
from ahr.training.defaults import with_defaults
from ahr.training.history import History
from ahr.training.lesson import Lesson
from ahr.training.run import Run, Settings
from ahr.training.settings import Loss


def fit(
    model: Model, x: Any, y: Any, *, epochs: int | None, batch_size: int | None, loss: str | None,
    optimizer: str | None, lr: float | None, weight_decay: float | None, schedule: str,
    clip_norm: float | None, validation: tuple[Any, Any] | float | None, patience: int | None,
    checkpoint: str | os.PathLike[str] | None, seed: int, device: str | None, progress: bool,
    lesson: Lesson | None = None, watch: Callable[[History], None] | None = None,
) -> History:  # fmt: skip
    """Trains `model` in place; the history of the run. `Model.fit` says what the settings are.
    `lesson` is what a teacher says; then `y` may be None. `watch` is called after each batch, and
    may raise KeyboardInterrupt to end the run."""
    said = with_defaults(model.metadata, {
        "epochs": epochs, "batch_size": batch_size, "loss": loss, "optimizer": optimizer, "lr": lr,
        "weight_decay": weight_decay, "validation": validation,
    })  # fmt: skip
    samples, row = _samples(model, x, y, said["loss"], lesson)
    samples, held = _parts(model, samples, said["validation"], row.name, seed)
    settings = Settings(row, said["batch_size"], said["optimizer"], said["lr"],
                        said["weight_decay"], schedule, clip_norm, seed)  # fmt: skip
    if not model.is_initialised:
        model.init(seed)
    run = Run(model, settings, samples, held, said["epochs"], device, lesson)
    model.history = run.history
    place = None if checkpoint is None else Path(checkpoint)
    if place is not None and place.exists():
        model.history = run.go_on(place)
    _train(run, patience, place, Progress(run.history, is_on=progress), watch)
    return run.history


def _train(
    run: Run, patience: int | None, checkpoint: Path | None, shown: Progress,
    watch: Callable[[History], None] | None,
) -> None:  # fmt: skip
    """All epochs. However it ends, the model has the weights to keep."""

    def tell() -> None:
        shown.update()
        if watch is not None:
            watch(run.history)

    try:
        _epochs(run, patience, checkpoint, tell)
    except KeyboardInterrupt:
        run.history.stopped = "interrupted"
        best = run.history.best_epoch
        kept = f"epoch {best}" if best else "the moment: no epoch was finished"
        raise KeyboardInterrupt(f"{run.model.name} keeps the weights of {kept}") from None
    finally:
        run.keep()
        shown.update(at_once=True)


def _epochs(
    run: Run, patience: int | None, checkpoint: Path | None, tell: Callable[[], None]
) -> None:
    """Epoch after epoch, until the last or until nothing gets better."""
    while len(run.history) < run.history.planned:
        started = time.perf_counter()
        run.epoch(tell, started)
        if checkpoint is not None:
            run.save(checkpoint)
        tell()
        best = run.history.best_epoch or 0
        if patience is not None and len(run.history) - best >= patience:
            run.history.stopped = f"no better for {patience} epochs"
            return


def _samples(
    model: Model, x: Any, y: Any, loss: str | None, lesson: Lesson | None
) -> tuple[Samples, Loss]:
    """The samples to learn from, with what the teacher says to each; that is all where there are
    no targets."""
    if lesson is None:
        return checked(model, x, y, loss, "training")
    samples, row = (checked(model, x, lesson.outputs, "mse", "training") if y is None else
                    checked(model, x, y, loss, "training"))  # fmt: skip
    assert len(lesson.outputs) == len(samples)
    return replace(samples, taught=lesson.outputs), row


def _parts(
    model: Model, samples: Samples, given: Any, loss: str, seed: int
) -> tuple[Samples, Samples | None]:
    """The samples to train on, and those to validate on."""
    if given is None:
        return samples, None
    if isinstance(given, tuple | list):
        return samples, checked(model, given[0], given[1], loss, "validation")[0]
    return split(samples, float(given), seed)
