"""What a study learns, calibrates and judges with: samples as feeds of a model's inputs.

Samples come as arrays whose first axis is the sample, or, for networks without such an axis (fixed
batches, states), as a list of feeds: mappings from the names of the inputs to arrays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, final

import numpy as np

from ahr.models import Model
from nbc.errors import ModelError

Array = np.ndarray[Any, Any]
Feed = Mapping[str, Array]
BATCH: Final = 64
"""Samples at once where the model takes any number."""


@final
@dataclass(frozen=True, slots=True)
class Samples:
    """`feeds` run one after the other; `targets` are those of all samples in that order, or None.
    `x` is what was passed, for training; `lengths` the samples in each feed."""

    feeds: tuple[Feed, ...]
    lengths: tuple[int, ...]
    targets: Array | None
    x: Any

    def __len__(self) -> int:
        return sum(self.lengths)

    def first(self, count: int) -> tuple[Feed, ...]:
        """The feeds that hold the first `count` samples (whole feeds, at least one)."""
        taken, seen = [], 0
        for feed, length in zip(self.feeds, self.lengths, strict=True):
            if seen >= count:
                break
            taken.append(feed)
            seen += length
        return tuple(taken)

    def head(self, count: int) -> Samples:
        """The first `count` samples (whole feeds, at least one)."""
        feeds = self.first(count)
        lengths = self.lengths[: len(feeds)]
        targets = None if self.targets is None else self.targets[: sum(lengths)]
        return Samples(feeds, lengths, targets, self.x)

    def one(self, model: Model, batch_size: int) -> Feed:
        """A feed of `batch_size` samples, where the model takes any number; else the first feed."""
        feed = self.feeds[0]
        if _any_batch(model):
            return {name: np.resize(each, (batch_size, *each.shape[1:])) for name, each in
                    feed.items()}  # fmt: skip
        return feed

    def digest(self) -> str:
        """A hash of all numbers, to know the same data again."""
        made = hashlib.sha256()
        for feed in self.feeds:
            for name, each in feed.items():
                made.update(f"{name} {each.dtype} {each.shape}".encode())
                made.update(np.ascontiguousarray(each).tobytes())
        if self.targets is not None:
            made.update(np.ascontiguousarray(self.targets).tobytes())
        return made.hexdigest()


@final
@dataclass(frozen=True, slots=True)
class Data:
    """`train` to calibrate and fine-tune with, `held` to judge by."""

    train: Samples
    held: Samples

    def digest(self) -> str:
        return hashlib.sha256((self.train.digest() + self.held.digest()).encode()).hexdigest()


def checked_data(model: Model, given: Any, *, seed: int) -> Data:
    """`given` is (x, y, x_held, y_held), or (x, y), of which a fifth is held back; y may be None.
    Raises ModelError N6010 for data that are empty or do not fit the model."""
    if not isinstance(given, tuple | list) or len(given) not in (2, 4):
        raise ModelError("N6010", "data is a tuple of two or four", hint="pass data=(x, y, x_held, "
                         "y_held), or (x, y) to hold a fifth back; y may be None")  # fmt: skip
    x, y, x_held, y_held = given if len(given) == 4 else _split(given[0], given[1], seed)
    return Data(_samples(model, x, y, "training"), _samples(model, x_held, y_held, "held"))


def _split(x: Any, y: Any, seed: int) -> tuple[Any, Any, Any, Any]:
    """Four fifths and a fifth, chosen by the seed."""
    count = len(x[0]) if isinstance(x, tuple) else len(x)
    if count < 2:
        raise ModelError("N6010", f"the data have {count} samples: none can be held back")
    order = np.random.default_rng(seed).permutation(count)
    held = max(count // 5, 1)
    parts = (np.sort(order[held:]), np.sort(order[:held]))
    (a, b), (c, d) = ((_picked(x, part), None if y is None else np.asarray(y)[part])
                      for part in parts)  # fmt: skip
    return a, b, c, d


def _picked(x: Any, part: Array) -> Any:
    if isinstance(x, tuple):
        return tuple(np.asarray(each)[part] for each in x)
    if isinstance(x, list):
        return [x[index] for index in part]
    return np.asarray(x)[part]


def _samples(model: Model, x: Any, y: Any, what: str) -> Samples:
    feeds = _given_feeds(model, x) if _is_feeds(x) else _chunks(model, x, what)
    if not feeds:
        raise ModelError("N6010", f"the {what} data are empty")
    counted = _is_feeds(x) and not _any_batch(model)
    lengths = tuple(1 if counted else len(next(iter(each.values()))) for each in feeds)
    targets = None if y is None else np.asarray(y)
    if targets is not None and (targets.ndim == 0 or len(targets) != sum(lengths)):
        said = "no axis" if targets.ndim == 0 else f"{len(targets)} targets"
        raise ModelError("N6010", f"the {what} data have {sum(lengths)} samples and {said}")
    _refuse_not_finite(feeds, what)
    return Samples(feeds, lengths, targets, x)


def _is_feeds(x: Any) -> bool:
    return isinstance(x, Sequence) and bool(x) and all(isinstance(each, Mapping) for each in x)


def _given_feeds(model: Model, x: Sequence[Mapping[str, Any]]) -> tuple[Feed, ...]:
    names = set(model.graph.inputs)
    for index, each in enumerate(x):
        if each.keys() != names:
            raise ModelError("N6010", f"feed {index} has {', '.join(map(str, each)) or 'nothing'}; "
                             f"{model.name} takes {', '.join(model.graph.inputs)}")  # fmt: skip
    return tuple(model.checked_inputs(tuple(each[name] for name in model.graph.inputs))
                 for each in x)  # fmt: skip


def _chunks(model: Model, x: Any, what: str) -> tuple[Feed, ...]:
    """Arrays in pieces that the model takes."""
    names = model.graph.inputs
    given = tuple(x) if isinstance(x, tuple | list) and len(names) > 1 else (x,)
    if len(given) != len(names):
        raise ModelError("N6010", f"{model.name} takes {len(names)} inputs "
                         f"({', '.join(names)}), the {what} data have {len(given)}")  # fmt: skip
    arrays = [np.asarray(each) for each in given]
    counts = {len(each) if each.ndim else 0 for each in arrays}
    if counts == {0}:
        raise ModelError("N6010", f"the {what} data are empty")
    if len(counts) != 1 or 0 in counts:
        raise ModelError("N6010", f"the inputs of the {what} data have {sorted(counts)} samples")
    size = _batch(model)
    return tuple(model.checked_inputs(tuple(each[at : at + size] for each in arrays))
                 for at in range(0, counts.pop(), size))  # fmt: skip


def _batch(model: Model) -> int:
    """How many samples the model takes at once."""
    leading = {_leading(model, name) for name in model.graph.inputs}
    fixed = [each for each in leading if isinstance(each, int)]
    return fixed[0] if fixed else BATCH


def _any_batch(model: Model) -> bool:
    return all(isinstance(_leading(model, name), str) for name in model.graph.inputs)


def _leading(model: Model, name: str) -> Any:
    dims = model.graph.specs[name].dims
    return dims[0] if dims else None


def _refuse_not_finite(feeds: tuple[Feed, ...], what: str) -> None:
    for index, feed in enumerate(feeds):
        for name, each in feed.items():
            if each.dtype.kind == "f" and not np.isfinite(each).all():
                raise ModelError("N6010", f"input {name} of the {what} data (batch {index}) has "
                                 "numbers that are not finite",
                                 hint="remove or fill such samples")  # fmt: skip
