"""A scene as SVG: one text that any viewer shows, on light pages and dark ones.

There is no script in it, and nothing that it needs from the page around it. All texts are escaped.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Final, final

from ahr.drawing.families import COLOURS, OTHER
from ahr.drawing.heating import Heating, colour, hottest, mixed
from ahr.drawing.layered import Point
from ahr.drawing.scene import HEADER, PADDING, Box, Scene, Wire
from ahr.drawing.words import DETAIL_SIZE, TITLE_SIZE, detail_of, hint_of, title_of

Json = dict[str, Any]

LINE: Final = "#8b94a3"
"""Of wires and frames: seen on white and on black."""
TEXT: Final = "#757e8d"
_AROUND: Final = 8.0
_LEGEND: Final = (220.0, 44.0)
"""What the legend of a heat takes."""
_UNPRINTABLE: Final = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML cannot hold, not even escaped."""


def svg(made: Scene, name: str, heat: tuple[Heating, list[Json]] | None = None) -> str:
    """The picture. name: the network's, for those who cannot see it. heat: what colours mean, and
    the nodes of the data; without, they mean the kind of op."""
    paint = _Paint(made, heat)
    width = _n(max(made.width, _LEGEND[0] if heat else 0.0) + 2 * _AROUND)
    height = _n(made.height + 2 * _AROUND + (_LEGEND[1] if heat else 0.0))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="{-_AROUND:g} {-_AROUND:g} {width} {height}" role="img" '
        f'style="max-width:100%;height:auto" font-family="system-ui,sans-serif">',
        f"<title>{escaped(name)}</title>",
        *(_frame(box) for box in made.boxes if box.kind == "frame"),
        f'<g fill="none" stroke="{LINE}" stroke-width="1.4">',
        *(_wire(wire) for wire in made.wires),
        f'</g><g fill="{LINE}">',
        *(_arrow(wire.points[-1]) for wire in made.wires if wire.is_end),
        "</g>",
        *(_box(box, paint) for box in made.boxes if box.kind != "frame"),
        *paint.legend(made.height + _AROUND),
        "</svg>",
    ]
    return "\n".join(lines)


def _frame(box: Box) -> str:
    size = _size(box, 10)
    words = _words(
        box.x + PADDING, box.y + HEADER * 0.62, title_of(box.data), TITLE_SIZE, TEXT, 600
    )
    return (f'<g><title>{escaped(hint_of(box.data))}</title><rect {size} fill="{LINE}" '
            f'fill-opacity=".09" stroke="{LINE}" stroke-opacity=".55"/>{words}</g>')  # fmt: skip


@final
class _Paint:
    """The fill of a box and its lower line: by kind, or by how hot it is."""

    def __init__(self, made: Scene, heat: tuple[Heating, list[Json]] | None) -> None:
        self._heating = None if heat is None else heat[0]
        self._amounts: dict[int, float | None] = {}
        if heat is not None:
            self._amounts = {id(box.data): heat[0].amount(box.data, heat[1])
                             for box in made.boxes if box.kind != "frame"}  # fmt: skip
        self._most = hottest(self._amounts.values())

    def of(self, box: Box) -> tuple[str, str]:
        if self._heating is None:
            kind = "group" if box.kind == "group" else box.data.get("family", "")
            return COLOURS.get(kind, COLOURS[OTHER]), detail_of(box.data)
        value = self._amounts[id(box.data)]
        words = detail_of(box.data) if value is None else self._heating.words(value)
        return colour(value, self._most), words

    def legend(self, y: float) -> Iterator[str]:
        if self._heating is None:
            return
        width, steps = 120.0, 12
        yield _words(0, y + 12, self._heating.label, DETAIL_SIZE, TEXT, 600)
        yield _words(0, y + 30, "0", DETAIL_SIZE, TEXT, 400)
        for at in range(steps):
            x = 14 + at * width / steps
            yield (f'<rect x="{_n(x)}" y="{_n(y + 20)}" width="{_n(width / steps + 0.5)}" '
                   f'height="10" fill="{mixed(math.sqrt(at / (steps - 1)))}"/>')  # fmt: skip
        most = self._heating.words(self._most)
        yield _words(20 + width, y + 30, most, DETAIL_SIZE, TEXT, 400)


def _box(box: Box, paint: _Paint) -> str:
    return f"<g><title>{escaped(hint_of(box.data))}</title>{''.join(_parts(box, paint))}</g>"


def _parts(box: Box, paint: _Paint) -> Iterator[str]:
    is_end = box.kind in ("input", "output")
    fill, detail = ("", detail_of(box.data)) if is_end else paint.of(box)
    title = title_of(box.data)
    if is_end:
        yield (f'<rect {_size(box, box.height / 2)} fill="{LINE}" fill-opacity=".14" '
               f'stroke="{LINE}" stroke-width="1.2"/>')  # fmt: skip
    else:
        if box.kind == "group":
            behind = Box(box.data, "", box.width - 8, box.height, box.x + 4, box.y + 4)
            yield f'<rect {_size(behind, 6)} fill="{fill}" fill-opacity=".55"/>'
        yield f'<rect {_size(box, 6)} fill="{fill}"/>'
    x, middle = box.x + box.width / 2, box.y + box.height / 2
    yield _words(x, middle - 3.5, title, TITLE_SIZE, TEXT if is_end else "#fff", 600, "middle")
    yield _words(x, middle + 11.5, detail, DETAIL_SIZE, TEXT if is_end else "#fff", 400, "middle",
                 1.0 if is_end else 0.86)  # fmt: skip


def _words(
    x: float, y: float, words: str, size: float, fill: str, weight: int, anchor: str = "start",
    opacity: float = 1.0,
) -> str:  # fmt: skip
    seen = "" if opacity == 1.0 else f' fill-opacity="{opacity:g}"'
    return (f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size:g}" font-weight="{weight}" '
            f'fill="{fill}"{seen} text-anchor="{anchor}">{escaped(words)}</text>')  # fmt: skip


def _size(box: Box, corner: float) -> str:
    return (f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}" '
            f'height="{_n(box.height)}" rx="{_n(corner)}"')  # fmt: skip


def _wire(wire: Wire) -> str:
    hint = f"<title>{escaped(', '.join(wire.shapes))}</title>" if wire.shapes else ""
    return f'<path d="{path(wire.points)}">{hint}</path>'


def path(points: Sequence[Point]) -> str:
    """Straight pieces, joined by curves that begin and end downwards."""
    start_x, start_y = points[0]
    parts = [f"M{_n(start_x)} {_n(start_y)}"]
    for at, (x, y) in enumerate(points[1:], 1):
        before_x, before_y = points[at - 1]
        if at % 2 or abs(x - before_x) < 0.5:
            parts.append(f"L{_n(x)} {_n(y)}")
        else:
            bend = (y + before_y) / 2
            parts.append(f"C{_n(before_x)} {_n(bend)} {_n(x)} {_n(bend)} {_n(x)} {_n(y)}")
    return "".join(parts)


def _arrow(tip: Point) -> str:
    x, y = tip
    return f'<path d="M{_n(x)} {_n(y)}l-4 -7q4 2 8 0z"/>'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def escaped(words: str) -> str:
    """A text as XML holds it."""
    return escape(_UNPRINTABLE.sub("\ufffd", words), quote=False)
