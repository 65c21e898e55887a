"""What is seen of a network while some of its groups are open: members and edges, level by level.

A level is the inside of one open group, or the whole. A value that goes into an open group or out
of it passes a port of its level. Of a repeated block the first copy stands for all.
`labextension/src/models/levels.ts` does the same for the live picture.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, final

Json = dict[str, Any]

Port = tuple[int, int]
"""A value: the index of the node that makes it, and which of that node's outputs it is."""
ENTRY: Final = "entry"
EXIT: Final = "exit"
"""In place of a member at the end of an edge: the level's own port for the edge's value."""


@final
@dataclass(slots=True)
class Level:
    """`members` are ids of nodes and groups. `edges` lead from and to members or ports; the port is
    None where a wire has no use for it, and values that go the same way share an edge. Each edge
    has the shapes that it carries."""

    members: dict[str, None] = field(default_factory=dict)
    entries: dict[Port, None] = field(default_factory=dict)
    exits: dict[Port, None] = field(default_factory=dict)
    edges: dict[tuple[str, str, Port | None], dict[str, None]] = field(default_factory=dict)


def levels(data: Json, opened: Collection[str]) -> dict[str | None, Level]:
    """The levels of all open groups that are seen by their ids; None is the outermost."""
    return _Sorter(data, opened).sorted()


@final
class _Sorter:
    def __init__(self, data: Json, opened: Collection[str]) -> None:
        self.nodes: list[Json] = data["nodes"]
        self.edges: list[Json] = data["edges"]
        self.groups: dict[str, Json] = {group["id"]: group for group in data["groups"]}
        self.repeats = [group for group in data["groups"] if group["kind"] == "repeat"]
        self.opened = opened
        self.found: dict[str | None, Level] = {None: Level()}

    def sorted(self) -> dict[str | None, Level]:
        index = {node["id"]: at for at, node in enumerate(self.nodes)}
        for at, node in enumerate(self.nodes):
            if not node["minor"] and self.first_copy(at) == at:
                way = self.way(at)
                for parent, child in pairwise([None, *way]):
                    assert child is not None
                    self.found.setdefault(parent, Level()).members[child] = None
        for edge in self.edges:
            source, target = index[edge["from"]], index[edge["to"]]
            if self.is_seen(source, target):
                names = [each["name"] for each in self.nodes[source]["outputs"]]
                value = (self.first_copy(source), names.index(edge["value"]))
                self.add(value, self.first_copy(target), edge["shape"])
        return self.found

    def way(self, at: int) -> list[str]:
        """The open groups around a node, the outermost first, and what is seen of the node: it, or
        the closed group that hides it."""
        chain: list[Json] = []
        name = self.nodes[at]["group"]
        while name is not None:
            chain.append(self.groups[name])
            name = chain[-1]["parent"]
        found: list[str] = []
        for group in reversed(chain):
            if group["kind"] != "copy":
                found.append(group["id"])
                if group["id"] not in self.opened:
                    return found
        return [*found, self.nodes[at]["id"]]

    def first_copy(self, at: int) -> int:
        """The node that stands for a node of a repeated block."""
        for group in self.repeats:
            if group["first"] <= at < group["first"] + group["size"]:
                at = group["first"] + (at - group["first"]) % (group["size"] // group["count"])
        return at

    def is_seen(self, source: int, target: int) -> bool:
        """Edges from copy to copy of a block, and those of minor nodes, are not."""
        if self.nodes[source]["minor"] or self.nodes[target]["minor"]:
            return False
        for group in self.repeats:
            first, length = group["first"], group["size"] // group["count"]
            inside = [first <= at < first + group["size"] for at in (source, target)]
            if all(inside) and (source - first) // length != (target - first) // length:
                return False
            source, target = (
                first + (at - first) % length if within else at
                for at, within in zip((source, target), inside, strict=True)
            )
        return True

    def add(self, value: Port, target: int, shape: str) -> None:
        left, right = self.way(value[0]), self.way(target)
        shared = 0
        while left[shared] == right[shared]:
            shared += 1
            if shared == min(len(left), len(right)):
                return
        around = left[shared - 1] if shared else None
        is_framed = len(left) > shared + 1 or len(right) > shared + 1
        self.join(around, left[shared], right[shared], value if is_framed else None, shape)
        for level, child in pairwise(left[shared:]):
            self.found[level].exits[value] = None
            self.join(level, child, EXIT, value, shape)
        for level, child in pairwise(right[shared:]):
            self.found[level].entries[value] = None
            self.join(level, ENTRY, child, value, shape)

    def join(
        self, level: str | None, source: str, target: str, value: Port | None, shape: str
    ) -> None:
        edges = self.found[level].edges
        edges.setdefault((source, target, value), {})[shape] = None
