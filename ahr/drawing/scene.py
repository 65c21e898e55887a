"""The boxes and wires of a network in some state of its groups, each in its place.

Each open group is laid out by itself and stands in the one around it as one large box; wires pass
its frame at ports. Sizes follow the texts, so that a renderer needs to measure nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Final, final

from ahr.drawing.layered import Edge, Point, layered
from ahr.drawing.levels import ENTRY, EXIT, Level, Port, levels
from ahr.drawing.words import detail_of, title_of, width_of

Json = dict[str, Any]

BOX_HEIGHT: Final = 42.0
END_HEIGHT: Final = 34.0
HEADER: Final = 32.0
PADDING: Final = 14.0
_PORT: Final = (4.0, 4.0)


@final
@dataclass(slots=True)
class Box:
    """A node (`kind` is the node's), a closed group (group) or the frame of an open one (frame); x
    and y are its left top."""

    data: Json
    kind: str
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0


@final
@dataclass(frozen=True, slots=True)
class Wire:
    """A way of values, as points (see `Layout.routes`). `is_end`: it ends at a box, not in a port,
    so that an arrow shows where it leads."""

    points: list[Point]
    is_end: bool
    shapes: tuple[str, ...]


@final
@dataclass(slots=True)
class Scene:
    """What is seen; frames stand before what is in them. `entries` and `exits` say where values
    pass the upper and lower edge."""

    width: float
    height: float
    boxes: list[Box] = field(default_factory=list)
    wires: list[Wire] = field(default_factory=list)
    entries: dict[Port, float] = field(default_factory=dict)
    exits: dict[Port, float] = field(default_factory=dict)


def scene(data: Json, opened: Collection[str] | None = None) -> Scene:
    """The picture of `ahr.graph(...)` data. opened: ids of the groups that are open; those that the
    data say, without it."""
    if opened is None:
        opened = {group["id"] for group in data["groups"] if group["open"]}
    by_id = {each["id"]: each for each in (*data["nodes"], *data["groups"])}
    return _inside(None, levels(data, opened), by_id)


def _inside(name: str | None, found: dict[str | None, Level], by_id: dict[str, Json]) -> Scene:
    """A level with all that is in it, from (0, 0) on."""
    level = found[name]
    framed = {key: _framed(key, found, by_id) for key in level.members if key in found}
    boxes = [
        framed[key].boxes[0] if key in framed else _closed(by_id[key]) for key in level.members
    ]
    ends: list[str | tuple[str, Port]] = [
        *level.members, *((ENTRY, port) for port in level.entries),
        *((EXIT, port) for port in level.exits),
    ]  # fmt: skip
    at = {end: index for index, end in enumerate(ends)}
    edges = [_edge(key, at, framed) for key in level.edges]
    ports = range(len(boxes), len(ends))
    layout = layered(
        [(box.width, box.height) for box in boxes] + [_PORT] * len(ports), edges,
        first=ports[: len(level.entries)], last=ports[len(level.entries) :],
    )  # fmt: skip
    made = Scene(layout.width, layout.height)
    for index, (key, box) in enumerate(zip(level.members, boxes, strict=True)):
        middle_x, middle_y = layout.places[index]
        part = framed.get(key) or Scene(box.width, box.height, [box])
        _insert(part, made, middle_x - box.width / 2, middle_y - box.height / 2)
    for (_, target, _), points, shapes in zip(
        level.edges, layout.routes, level.edges.values(), strict=True
    ):
        made.wires.append(Wire(points, target != EXIT and target not in framed, tuple(shapes)))
    made.entries = {port: layout.places[at[ENTRY, port]][0] for port in level.entries}
    made.exits = {port: layout.places[at[EXIT, port]][0] for port in level.exits}
    return made


def _edge(key: tuple[str, str, Port | None], at: dict[Any, int], framed: dict[str, Scene]) -> Edge:
    source, target, port = key
    return Edge(
        at[(ENTRY, port) if source == ENTRY else source],
        at[(EXIT, port) if target == EXIT else target],
        _offset(framed[source], framed[source].exits, port) if source in framed else 0.0,
        _offset(framed[target], framed[target].entries, port) if target in framed else 0.0,
    )


def _offset(frame: Scene, ports: dict[Port, float], port: Port | None) -> float:
    assert port is not None
    return ports[port] - frame.width / 2


def _framed(name: str, found: dict[str | None, Level], by_id: dict[str, Json]) -> Scene:
    """An open group: what is in it inside a frame, wires drawn on through the frame's edges."""
    inner, data = _inside(name, found, by_id), by_id[name]
    width = max(inner.width + 2 * PADDING, width_of(title_of(data), "") + 2 * PADDING)
    height = inner.height + HEADER + PADDING
    left = (width - inner.width) / 2
    made = Scene(width, height, [Box(data, "frame", width, height)])
    entering, leaving = set(inner.entries.values()), set(inner.exits.values())
    _insert(inner, made, left, HEADER)
    made.entries = {port: x + left for port, x in inner.entries.items()}
    made.exits = {port: x + left for port, x in inner.exits.items()}
    for x in sorted(entering):
        made.wires.append(Wire([(x + left, 0.0), (x + left, HEADER + _PORT[1])], False, ()))
    for x in sorted(leaving):
        bottom = (x + left, height - PADDING - _PORT[1])
        made.wires.append(Wire([bottom, (x + left, height)], False, ()))
    return made


def _insert(part: Scene, whole: Scene, x: float, y: float) -> None:
    for box in part.boxes:
        box.x, box.y = box.x + x, box.y + y
        whole.boxes.append(box)
    whole.wires += [
        Wire([(px + x, py + y) for px, py in wire.points], wire.is_end, wire.shapes)
        for wire in part.wires
    ]


def _closed(data: Json) -> Box:
    kind = "group" if "count" in data else data["kind"]
    height = BOX_HEIGHT if kind in ("op", "group") else END_HEIGHT
    return Box(data, kind, width_of(title_of(data), detail_of(data)), height)
