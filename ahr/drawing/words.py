"""The few words in and behind each box of a picture, and how wide they are."""

from __future__ import annotations

from typing import Any, Final

from ahr.summary import short

Json = dict[str, Any]

TITLE_SIZE: Final = 12.5
DETAIL_SIZE: Final = 11.0
MARGIN: Final = 12.0
_EM: Final = 0.6
"""Of a letter, generously: fonts differ."""
_LONGEST: Final = 34
_NARROWEST: Final = 104.0


def title_of(data: Json) -> str:
    """The upper line: the op, the name of a group or of an input."""
    if "count" in data:
        times = f" × {data['count']}" if data["kind"] == "repeat" else ""
        return cut(data["name"], _LONGEST - len(times)) + times
    return cut("output" if data["kind"] == "output" else _label(data), _LONGEST)


def _label(data: Json) -> str:
    return str(data["name"] if data["kind"] == "input" else data["op"])


def detail_of(data: Json) -> str:
    """The lower line: the shape of what comes out; of a group, what is in it."""
    if "count" in data:
        each = data["size"] // data["count"]
        return f"{each} ops, {short(data['parameters']).strip()} parameters"
    return cut(", ".join(each["shape"] for each in data["outputs"]), _LONGEST)


def hint_of(data: Json) -> str:
    """What is told while a pointer rests on it."""
    lines = [data["name"]] if "count" in data else [f"{data['op']} {data['name']}"]
    lines += [each["shape"] for each in data.get("outputs", ())]
    lines += [f"{name}: {_said(value)}" for name, value in data.get("attributes", {}).items()
              if value is not None]  # fmt: skip
    if data["kind"] not in ("input", "output"):
        lines += [f"{short(data['parameters']).strip()} parameters",
                  f"{short(data['macs']).strip()} MACs", f"{short(data['bytes'])}B"]  # fmt: skip
    return "\n".join(lines)


def _said(value: Any) -> str:
    return "a network" if isinstance(value, dict) else cut(str(value), 60)


def cut(text: str, length: int) -> str:
    """A text that is too long without its middle."""
    if len(text) <= length:
        return text
    ahead = (length - 1) * 2 // 3
    return f"{text[:ahead]}…{text[len(text) - (length - 1 - ahead) :]}"


def width_of(title: str, detail: str) -> float:
    """What a box takes that shows both."""
    text = max(len(title) * TITLE_SIZE, len(detail) * DETAIL_SIZE) * _EM
    return max(_NARROWEST, text + 2 * MARGIN)
