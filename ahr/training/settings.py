"""What can be chosen by name: losses, optimisers, schedules. One row each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, final

from nbc.errors import ModelError


@final
@dataclass(frozen=True, slots=True)
class Loss:
    """`make` gives torch's function of (outputs, targets); `labels`: the targets are numbers of
    classes, and the score beside the loss is the accuracy."""

    name: str
    make: Callable[[Any], Callable[..., Any]]
    labels: bool
    summary: str


def _of_probabilities(torch: Any) -> Callable[..., Any]:
    """As far as the logarithm of a float goes."""
    nll_loss = torch.nn.functional.nll_loss
    return lambda outputs, labels: nll_loss(outputs.clamp_min(1e-30).log(), labels)


LOSSES: Final = {
    each.name: each
    for each in (
        Loss("cross_entropy", lambda torch: torch.nn.functional.cross_entropy, True,
             "of scores (not probabilities) and labels"),
        Loss("cross_entropy_of_probabilities", _of_probabilities, True,
             "of probabilities (behind a softmax) and labels"),
        Loss("nll", lambda torch: torch.nn.functional.nll_loss, True,
             "of log-probabilities and labels"),
        Loss("bce", lambda torch: torch.nn.functional.binary_cross_entropy, False,
             "of probabilities and numbers in [0, 1]"),
        Loss("bce_with_logits", lambda torch: torch.nn.functional.binary_cross_entropy_with_logits,
             False, "of scores and numbers in [0, 1]"),
        Loss("mse", lambda torch: torch.nn.functional.mse_loss, False, "the mean squared error"),
        Loss("mae", lambda torch: torch.nn.functional.l1_loss, False, "the mean absolute error"),
        Loss("huber", lambda torch: torch.nn.functional.huber_loss, False,
             "squared for small errors, absolute for large ones"),
    )
}  # fmt: skip

OPTIMISERS: Final[dict[str, Callable[[Any], Any]]] = {
    "adam": lambda torch: torch.optim.Adam,
    "adamw": lambda torch: torch.optim.AdamW,
    "sgd": lambda torch: torch.optim.SGD,
    "rmsprop": lambda torch: torch.optim.RMSprop,
    "adagrad": lambda torch: torch.optim.Adagrad,
}

SCHEDULES: Final[dict[str, Callable[[float], float]]] = {
    "constant": lambda done: 1.0,
    "linear": lambda done: 1.0 - done,
    "cosine": lambda done: 0.5 * (1.0 + math.cos(math.pi * done)),
}
"""The factor of the learning rate by the part of the training that is done (0 to 1)."""


def chosen(table: Mapping[str, Any], name: str, what: str) -> Any:
    """A row by name. Raises ModelError N6002 with the names that there are."""
    if name not in table:
        raise ModelError("N6002", f"there is no {what} named {name!r}",
                         hint=f"choose one of {', '.join(table)}")  # fmt: skip
    return table[name]
