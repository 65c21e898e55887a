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
    x, y, *held = given
    if not held:
        x, y, *held = _split(model, x, y, seed)
    return Data(_samples(model, x, y, "training"), _samples(model, held[0], held[1], "held"))


def _split(model: Model, x: Any, y: Any, seed: int) -> tuple[Any, Any, Any, Any]:
    """Four fifths and a fifth of the samples (of the feeds, if they are feeds), chosen by the
    seed."""
    feeds = _given_feeds(model, x) if _is_feeds(x) else ()
    arrays = () if feeds else _arrays(model, x, "given")
    lengths = _lengths(model, feeds) if feeds else (1,) * len(arrays[0])
    if len(lengths) < 2:
        raise ModelError("N6010", f"the data have {len(lengths)} samples: none can be held back")
    targets = _targets(y, sum(lengths), "given")
    order = np.random.default_rng(seed).permutation(len(lengths))
    count = max(len(lengths) // 5, 1)
    (a, b), (c, d) = (
        ([feeds[at] for at in part] if feeds else tuple(each[part] for each in arrays),
         None if targets is None else targets[_within(lengths, part)])
        for part in (np.sort(order[count:]), np.sort(order[:count]))
    )  # fmt: skip
    return a, b, c, d


def _within(lengths: Sequence[int], part: Array) -> Array:
    """The numbers of the samples in these feeds."""
    return np.flatnonzero(np.isin(np.repeat(np.arange(len(lengths)), lengths), part))


def _samples(model: Model, x: Any, y: Any, what: str) -> Samples:
    feeds = _given_feeds(model, x) if _is_feeds(x) else _chunks(model, _arrays(model, x, what))
    lengths = _lengths(model, feeds) if _is_feeds(x) else tuple(map(_first_length, feeds))
    if not sum(lengths):
        raise ModelError("N6010", f"the {what} data are empty")
    targets = _targets(y, sum(lengths), what)
    _refuse_not_finite(feeds, what)
    return Samples(feeds, lengths, targets, x)


def _targets(y: Any, count: int, what: str) -> Array | None:
    if y is None:
        return None
    targets = _array(y, f"the targets of the {what} data")
    if targets.ndim == 0 or len(targets) != count:
        said = "no axis" if targets.ndim == 0 else f"{len(targets)} targets"
        raise ModelError("N6010", f"the {what} data have {count} samples and {said}")
    return targets


def _array(given: Any, what: str) -> Array:
    try:
        return np.asarray(given)
    except (TypeError, ValueError) as error:  # rows of different lengths
        raise ModelError("N6010", f"{what} are no array: {error}") from None


def _is_feeds(x: Any) -> bool:
    return isinstance(x, Sequence) and bool(x) and all(isinstance(each, Mapping) for each in x)


def _lengths(model: Model, feeds: Sequence[Feed]) -> tuple[int, ...]:
    """The samples in each feed: one where the model has no axis of them."""
    return tuple(map(_first_length, feeds)) if _any_batch(model) else (1,) * len(feeds)


def _first_length(feed: Feed) -> int:
    return len(next(iter(feed.values())))


def _given_feeds(model: Model, x: Sequence[Mapping[str, Any]]) -> tuple[Feed, ...]:
    return tuple(
        model.checked_inputs(_by_name(model, each, f"feed {index}")) for index, each in enumerate(x)
    )


def _by_name(model: Model, given: Mapping[str, Any], what: str) -> tuple[Any, ...]:
    if given.keys() != set(model.graph.inputs):
        raise ModelError("N6010", f"{what} has {', '.join(map(str, given)) or 'nothing'}; "
                         f"{model.name} takes {', '.join(model.graph.inputs)}")  # fmt: skip
    return tuple(given[name] for name in model.graph.inputs)


def _arrays(model: Model, x: Any, what: str) -> tuple[Array, ...]:
    """One for each input, all with as many samples."""
    names = model.graph.inputs
    if isinstance(x, Mapping):
        given = _by_name(model, x, f"x of the {what} data")
    else:
        is_several = isinstance(x, tuple | list) and len(names) > 1
        is_one = isinstance(x, tuple) and len(x) == 1
        given = tuple(x) if is_several or is_one else (x,)
    if len(given) != len(names):
        raise ModelError("N6010", f"{model.name} takes {len(names)} inputs "
                         f"({', '.join(names)}), the {what} data have {len(given)}")  # fmt: skip
    arrays = tuple(_array(each, f"the {what} data") for each in given)
    counts = {len(each) if each.ndim else 0 for each in arrays}
    if counts == {0}:
        raise ModelError("N6010", f"the {what} data are empty")
    if len(counts) != 1:
        raise ModelError("N6010", f"the inputs of the {what} data have {sorted(counts)} samples")
    return arrays


def _chunks(model: Model, arrays: tuple[Array, ...]) -> tuple[Feed, ...]:
    """In pieces that the model takes."""
    size = _batch(model)
    return tuple(model.checked_inputs(tuple(each[at : at + size] for each in arrays))
                 for at in range(0, len(arrays[0]), size))  # fmt: skip


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
