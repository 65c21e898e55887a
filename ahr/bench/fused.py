"""Which nodes of a graph each step of an optimised one does.

ONNX Runtime folds, fuses and renames. What it keeps are some names: of the nodes that it began
with inside those of new ones, and of the values that come out. From these every step gets the
nodes that it stands for, and with them all before these that no other step accounts for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, final

_LAYERS: Final = frozenset(
    "Conv ConvInteger ConvTranspose Gemm GRU LSTM MatMul MatMulInteger RNN".split()
)
"""What a fused step is called after, if it has one."""

_CARRIERS: Final = frozenset(
    "Cast DequantizeLinear Identity QuantizeLinear Reshape Squeeze Transpose Unsqueeze".split()
)
"""What hands data on: a fused step is called after something else, if there is any."""

_ADDED: Final = re.compile(r"(_token_\d+|_nchwc)+$")
"""What ONNX Runtime puts behind names."""


@final
@dataclass(frozen=True, slots=True)
class Step:
    """A node of ONNX."""

    name: str
    op: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


@final
@dataclass(frozen=True, slots=True)
class Group:
    """Nodes that one step does; `main` is the one that it is called after."""

    main: str
    members: tuple[str, ...]


def groups(written: Sequence[Step], optimised: Sequence[Step]) -> dict[str, Group]:
    """The nodes (by name) of `written` that each step of `optimised` does. Steps that stand for
    none (they only move data) have those of the step behind or before them."""
    makers = {value: step for step in written for value in step.outputs if value}
    names = _Names([step.name for step in written])
    by_name = {step.name: step for step in written}
    marks = {step.name: _marks(step, makers, names, by_name) for step in optimised}
    claimed = {each.name for mark in marks.values() for each in mark}
    found: dict[str, Group] = {}
    for step in optimised:
        if marks[step.name]:
            found[step.name] = _group(step.op, marks[step.name], makers, claimed)
    for step in optimised:
        near = found.get(step.name) or _neighbour(step, optimised, found)
        if near is not None:
            found[step.name] = near
    return found


def _marks(
    step: Step, makers: Mapping[str, Step], names: _Names, by_name: Mapping[str, Step]
) -> list[Step]:  # fmt: skip
    """The nodes that it is named after, and those that make what comes out of it."""
    marks = [by_name[each] for each in names.inside(step.name)]
    values = (*step.outputs, _ADDED.sub("", step.name))
    marks += [makers[value] for value in values if value in makers]
    return list({each.name: each for each in marks}.values())


def _group(
    op: str, marks: Sequence[Step], makers: Mapping[str, Step], claimed: set[str]
) -> Group:  # fmt: skip
    """With the nodes before them that no step accounts for."""
    members = {each.name: each for each in marks}
    waiting = list(marks)
    while waiting:
        for value in waiting.pop().inputs:
            before = makers.get(value)
            if before is not None and before.name not in claimed:
                claimed.add(before.name)
                members[before.name] = before
                waiting.append(before)
    return Group(_main(op, list(members.values()), marks).name, tuple(members))


def _main(op: str, members: Sequence[Step], marks: Sequence[Step]) -> Step:
    """A layer, else a node of the step's own op (QLinearAdd is one of Add), else what does more
    than hand data on, else the last."""
    kinds = (
        [each for each in members if each.op in _LAYERS],
        [each for each in marks if each.op == op],
        [each for each in members if op.endswith(each.op) and each.op not in _CARRIERS],
        [each for each in marks if each.op not in _CARRIERS][-1:],
    )
    return next((found[0] for found in kinds if found), marks[-1])


def _neighbour(
    step: Step, optimised: Sequence[Step], found: Mapping[str, Group]
) -> Group | None:  # fmt: skip
    """That of the step that uses what it makes, else of the one that makes what it uses."""
    users = [each for each in optimised if not set(step.outputs).isdisjoint(each.inputs)]
    before = [each for each in optimised if not set(step.inputs).isdisjoint(each.outputs)]
    for near in (*users, *before):
        if near.name in found:
            return Group(found[near.name].main, ())
    return None


@final
class _Names:
    """Looks for whole names inside longer ones."""

    def __init__(self, names: Sequence[str]) -> None:
        self.known = frozenset(names)
        self.names = sorted(self.known, key=len, reverse=True)

    def inside(self, text: str) -> Iterator[str]:
        """The longest, and then those in what is left; most steps have a name as it was."""
        if (kept := _ADDED.sub("", text)) in self.known:
            yield kept
            return
        for name in self.names:
            start = text.find(name)
            if start >= 0 and not text[start + len(name) :][:1].isdigit():
                yield name
                text = text[:start] + "\0" + text[start + len(name) :]
