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
from ahr.optimise.steps.layers import with_layers
from ahr.optimise.steps.narrowing import CannotNarrow
from ahr.optimise.steps.row import Materials, Settings, Technique
from ahr.optimise.steps.tuning import epochs_of, tune, why_not_trainable
from nbc.errors import ModelError

_WITH_CHANNELS: Final = {"conv", "conv_transpose", "linear", "gemm", "matmul"}
_LEAST: Final = 0.5
"""Of what a layer keeps on average, the part that every layer keeps."""


_LANES: Final = 16
"""Channels that ONNX Runtime's convolutions take at once with AVX-512; 8 without. They are much
slower where a layer has a few more or a few less."""


def make(model: Model, settings: Settings, materials: Materials) -> Model:
    """`ratio`: the part of all channels that goes; `iterative_steps`: in how many turns, each with
    its share of the `epochs` of training; `block`: convolutions keep a multiple of so many."""
    ratio, turns = float(settings["ratio"]), int(settings.get("iterative_steps", 1))
    epochs, kept = epochs_of(settings, materials), 1.0
    for turn in range(turns):
        wanted = 1 - ratio * (turn + 1) / turns
        block = _block(settings, materials) if turn == turns - 1 else 1
        model = _pruned(model, 1 - wanted / kept, block, materials)
        kept = wanted
        count = math.ceil(epochs * (turn + 1) / turns) - math.ceil(epochs * turn / turns)
        if count:
            tune(model, materials, said=f"{_says(settings)}: training", epochs=count,
                 part=(turn / turns, (turn + 1) / turns))  # fmt: skip
    return model


def _block(settings: Settings, materials: Materials) -> int:
    lanes = _LANES if "avx512f" in materials.cpu.flags else _LANES // 2
    return int(settings.get("block", lanes))


def _pruned(model: Model, ratio: float, block: int, materials: Materials) -> Model:
    """Without that part of the channels. Raises ModelError N6017."""
    if materials.stop():
        raise KeyboardInterrupt
    try:
        channels = Channels(with_layers(model), materials.data.train.feeds[0])
        return channels.without(chosen(channels.groups, ratio, block))
    except CannotNarrow as error:
        raise ModelError("N6017", f"{model.name} cannot be pruned: {error}") from None
    except (MemoryError, ModelError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001  # dispatch: a library's pruner
        raise ModelError("N6017", f"{model.name} cannot be pruned: {type(error).__name__}: "
                         f"{error}") from None  # fmt: skip


def chosen(groups: Sequence[Group], ratio: float, block: int = 1) -> list[tuple[Group, list[int]]]:
    """Of each group the sets that go: those with the least scores over all, but of no group all
    but a few. What convolutions keep is the multiple of `block` that is nearest."""
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
    gone = [_rounded(group, each, block) for group, each in zip(groups, gone, strict=True)]
    return [(group, sorted(each)) for group, each in zip(groups, gone, strict=True) if each]


def _rounded(group: Group, gone: list[int], block: int) -> list[int]:
    """More or fewer of a group's sets, so that a multiple of `block` channels stays, or of a half
    or a quarter where the group has only few."""
    count, size = len(group.sets), len(group.sets[0])
    while block > 1 and (block % size or count * size < 2 * block):
        block //= 2
    if not gone or not group.is_convolution or block < 2:
        return gone
    each = block // size
    kept = max(each, round((count - len(gone)) / each) * each)
    ranked = sorted(range(count), key=lambda number: (number not in gone, group.scores[number]))
    return ranked[: max(count - kept, 0)]


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
              packages=("torch", "torch_pruning"), choices={"ratio": (0.3, 0.5, 0.7, 0.85)},
              comes_first=True),
)  # fmt: skip
