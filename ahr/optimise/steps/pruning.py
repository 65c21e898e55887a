"""Structured pruning: whole channels, units and heads are cut out, and the rest is trained again.

torch-pruning finds what goes together (`channels.py`); what matters least over all layers goes.
Batch norms must still be there, so this comes before graph optimisation in a lineage.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from ahr.models import Model
from ahr.optimise.steps.channels import Channels, Group
from ahr.optimise.steps.narrowing import CannotNarrow
from ahr.optimise.steps.row import Materials, Settings, Technique
from ahr.optimise.steps.tuning import epochs_of, tune, why_not_trainable
from nbc.errors import ModelError

_WITH_CHANNELS: Final = {"conv", "conv_transpose", "linear"}
_LEAST: Final = 0.5
"""Of what a layer keeps on average, the part that every layer keeps."""


def make(model: Model, settings: Settings, materials: Materials) -> Model:
    """`ratio`: the part of all channels that goes; `iterative_steps`: in how many turns, each with
    its share of the `epochs` of training."""
    ratio, turns = float(settings["ratio"]), int(settings.get("iterative_steps", 1))
    epochs, kept = epochs_of(settings, materials), 1.0
    for turn in range(turns):
        wanted = 1 - ratio * (turn + 1) / turns
        model = _pruned(model, 1 - wanted / kept, materials)
        kept = wanted
        count = math.ceil(epochs * (turn + 1) / turns) - math.ceil(epochs * turn / turns)
        if count:
            tune(model, materials, said=f"{_says(settings)}: training", epochs=count,
                 part=(turn / turns, (turn + 1) / turns))  # fmt: skip
    return model


def _pruned(model: Model, ratio: float, materials: Materials) -> Model:
    """Without that part of the channels. Raises ModelError N6017."""
    if materials.stop():
        raise KeyboardInterrupt
    try:
        channels = Channels(model, materials.data.train.feeds[0])
        return channels.without(chosen(channels.groups, ratio))
    except CannotNarrow as error:
        raise ModelError("N6017", f"{model.name} cannot be pruned: {error}") from None
    except (MemoryError, ModelError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001  # dispatch: a library's pruner
        raise ModelError("N6017", f"{model.name} cannot be pruned: {type(error).__name__}: "
                         f"{error}") from None  # fmt: skip


def chosen(groups: Sequence[Group], ratio: float) -> list[tuple[Group, list[int]]]:
    """Of each group the sets that go: those with the least scores over all, but of no group all
    but a few."""
    left = [len(group.sets) for group in groups]
    least = [max(1, math.ceil(count * (1 - ratio) * _LEAST)) for count in left]
    gone: list[list[int]] = [[] for _ in groups]
    wanted = sum(len(group.sets) for group in groups) * ratio
    ranked = sorted((score, at, number) for at, group in enumerate(groups)
                    for number, score in enumerate(group.scores))  # fmt: skip
    for _, at, number in ranked:
        if wanted < 0.5:
            break
        if left[at] > least[at]:
            left[at] -= 1
            gone[at].append(number)
            wanted -= 1
    return [(group, sorted(each)) for group, each in zip(groups, gone, strict=True) if each]


def _refuses(model: Model, settings: Settings, materials: Materials) -> str:
    if materials.data.train.targets is None:
        return "the data have no targets to train with after pruning: pass y, or a student to " \
               "distil into"  # fmt: skip
    if not 0 < settings.get("ratio", 0) < 1:
        return f"ratio is a part between 0 and 1, not {settings.get('ratio')!r}"
    if not any(node.op in _WITH_CHANNELS for node in model.graph.nodes):
        return "it has no convolution and no linear layer whose channels could go"
    return why_not_trainable(model)


def _says(settings: Settings) -> str:
    turns = settings.get("iterative_steps", 1)
    return f"pruned by {settings['ratio'] * 100:g} %" + (f" in {turns} turns" if turns > 1 else "")


def _why_worse(model: Model, settings: Settings, cpu: Any) -> str:
    return f"{settings['ratio'] * 100:g} % of the channels are more than the training made up for"


ROWS: Final = (
    Technique("prune", _says, make, _refuses, why_worse=_why_worse,
              packages=("torch", "torch_pruning")),
)  # fmt: skip
