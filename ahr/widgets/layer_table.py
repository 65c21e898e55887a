"""A comparison layer by layer as text and as HTML with bars, which needs no script.

The colours are a page's own where it has JupyterLab's; names are escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Final

from ahr.summary import short
from ahr.tables import text_table
from ahr.widgets.chart import in_unit

Json = dict[str, Any]

QUIET_DB: Final = 60.0
"""At 0 dB the noise is as loud as the signal; at this much nobody minds it."""

_FIRST, _SECOND, _NOISE = "#2f83c9", "#1a9c72", "#a45fc4"
_TITLES: Final = ("layer", "op", "parameters", "weights", "time", "signal to noise")
_NUMBERS: Final = (2, 3, 4, 5)


def text(data: Json) -> str:
    """Lines for a terminal."""
    rows = [(each["name"], each["op"], short(each["parameters"]), _pair("size", each["bytes"]),
             _pair("latency", each["time"]), noise(each)) for each in data["layers"]]  # fmt: skip
    first, second = data["names"]
    return f"{first} → {second}\n{text_table(_TITLES, rows, _NUMBERS)}"


def html(data: Json) -> str:
    """A table with a bar beside each figure."""
    most = {field: max((value or 0 for each in data["layers"] for value in each[field]), default=0)
            for field in ("bytes", "time")}  # fmt: skip
    has_times = most["time"] > 0
    first, second = (escape(name) for name in data["names"])
    titles = [title for title in _TITLES if title != "time" or has_times]
    head = "".join(f'<th scope="col" style="text-align:left">{title}</th>' for title in titles)
    body = "".join(_row(each, most, has_times=has_times) for each in data["layers"])
    key = f"{_swatch(_FIRST)} {first} &nbsp; {_swatch(_SECOND)} {second}"
    return (
        f'<div style="max-height:480px;overflow:auto"><table><caption style="text-align:left">'
        f"{key}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def noise(each: Json) -> str:
    """How far values differ, in words."""
    if each["is_same"]:
        return "the same"
    return (each["note"] or "–") if each["snr"] is None else f"{each['snr']:.1f} dB"


def _row(each: Json, most: Json, *, has_times: bool) -> str:
    count = short(each["parameters"]) if each["parameters"] else ""
    cells = [
        f'<th scope="row" style="text-align:left;font-weight:normal">{escape(each["name"])}</th>',
        f'<td style="text-align:left">{escape(each["op"])}</td>',
        f"<td>{count}</td>",
        _bars("size", each["bytes"], most["bytes"]),
        *([_bars("latency", each["time"], most["time"])] if has_times else []),
        _noise(each),
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _bars(field: str, values: Sequence[float | None], most: float) -> str:
    if not any(values):
        return "<td></td>"
    lines = "".join(
        _bar(colour, (value or 0) / most, in_unit(field, value))
        for colour, value in zip((_FIRST, _SECOND), values, strict=True)
    )
    return f"<td>{lines}</td>"


def _noise(each: Json) -> str:
    words = escape(noise(each))
    if each["snr"] is None:
        return f'<td style="text-align:left;opacity:.75">{words}</td>'
    return f"<td>{_bar(_NOISE, min(1.0, max(0.02, 1 - each['snr'] / QUIET_DB)), words)}</td>"


def _bar(colour: str, part: float, words: str) -> str:
    width = 0.0 if part <= 0 else max(1.0, part * 70)
    return (f'<div style="display:flex;align-items:center;gap:6px;white-space:nowrap">'
            f'<div style="width:70px"><div style="width:{width:.0f}px;height:7px;'
            f'border-radius:3px;background:{colour}"></div></div>{words}</div>')  # fmt: skip


def _swatch(colour: str) -> str:
    return (f'<span style="display:inline-block;width:12px;height:8px;border-radius:2px;'
            f'background:{colour}"></span>')  # fmt: skip


def _pair(field: str, values: Sequence[float | None]) -> str:
    if not any(values):
        return ""
    return " → ".join(in_unit(field, value) for value in values)
