"""Which channels of a network can go together, found by torch-pruning, and a network without some.

torch-pruning follows a channel through the layers that share it. What it finds is not believed but
tried: with the channels gone the graph must still fit, and give what the original gives when it
does not look at them. Layers for which that fails (the last one, for a start) stay as they are.
"""

from __future__ import annotations

import copy
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, final

import numpy as np

from ahr.models import Model
from ahr.optimise.data import Feed
from ahr.optimise.steps.narrowing import CannotNarrow, narrowed
from ahr.running.torch_module import LiveModule, live_module

Array = np.ndarray[Any, Any]
Sets = Sequence[Sequence[int]]
_ALIKE = 1e-3
"""Of the largest number of an output: how much two ways to calculate it may differ."""


@final
@dataclass(frozen=True, slots=True)
class Group:
    """Layers that share channels. `sets` are those of the root's channels that go together (one
    channel, one of each group of a grouped convolution, a head of attention), and `scores` say how
    much each matters, around 1."""

    root: Any
    remove: Any
    sets: Sets
    scores: tuple[float, ...]
    is_convolution: bool = False


@final
class Channels:
    """The channels of one model. Raises CannotNarrow where none can go."""

    def __init__(self, model: Model, feed: Feed) -> None:
        import torch_pruning  # lazy: it imports torch

        self.model = model
        self.live: LiveModule = live_module(model.graph, model.parameters)
        self._feed = tuple(_tensor(feed[name][:2]) for name in model.graph.inputs)
        with _quietly():
            self.map = torch_pruning.DependencyGraph().build_dependency(
                self.live.module, example_inputs=self._feed, verbose=False
            )
            self._importance = torch_pruning.importance.GroupMagnitudeImportance(p=2)
            self.reasons: list[str] = []
            self.groups = [made for found in self.map.get_all_groups()
                           if (made := self._tried(found)) is not None]  # fmt: skip
        if not self.groups:
            said = self.reasons[0] if self.reasons else "it has no layers with channels"
            raise CannotNarrow(said)

    def without(self, chosen: Sequence[tuple[Group, Sequence[int]]]) -> Model:
        """The model without these sets of each group's. Can be called once. Raises CannotNarrow."""
        with _quietly():
            for group, numbers in chosen:
                gone = sorted(each for number in numbers for each in group.sets[number])
                self.map.get_pruning_group(group.root, group.remove, gone).prune()
        return self._with(_arrays(self.live, self.model, self.live.module.state_dict()))

    def _tried(self, found: Any) -> Group | None:
        """A group of torch-pruning's with the sets that can go, or None."""
        root, remove = found[0].dep.target.module, found[0].dep.handler
        scores = self._importance(found)
        if scores is None:
            return None
        values = np.nan_to_num(scores.detach().numpy().astype(np.float64), nan=0.0)
        sets = _patterns(len(values), _groups_in(found, self.map))
        for _ in range(2):
            if len(sets) < 2:
                break
            try:
                self._prove(root, remove, sets[0])
            except CannotNarrow as error:
                self.reasons.append(str(error))
                sets = _blocks(len(values), error.block)
                continue
            found_scores = tuple(float(values[list(each)].mean()) for each in sets)
            return Group(root, remove, sets, found_scores, hasattr(root, "kernel_size"))
        return None

    def _prove(self, root: Any, remove: Any, gone: Sequence[int]) -> None:
        """Raises CannotNarrow where the model without these channels does not fit, or is not the
        one that ignores them."""
        import torch  # lazy: heavy

        group = self.map.get_pruning_group(root, remove, list(gone))
        together = len(set(group[0].idxs))
        if together > len(gone):
            raise CannotNarrow("channels go together", block=together)
        state = self.live.module.state_dict()
        made = self._with(_arrays(self.live, self.model, {**state, **_cut(self.live, group)}))
        blind = copy.deepcopy(self.live.module)
        if not _ignore(group, dict(zip(self.live.module.modules(), blind.modules(), strict=True))):
            return
        with torch.no_grad():
            ours = live_module(made.graph, made.parameters).module(*self._feed)
            theirs = blind(*self._feed)
        for one, other in zip(_flat(ours), _flat(theirs), strict=True):
            if float((one - other).abs().max()) > _ALIKE * max(float(other.abs().max()), 1e-6):
                raise CannotNarrow(f"the channels of {self.map._module2name[root]} mean more than "
                                   "what the layers behind it read")  # fmt: skip

    def _with(self, arrays: Mapping[str, Array]) -> Model:
        return Model(narrowed(self.model.graph, arrays), arrays, metadata=self.model.metadata)


def _groups_in(found: Any, known: Any) -> int:
    """Of how many equal parts the channels are, of each of which as many must go."""
    counts = [1]
    for dep, _ in found:
        pruner = known.get_pruner_of_module(dep.target.module)
        layer = dep.target.module
        if getattr(layer, "groups", 0) == getattr(layer, "out_channels", -1):
            continue  # depthwise: a channel is a group
        is_out = known.is_out_channel_pruning_fn(dep.handler)
        counts.append((pruner.get_out_channel_groups if is_out else pruner.get_in_channel_groups)(
            layer))  # fmt: skip
    return max(counts)


def _patterns(count: int, groups: int) -> Sets:
    """The same place in each of so many equal parts."""
    if count % groups:
        return ()
    size = count // groups
    return [range(place, count, size) for place in range(size)]


def _blocks(count: int, size: int) -> Sets:
    """Runs of so many neighbours."""
    if size < 2 or count % size:
        return ()
    return [range(start, start + size) for start in range(0, count, size)]


def _cut(live: LiveModule, group: Any) -> dict[str, Any]:
    """The tensors that are other ones without the channels of a group, by their keys."""
    import torch  # lazy: heavy

    copies: dict[Any, Any] = {}
    alone: dict[int, Any] = {}
    for dep, gone in group:
        layer = dep.target.module
        if isinstance(layer, torch.nn.Parameter):
            axis = dep.target.pruning_dim
            kept = [each for each in range(layer.shape[axis]) if each not in set(gone)]
            alone[id(layer)] = layer.detach().index_select(axis, torch.tensor(kept))
        elif any(True for _ in layer.parameters()):
            cut = copies.setdefault(layer, copy.deepcopy(layer))
            dep.handler.__self__.pruning_dim = dep.target.pruning_dim
            copies[layer] = dep.handler(cut, sorted(gone))
    made = {name: alone[id(each)] for name, each in live.module.named_parameters()
            if id(each) in alone}  # fmt: skip
    for path, layer in live.module.named_modules():
        if layer in copies:
            made |= {f"{path}.{key}": value for key, value in copies[layer].state_dict().items()}
    return made


def _ignore(group: Any, blind: Mapping[Any, Any]) -> bool:
    """Has the layers that read the group's channels read nothing there. False where that says
    nothing, because other layers look at all channels together."""
    import torch  # lazy: heavy

    of = torch.nn
    for dep, gone in group:
        layer = blind.get(dep.target.module)
        if isinstance(layer, of.LayerNorm | of.GroupNorm | of.RMSNorm | of.RNNBase):
            return False
        if isinstance(layer, of.modules.conv._ConvNd) and layer.groups > 1:
            if layer.groups != layer.out_channels:
                return False
            continue
        if dep.handler.__name__ != "prune_in_channels":
            continue
        if isinstance(layer, of.Linear | of.modules.conv._ConvNd):
            weight = layer.weight.data
            is_turned = getattr(layer, "transposed", False)
            (weight if is_turned else weight.transpose(0, 1))[list(gone)] = 0
    return True


def _arrays(live: LiveModule, model: Model, state: Mapping[str, Any]) -> dict[str, Array]:
    """The model's parameters out of a state dict; those that the module has no use for stay."""
    return {
        name: state[live.keys[name]].detach().numpy().copy() if name in live.keys else value
        for name, value in model.parameters.items()
    }


def _flat(outputs: Any) -> tuple[Any, ...]:
    return tuple(outputs) if isinstance(outputs, tuple | list) else (outputs,)


def _tensor(array: Array) -> Any:
    import torch  # lazy: heavy

    return torch.from_numpy(np.ascontiguousarray(array))


@contextmanager
def _quietly() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
