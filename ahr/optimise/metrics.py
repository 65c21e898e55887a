"""The metrics that a study keeps: one row each, or a function of the user's.

A metric compares outputs with the targets, or, where there are none, with what the original model
gives. Only the first output counts, except for functions, which get all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, final

import numpy as np

from ahr.optimise.data import Samples
from nbc.errors import ModelError

Array = np.ndarray[Any, Any]
Outputs = Sequence[tuple[Array, ...]]
"""The outputs for each feed."""


@final
@dataclass(frozen=True, slots=True)
class Metric:
    """`score(outputs, reference, samples)` is one number; `reference` are the original's outputs.
    `needs_targets`: it makes no sense without."""

    name: str
    score: Callable[[Outputs, Outputs, Samples], float]
    higher_is_better: bool = True
    needs_targets: bool = False

    def drop(self, before: float, after: float) -> float:
        """By how much it got worse; negative where it got better."""
        return before - after if self.higher_is_better else after - before


def metric_of(given: str | Callable[..., float], *, higher_is_better: bool = True) -> Metric:
    """The row of a name, or a metric that calls `given(outputs, targets)`. Raises ModelError
    N6015."""
    if isinstance(given, str):
        if given not in METRICS:
            raise ModelError("N6015", f"there is no metric {given!r}",
                             hint=f"choose one of {', '.join(METRICS)}, or pass a function of "
                             "(outputs, targets)")  # fmt: skip
        return METRICS[given]
    if not callable(given):
        raise ModelError("N6015", f"a metric is a name or a function, not {type(given).__name__}")
    return Metric(getattr(given, "__name__", "metric"), _calls(given), higher_is_better)


def scored(metric: Metric, outputs: Outputs, reference: Outputs, samples: Samples) -> float:
    """The metric as a number. Raises ModelError N6016 where it raises or gives none."""
    try:
        value = float(metric.score(outputs, reference, samples))
    except ModelError:
        raise
    except Exception as error:  # noqa: BLE001  # dispatch: anybody's code
        raise ModelError("N6016", f"the metric {metric.name} failed: "
                         f"{type(error).__name__}: {error}", hint="it is called with the outputs "
                         "of all held samples and their targets") from None  # fmt: skip
    if not np.isfinite(value):
        raise ModelError("N6016", f"the metric {metric.name} gave {value}, which is no score",
                         hint="let it give a finite number for any outputs")  # fmt: skip
    return value


def joined(outputs: Outputs) -> tuple[Any, ...]:
    """Each output over all feeds: one array, or a list where their shapes differ."""
    return tuple(_joined(each) for each in zip(*outputs, strict=True))


def _joined(parts: tuple[Array, ...]) -> Any:
    if len({each.shape[1:] for each in parts}) == 1 and parts[0].ndim:
        return np.concatenate(parts)
    return list(parts)


def _calls(function: Callable[..., float]) -> Callable[[Outputs, Outputs, Samples], float]:
    def score(outputs: Outputs, _: Outputs, samples: Samples) -> float:
        arrays = joined(outputs)
        return function(arrays[0] if len(arrays) == 1 else arrays, samples.targets)

    return score


def _accuracy(outputs: Outputs, _: Outputs, samples: Samples) -> float:
    classes = np.concatenate([_classes(each[0], "accuracy") for each in outputs])
    assert samples.targets is not None
    labels = samples.targets
    if labels.dtype.kind not in "iufb":
        raise _unfit(f"accuracy wants labels that are numbers, not {labels.dtype}",
                     "pass the column of each label's class")  # fmt: skip
    columns = outputs[0][0].shape[-1]
    if labels.size == classes.size * columns and labels.shape[-1] == columns:
        labels = labels.argmax(axis=-1)  # a column for each class
    if labels.size != classes.size:
        raise _unfit(f"{classes.size} classes are compared with {labels.size} labels",
                     "pass one label for each, or a column for each class")  # fmt: skip
    return float((classes == labels.reshape(-1)).mean())


def _agreement(outputs: Outputs, reference: Outputs, _: Samples) -> float:
    same = [_classes(a[0], "agreement") == _classes(b[0], "agreement")
            for a, b in zip(outputs, reference, strict=True)]  # fmt: skip
    return float(np.concatenate(same).mean())


def _classes(scores: Any, metric: str) -> Array:
    """The columns of the largest numbers."""
    scores = np.asarray(scores)
    if scores.ndim == 0 or scores.shape[-1] < 2:
        raise _unfit(f"{metric} compares columns, and the output {list(scores.shape)} has one",
                     "use mse, mae or a function of (outputs, targets)")  # fmt: skip
    if scores.dtype.kind == "f" and np.isnan(scores).any():
        raise _unfit("the outputs hold numbers that are not a number (NaN)", None)
    found: Array = scores.argmax(axis=-1).reshape(-1)
    return found


def _unfit(text: str, hint: str | None) -> ModelError:
    return ModelError("N6016", text, hint=hint)


def _cosine(outputs: Outputs, reference: Outputs, _: Samples) -> float:
    return float(np.concatenate([_cosines(a[0], b[0]) for a, b in
                                 zip(outputs, reference, strict=True)]).mean())  # fmt: skip


def _cosines(a: Array, b: Array) -> Array:
    """Of each sample's numbers."""
    a, b = (np.asarray(each, dtype=np.float64).reshape(len(each), -1) for each in (a, b))
    if a.shape[1] < 2:
        raise _unfit("cosine compares directions, and the output of each sample is one number",
                     "use mse, mae or a function of (outputs, targets)")  # fmt: skip
    with np.errstate(all="ignore"):  # what is not finite is refused later
        lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
        found: Array = (a * b).sum(axis=1) / np.where(lengths == 0, 1, lengths)
    return found


def _error(power: int) -> Callable[[Outputs, Outputs, Samples], float]:
    """The mean difference from the targets, else from the original's outputs."""

    def score(outputs: Outputs, reference: Outputs, samples: Samples) -> float:
        made = np.concatenate([each[0].reshape(-1) for each in outputs]).astype(np.float64)
        wanted = (np.concatenate([each[0].reshape(-1) for each in reference])
                  if samples.targets is None else samples.targets.reshape(-1))  # fmt: skip
        if made.size != wanted.size:
            raise _unfit(f"{made.size} outputs are compared with {wanted.size} targets",
                         "pass a target for each number of the first output")  # fmt: skip
        with np.errstate(all="ignore"):  # what is not finite is refused later
            return float((np.abs(made - wanted) ** power).mean())

    return score


METRICS: Final[dict[str, Metric]] = {
    each.name: each
    for each in (
        Metric("accuracy", _accuracy, needs_targets=True),
        Metric("agreement", _agreement),
        Metric("cosine", _cosine),
        Metric("mse", _error(2), higher_is_better=False),
        Metric("mae", _error(1), higher_is_better=False),
    )
}
"""accuracy: the part of the samples whose largest output is the label; agreement: whose largest
output is the original's; cosine: the mean cosine with the original's outputs; mse, mae: the mean
squared and absolute difference from the targets, or from the original's outputs."""
