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
from ahr.training.history import History
from ahr.training.progress import Progress
from ahr.training.run import Run, Settings


def fit(
    model: Model, x: Any, y: Any, *, epochs: int = 10, batch_size: int = 32,
    loss: str | None = None, optimizer: str = "adam", lr: float = 1e-3, weight_decay: float = 0.0,
    schedule: str = "constant", clip_norm: float | None = None,
    validation: tuple[Any, Any] | float | None = None, patience: int | None = None,
    checkpoint: str | os.PathLike[str] | None = None, seed: int = 0, device: str | None = None,
    progress: bool = True,
) -> History:  # fmt: skip
    """Trains `model` in place; the history of the run.

    x: the input, one sample a row (a tuple of arrays for several inputs); y: labels or values.
    loss: a name of `ahr.training.settings.LOSSES`; labels suggest cross_entropy, others mse.
    validation: (x, y), or the part of the samples to keep for it; the weights of the epoch with the
    least validation loss are kept (without it, the last). patience: epochs without improvement
    before it stops. checkpoint: a file that is written after each epoch, and gone on from if it is
    there. device: torch's name of one; a GPU where there is one.

    Raises ModelError: N6010 for data that do not fit, N6011 for a loss that is no number (the
    weights are then those of the last good epoch). A KeyboardInterrupt passes through; the model
    has the best weights so far.
    """
    samples, row = checked(model, x, y, loss, "training")
    samples, held = _parts(model, samples, validation, row.name, seed)
    settings = Settings(row, batch_size, optimizer, lr, weight_decay, schedule, clip_norm, seed)
    if not model.is_initialised:
        model.init(seed)
    run = Run(model, settings, samples, held, epochs, device)
    place = None if checkpoint is None else Path(checkpoint)
    if place is not None and place.exists():
        run.go_on(place)
    _train(run, patience, place, Progress(run.history, is_on=progress))
    return run.history


def _train(run: Run, patience: int | None, checkpoint: Path | None, shown: Progress) -> None:
    """All epochs. However it ends, the model has the weights to keep."""
    try:
        _epochs(run, patience, checkpoint, shown)
    except KeyboardInterrupt as interrupt:
        run.history.stopped = "interrupted"
        best = run.history.best_epoch
        kept = f"epoch {best}" if best else "the moment: no epoch was finished"
        interrupt.add_note(f"{run.model.name} keeps the weights of {kept}")
        raise
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
