"""Groups of a network's nodes: its scopes, its repeated blocks, and sections of what is still long.

A group is a run of nodes next to each other in their order, so that no way leads out of a group and
back into it: what is drawn with groups closed has no cycles either. Groups lie inside each other or
apart.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, final

from ahr.repeats import Wiring, best_run

SHOWN_AT_ONCE: Final = 120
"""Boxes that a picture starts with, where closing groups can keep it so small."""
LONGEST_LEVEL: Final = 400
"""Items of one level; longer ones are cut into sections."""

_NAMELESS: Final = "block"

Kind = Literal["scope", "repeat", "copy", "section"]


@final
@dataclass(slots=True)
class Item:
    """One node, or a group of the nodes from `first` on, `size` of them."""

    first: int
    size: int
    token: int
    kind: Kind | None = None
    name: str = ""
    items: list[Item] = field(default_factory=list)
    is_open: bool = False

    @property
    def shown(self) -> list[Item]:
        """What is seen inside when it is open: of a repeated block, the first copy."""
        return self.items[0].items if self.kind == "repeat" else self.items


def grouped(paths: Sequence[tuple[str, ...]], tokens: Sequence[int], wiring: Wiring) -> list[Item]:
    """The outermost items. Nodes with equal tokens are alike but for their names."""
    known: dict[tuple[object, ...], int] = {}
    leaves = [Item(index, 1, token) for index, token in enumerate(tokens)]
    items = _scopes(leaves, paths, 0, wiring, known)
    items = _sections(_repeats(items, wiring, known), known)
    _open(items, wiring.is_minor)
    for item in items:
        _open_copies(item)
    return items


def _scopes(
    leaves: Sequence[Item], paths: Sequence[tuple[str, ...]], depth: int, wiring: Wiring,
    known: dict[tuple[object, ...], int],
) -> list[Item]:  # fmt: skip
    """Runs of nodes with the same scope at that depth become groups, their insides first."""
    found: list[Item] = []
    at = 0
    while at < len(leaves):
        path = paths[leaves[at].first]
        end = at + 1
        if len(path) > depth:
            while end < len(leaves) and paths[leaves[end].first][: depth + 1] == path[: depth + 1]:
                end += 1
        if end - at == 1:
            found.append(leaves[at])
        else:
            inner = _repeats(
                _scopes(leaves[at:end], paths, depth + 1, wiring, known), wiring, known
            )
            found.append(_named(path[depth], inner, known))
        at = end
    return found


def _named(name: str, inner: list[Item], known: dict[tuple[object, ...], int]) -> Item:
    """A scope; one that only holds another takes its place."""
    if len(inner) == 1 and inner[0].kind in ("scope", "repeat"):
        inner[0].name = f"{name}/{inner[0].name}"
        return inner[0]
    return _group("scope", name, inner, known)


def _group(kind: Kind, name: str, items: list[Item], known: dict[tuple[object, ...], int]) -> Item:
    form = (kind, *(item.token for item in items))
    token = known.setdefault(form, -1 - len(known))
    return Item(items[0].first, sum(item.size for item in items), token, kind, name, items)


def _repeats(items: list[Item], wiring: Wiring, known: dict[tuple[object, ...], int]) -> list[Item]:
    """The items with repeated blocks as groups, those inside the blocks too."""
    starts = [item.first for item in items] + [items[-1].first + items[-1].size] if items else []
    run = best_run([item.token for item in items], starts, wiring) if len(items) > 1 else None
    if run is None:
        return items
    cuts = [run.first + run.period * copy for copy in range(run.count + 1)]
    copies = [_copy(items[cut:end], wiring, known)
              for cut, end in itertools.pairwise(cuts)]  # fmt: skip
    names = {re.sub(r"[\W_]*\d+$", "", copy.name) for copy in copies}
    name = names.pop() if len(names) == 1 else ""
    for number, copy in enumerate(copies, 1):
        copy.name = copy.name or f"{_NAMELESS} {number}"
    whole = _group("repeat", name or _NAMELESS, copies, known)
    before = _repeats(items[: cuts[0]], wiring, known)
    return [*before, whole, *_repeats(items[cuts[-1] :], wiring, known)]


def _copy(items: list[Item], wiring: Wiring, known: dict[tuple[object, ...], int]) -> Item:
    if len(items) == 1 and items[0].kind == "scope":
        return _group("copy", items[0].name, items[0].items, known)
    return _group("copy", "", _repeats(items, wiring, known), known)


def _sections(items: list[Item], known: dict[tuple[object, ...], int]) -> list[Item]:
    """A level that is too long to be read in sections of even length."""
    for item in items:
        item.items = _sections(item.items, known)
    if len(items) <= LONGEST_LEVEL or items[0].kind == "copy":
        return items
    length = max(24, math.ceil(len(items) / math.ceil(len(items) / 48)))
    parts = [items[at : at + length] for at in range(0, len(items), length)]
    return [
        _group("section", f"part {number} of {len(parts)}", part, known)
        for number, part in enumerate(parts, 1)
    ]


def _open(items: list[Item], is_minor: Sequence[bool]) -> None:
    """Opens groups from the outside in, the small ones of a level first, while there is room."""

    def count(shown: list[Item]) -> int:
        return sum(item.kind is not None or not is_minor[item.first] for item in shown)

    room = SHOWN_AT_ONCE - count(items)
    level = [item for item in items if item.kind]
    while level:
        inner: list[Item] = []
        for item in sorted(level, key=lambda each: (count(each.shown), each.first)):
            if count(item.shown) <= room:
                room -= count(item.shown)
                item.is_open = True
                inner += [child for child in item.shown if child.kind]
        level = inner


def _open_copies(item: Item) -> None:
    """What is open in the first copy of a block is open in the others."""
    for child in item.items:
        _open_copies(child)
    if item.kind == "repeat":
        for copy in item.items[1:]:
            _open_like(copy, item.items[0])


def _open_like(item: Item, pattern: Item) -> None:
    item.is_open = pattern.is_open
    for inner, like in zip(item.items, pattern.items, strict=True):
        _open_like(inner, like)
