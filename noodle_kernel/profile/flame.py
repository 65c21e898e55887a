"""The tree of calls of a profile: functions in functions, with the seconds of each.

Branches that take next to nothing are put together, so that a tree is small however long the cell
runs. Threads other than the cell's have a branch each.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, final

from noodle_kernel.profile.frames import Place
from noodle_kernel.profile.tally import NATIVE, TIERS, Tally

CELL_THREAD: Final = "cell"
_LEAST_SHARE: Final = 0.002
_MOST_NODES: Final = 400


@final
@dataclass(slots=True)
class Node:
    """A function as it was called from the one above. `seconds` include those of `inner`."""

    place: Place | None
    name: str
    seconds: float = 0.0
    native_s: float = 0.0
    inner: dict[object, Node] = field(default_factory=dict)

    def to_json(self, least_s: float) -> dict[str, Any]:
        """Short names, since a tree is sent while the cell runs."""
        found: dict[str, Any] = {"n": self.name, "s": round(self.seconds, 4)}
        if self.native_s:
            found["a"] = round(self.native_s, 4)
        if self.place is not None:
            found["f"], found["l"] = self.place.source, self.place.first_line
        kept = [node for node in self.inner.values() if node.seconds >= least_s]
        if kept:
            found["c"] = [node.to_json(least_s) for node in _ordered(kept)]
        return found


def tree(tally: Tally) -> Node:
    """All that was seen, except time in which nothing computed and no code was waiting."""
    root = Node(None, "all")
    for (thread, tier, stack), seconds in list(tally.stacks.items()):
        node = root
        _add(node, tier, seconds)
        if thread != CELL_THREAD:
            node = _inside(node, thread, None, f"thread {thread}")
            _add(node, tier, seconds)
        for number in stack:
            place = tally.frames.places[number]
            node = _inside(node, place.key, place, place.function)
            _add(node, tier, seconds)
        if not stack:
            _add(_inside(node, tier, None, f"({TIERS[tier]})"), tier, seconds)
    return root


def small_tree(tally: Tally) -> dict[str, Any]:
    """As JSON, without what is too small to be seen."""
    root = tree(tally)
    least_s = root.seconds * _LEAST_SHARE
    while _count(root, least_s) > _MOST_NODES:
        least_s *= 2
    return root.to_json(least_s)


def _inside(node: Node, key: object, place: Place | None, name: str) -> Node:
    found = node.inner.get(key)
    if found is None:
        found = node.inner[key] = Node(place, name)
    return found


def _add(node: Node, tier: int, seconds: float) -> None:
    node.seconds += seconds
    if tier == NATIVE:
        node.native_s += seconds


def _ordered(nodes: list[Node]) -> list[Node]:
    return sorted(nodes, key=lambda node: -node.seconds)


def _count(node: Node, least_s: float) -> int:
    return 1 + sum(_count(each, least_s) for each in node.inner.values() if each.seconds >= least_s)
