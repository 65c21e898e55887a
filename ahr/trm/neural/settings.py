"""Loss, optimiser and training of a network's text, as what `fit` is told."""

from __future__ import annotations

from typing import Any, Final

from ahr.trm.neural.parsing import Call, Network
from ahr.trm.neural.searching import refuse_search
from nbc.errors import ModelError

_LOSSES: Final = {
    "sparsecategoricalcrossentropy": "cross_entropy", "categoricalcrossentropy": "cross_entropy",
    "crossentropy": "cross_entropy", "binarycrossentropy": "bce", "mse": "mse",
    "meansquarederror": "mse", "mae": "mae", "meanabsoluteerror": "mae", "huber": "huber",
    "nll": "nll",
}  # fmt: skip
_OPTIMISERS: Final = ("adam", "adamw", "sgd", "rmsprop", "adagrad")


def training(network: Network) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The settings, and notes on what is left out. Raises ModelError N6014."""
    made: dict[str, Any] = {}
    notes: list[str] = []
    _take_loss(network, made, notes)
    _take_optimizer(network, made, notes)
    train = network.settings.get("train", {})
    for key, value in train.items():
        refuse_search(value, key)
        if key in ("epochs", "batch_size"):
            made[key] = _whole(network, key, value)
        elif key == "validation_split":
            made["validation"] = float(value)
        else:
            notes.append(f"train: {key} is left out")
    notes += [f"{section} is left out" for section in network.settings if section != "train"]
    return made, tuple(notes)


def _take_loss(network: Network, made: dict[str, Any], notes: list[str]) -> None:
    if network.loss is None:
        return
    name = network.loss.name if isinstance(network.loss, Call) else str(network.loss)
    key = _plain(name)
    if key not in _LOSSES:
        raise ModelError("N6014", f"there is no loss {name!r}", network.span,
                         hint=f"one of {', '.join(sorted(_LOSSES))}")  # fmt: skip
    loss = _LOSSES[key]
    if loss == "cross_entropy" and _ends_with(network) == "softmax":
        loss = "cross_entropy_of_probabilities"
    elif loss == "bce" and _ends_with(network) != "sigmoid":
        loss = "bce_with_logits"
    made["loss"] = loss
    if key == "categoricalcrossentropy":
        notes.append("targets are numbers of classes, not one-hot vectors")


def _take_optimizer(network: Network, made: dict[str, Any], notes: list[str]) -> None:
    given = network.optimizer
    if given is None:
        return
    call = given if isinstance(given, Call) else Call(str(given), (), {}, network.span)
    name = _plain(call.name)
    if name not in _OPTIMISERS:
        raise ModelError("N6014", f"there is no optimizer {call.name}", call.span,
                         hint=f"one of {', '.join(_OPTIMISERS)}")  # fmt: skip
    made["optimizer"] = name
    named = dict(call.named)
    rate = call.positional[0] if call.positional else named.pop("learning_rate", None)
    rate = named.pop("lr", rate)
    if isinstance(rate, Call) and rate.positional and _plain(rate.name).endswith("decay"):
        notes.append(f"the learning rate stays the first of {rate.name}")
        rate = rate.positional[0]
    refuse_search(rate, "learning_rate")
    for key, value in named.items():
        refuse_search(value, key)
    if rate is not None:
        made["lr"] = _number(network, "learning_rate", rate)
    if "weight_decay" in named:
        made["weight_decay"] = _number(network, "weight_decay", named.pop("weight_decay"))
    notes += [f"{call.name}: {key} is left out" for key in named]


def _ends_with(network: Network) -> str:
    """The last activation, in plain letters."""
    last = network.layers[-1]
    given = last.named.get("activation") or next(
        (each for each in last.positional if isinstance(each, str)), last.name)  # fmt: skip
    return _plain(str(given))


def _whole(network: Network, key: str, value: Any) -> int:
    if type(value) is not int or value < 1:
        raise ModelError("N6014", f"{key} must be a whole number from 1 on, got {value!r}",
                         network.span)  # fmt: skip
    return value


def _number(network: Network, key: str, value: Any) -> float:
    if type(value) not in (int, float) or value < 0:
        raise ModelError("N6014", f"{key} must be a number from 0 on, got {value!r}", network.span)
    return float(value)


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")
