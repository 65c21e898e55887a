"""The still picture of a study: what a saved notebook shows, on light pages and dark ones.

One SVG without script: points and front, and the figures as rows below it. All texts are escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from ahr.drawing.svg import LINE, TEXT, escaped
from ahr.drawing.words import cut
from ahr.widgets import figures
from ahr.widgets.chart import Axis, axis, front, in_unit, stairs

if TYPE_CHECKING:
    from ahr.optimise.study import Study

Json = dict[str, Any]

_WIDTH: Final = 880
_HEIGHT: Final = 330
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 862, 34, 286
_ROW: Final = 19
_MOST_ROWS: Final = 20
_WORST: Final = (164, 95, 196)
_MIDDLE: Final = (47, 131, 201)
_BEST: Final = (26, 156, 114)
_COLUMNS: Final = ((262, "latency"), (330, ""), (404, "size"), (470, "metric"))
"""The right ends of the columns of figures; "" is the speed-up."""
_WHY: Final = 486
_LETTER: Final = 6.0


def bundle(study: Study) -> Json:
    """The picture and a text, by MIME type."""
    return {"text/plain": repr(study), "image/svg+xml": picture(study)}


def picture(study: Study) -> str:
    """The SVG."""
    about, found = figures.about(study), figures.candidates(study)
    rows = _chosen(found)
    left_out = len(found) - len(rows)
    height = _HEIGHT + (len(rows) + 2 + (left_out > 0)) * _ROW
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" style="max-width:100%;height:auto" '
        f'font-family="system-ui,sans-serif" font-size="11.5" fill="{TEXT}">',
        f"<title>{escaped(about['name'])}: models by latency and size</title>",
        _words(12, 18, f"{cut(about['name'], 40)}: {study.last_line()}", weight=600),
        *_chart(about, found),
        *_table(about, rows, left_out),
        "</svg>",
    ]
    return "\n".join(lines)


def _chart(about: Json, found: Sequence[Json]) -> Iterator[str]:
    shown = [each for each in found if each["latency"] is not None and each["size"] is not None]
    across = axis("latency", "latency", [each["latency"] for each in shown])
    up = axis("size", "size", [each["size"] for each in shown])
    yield from _grid(across, up)
    best = front(shown, "latency", "size", higher_is_better=about["higher_is_better"])
    line = stairs([_place(each, across, up) for each in best])
    yield (f'<polyline fill="none" stroke="{_hex(_BEST)}" stroke-width="1.6" points="'
           + " ".join(f"{x:.1f},{y:.1f}" for x, y in line) + '"/>')  # fmt: skip
    for each in sorted(shown, key=lambda each: (each["is_original"], each["verdict"] == "kept")):
        yield _point(each, *_place(each, across, up))
    named = [*best, *(each for each in shown if each["is_original"] and each not in best)]
    yield from _labels([(cut(each["name"], 30), *_place(each, across, up)) for each in named])
    if not shown:
        yield _words(_RIGHT / 2, _HEIGHT / 2, "nothing measured yet")


def _labels(named: Sequence[tuple[str, float, float]]) -> Iterator[str]:
    """Names beside points, a little lower or higher where another is, left out in a crowd."""
    taken: list[tuple[float, float]] = []
    for name, x, y in named:
        for shifted in (y + 4, y + 18, y - 10):
            if all(abs(shifted - b) > 13 or abs(x - a) > 190 for a, b in taken):
                taken.append((x, shifted))
                is_right = x > _RIGHT - 200
                yield _words(x - 12 if is_right else x + 12, shifted, name, is_right=is_right)
                break


def _place(each: Json, across: Axis, up: Axis) -> tuple[float, float]:
    return (_LEFT + across.place(each["latency"]) * (_RIGHT - _LEFT),
            _BOTTOM - up.place(each["size"]) * (_BOTTOM - _TOP))  # fmt: skip


def _grid(across: Axis, up: Axis) -> Iterator[str]:
    thin = f'stroke="{LINE}" stroke-opacity=".25" fill="none"'
    for place, text in across.ticks:
        x = _LEFT + place * (_RIGHT - _LEFT)
        yield f'<path d="M{x:.1f} {_TOP}V{_BOTTOM}" {thin}/>'
        yield _words(x, _BOTTOM + 16, text, anchor="middle")
    for place, text in up.ticks:
        y = _BOTTOM - place * (_BOTTOM - _TOP)
        yield f'<path d="M{_LEFT} {y:.1f}H{_RIGHT}" {thin}/>'
        yield _words(_LEFT - 7, y + 4, text, is_right=True)
    yield f'<path d="M{_LEFT} {_TOP}V{_BOTTOM}H{_RIGHT}" stroke="{LINE}" fill="none"/>'
    middle = (_TOP + _BOTTOM) / 2
    yield _words((_LEFT + _RIGHT) / 2, _BOTTOM + 35, across.title, weight=600, anchor="middle")
    yield (f'<text transform="translate(16 {middle}) rotate(-90)" text-anchor="middle" '
           f'font-weight="600">{escaped(up.title)}</text>')  # fmt: skip


def _point(each: Json, x: float, y: float) -> str:
    hint = f"<title>{escaped(each['name'])}: {escaped(each['reason'] or each['verdict'])}</title>"
    colour = shade_colour(each["shade"])
    if each["is_original"]:
        shape = f'<path d="M{x:.1f} {y - 8:.1f}l8 8l-8 8l-8 -8z" stroke="{TEXT}" stroke-width="2"'
        return f'{shape} fill="{colour}">{hint}</path>'
    size, opacity = (7, "1") if each["verdict"] == "kept" else (5, ".28")
    return (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="{colour}" '
            f'fill-opacity="{opacity}" stroke="{colour}">{hint}</circle>')  # fmt: skip


def _table(about: Json, rows: Sequence[Json], left_out: int) -> Iterator[str]:
    y = float(_HEIGHT + _ROW)
    heads = ("latency", "speed-up", "size", cut(about["metric"], 10))
    yield _words(12, y, "model", weight=600)
    for (x, _), title in zip(_COLUMNS, heads, strict=True):
        yield _words(x, y, title, weight=600, is_right=True)
    yield f'<path d="M8 {y + 6:.0f}H{_WIDTH - 8}" stroke="{LINE}" stroke-opacity=".5"/>'
    for each in rows:
        y += _ROW
        faint = each["verdict"] != "kept" and not each["is_original"]
        yield f'<g fill-opacity=".8"><title>{escaped(each["reason"])}</title>' if faint else "<g>"
        yield f'<circle cx="14" cy="{y - 4:.0f}" r="4" fill="{shade_colour(each["shade"])}"/>'
        yield _words(24, y, cut(each["name"], 30), weight=400 if faint else 600)
        for x, field in _COLUMNS:
            yield _words(x, y, _figure(each, field), is_right=True)
        why = each["reason"] or each["verdict"]
        yield _words(_WHY, y, _begun(why, int((_WIDTH - _WHY - 8) / _LETTER))) + "</g>"
    if left_out:
        yield _words(24, y + _ROW, f"and {left_out} more that were rejected")


def _begun(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def _figure(each: Json, field: str) -> str:
    if field:
        return in_unit(field, each[field])
    return "–" if each["speedup"] is None else f"{each['speedup']:.2f}×"


def _chosen(found: Sequence[Json]) -> list[Json]:
    """The rows: the original and the kept ones, then rejected ones as far as there is room."""
    first = [each for each in found if each["is_original"] or each["verdict"] == "kept"]
    rest = [each for each in found if each not in first]
    return (first + rest)[: max(_MOST_ROWS, len(first))]


def shade_colour(shade: float | None) -> str:
    """The colour of a metric: from the worst to the best."""
    if shade is None:
        return LINE
    one, other = (_WORST, _MIDDLE) if shade < 0.5 else (_MIDDLE, _BEST)
    part = shade * 2 if shade < 0.5 else shade * 2 - 1
    return _hex(tuple(round(a + (b - a) * part) for a, b in zip(one, other, strict=True)))


def _hex(colour: Sequence[int]) -> str:
    return "#" + "".join(f"{each:02x}" for each in colour)


def _words(
    x: float, y: float, text: str, *, weight: int = 400, is_right: bool = False,
    anchor: str = "start",
) -> str:  # fmt: skip
    heavy = "" if weight == 400 else f' font-weight="{weight}"'
    side = "end" if is_right else anchor
    at = "" if side == "start" else f' text-anchor="{side}"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{heavy}{at}>{escaped(text)}</text>'
