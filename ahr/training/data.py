"""What is checked of data before training: everything that would only show up in mid-epoch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, final

import numpy as np

from ahr.dims import shown
from ahr.models import Model
from ahr.training.settings import LOSSES, Loss, chosen
from nbc.errors import ModelError

Array = np.ndarray[Any, Any]


@final
@dataclass(frozen=True, slots=True)
class Samples:
    """Inputs of the model in their order, and the targets; the first axis of all is the sample.
    `taught` is what a teacher says to each."""

    inputs: tuple[Array, ...]
    targets: Array
    taught: Array | None = None

    def __len__(self) -> int:
        return len(self.targets)

    def pick(self, indices: Array) -> Samples:
        taught = None if self.taught is None else self.taught[indices]
        return Samples(tuple(each[indices] for each in self.inputs), self.targets[indices], taught)


def checked(model: Model, x: Any, y: Any, loss: str | None, what: str) -> tuple[Samples, Loss]:
    """Arrays that fit the model, and the loss (the one that the targets suggest, if None). Raises
    ModelError N6010, with the first sample that is wrong."""
    given = tuple(x) if isinstance(x, tuple | list) and len(model.graph.inputs) > 1 else (x,)
    targets = np.asarray(y)
    if targets.ndim == 0 or len(targets) == 0:
        raise ModelError("N6010", f"the {what} data are empty: there is nothing to learn from")
    inputs = tuple(model.checked_inputs(given).values())
    for name, values in zip(model.graph.inputs, inputs, strict=True):
        if len(values) != len(targets):
            raise ModelError("N6010", f"the {what} data have {len(values)} samples of {name} and "
                             f"{len(targets)} targets")  # fmt: skip
        _refuse_not_finite(values, f"input {name}", what)
    row = chosen(LOSSES, loss, "loss") if loss else _suggested(targets)
    return Samples(inputs, _targets(model, targets, row, what)), row


def split(samples: Samples, part: float, seed: int) -> tuple[Samples, Samples]:
    """Samples to train on and samples to validate on, chosen by the seed."""
    count = round(len(samples) * part)
    if not 0 < count < len(samples):
        raise ModelError("N6010", f"validation={part} of {len(samples)} samples leaves one side "
                         "empty", hint="pass a part between 0 and 1, or (x, y)")  # fmt: skip
    order = np.random.default_rng(seed).permutation(len(samples))
    return samples.pick(np.sort(order[count:])), samples.pick(np.sort(order[:count]))


def _suggested(targets: Array) -> Loss:
    return LOSSES["cross_entropy" if targets.dtype.kind in "iu" and targets.ndim == 1 else "mse"]


def _targets(model: Model, targets: Array, loss: Loss, what: str) -> Array:
    output = model.graph.specs[model.graph.outputs[0]]
    if loss.labels:
        return _labels(targets, output.dims, what)
    values = targets.astype(np.float32)
    _refuse_not_finite(values, "target", what)
    wanted = output.dims
    if wanted is not None and (
        len(wanted) != values.ndim
        or any(isinstance(dim, int) and dim != length
               for dim, length in zip(wanted[1:], values.shape[1:], strict=True))
    ):  # fmt: skip
        raise ModelError(
            "N6010", f"the model gives {output}, but the {what} targets are {shown(values.shape)}",
            hint="reshape the targets like the output",
        )  # fmt: skip
    return values


def _labels(targets: Array, dims: Any, what: str) -> Array:
    if targets.dtype.kind not in "iu":
        raise ModelError("N6010", f"labels are whole numbers, the {what} targets are "
                         f"{targets.dtype}", hint="convert them with .astype(int)")  # fmt: skip
    classes = dims[1] if dims is not None and len(dims) > 1 else None
    if not isinstance(classes, int):
        return targets.astype(np.int64)
    wrong = np.nonzero((targets < 0) | (targets >= classes))[0]
    if len(wrong):
        label = targets[wrong[0]]
        raise ModelError(
            "N6010", f"the label of {what} sample {wrong[0]} is {label}, but the model has the "
            f"classes 0 to {classes - 1} ({_counted(wrong)})",
            hint="correct the label, or give the last layer an output for each class",
        )  # fmt: skip
    return targets.astype(np.int64)


def _refuse_not_finite(values: Array, name: str, what: str) -> None:
    if values.dtype.kind != "f":
        return
    finite = np.isfinite(values).reshape(len(values), -1).all(axis=1)
    if not finite.all():
        wrong = np.nonzero(~finite)[0]
        raise ModelError(
            "N6010", f"{name} of {what} sample {wrong[0]} is not finite "
            f"({_counted(wrong)})", hint="remove or fill such samples",
        )  # fmt: skip


def _counted(wrong: Array) -> str:
    return "only this one" if len(wrong) == 1 else f"{len(wrong)} such samples"
