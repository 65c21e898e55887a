"""The picture of a profile that needs no kernel: a table of lines, as text and as HTML.

It is what a saved notebook, nbconvert and viewers without widgets show. Bars are characters, so
that they need no styles, which viewers take away.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from noodle_kernel.profile.result import LineTime, Profile

_MOST_LINES: Final = 400
_LEAST_SHARE: Final = 0.001
_LEAST_OWN: Final = 0.005
_BAR: Final = 12
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_MOST_FUNCTIONS: Final = 10


def plain_table(profile: Profile) -> str:
    """The lines that took time, then the functions."""
    rows = _rows(profile)
    if not rows:
        return profile.summary()
    columns = [_heads(profile), *rows]
    widths = [max(len(row[place]) for row in columns) for place in range(len(columns[0]) - 1)]
    lines = [
        "  ".join([*(text.rjust(width) for text, width in zip(row, widths, strict=False)), row[-1]])
        for row in columns
    ]
    return "\n".join([profile.summary(), *(line.rstrip() for line in lines), *_functions(profile)])


def html_table(profile: Profile) -> str:
    rows = _rows(profile)
    said = f"<p>{html.escape(profile.summary())}</p>"
    if not rows:
        return said
    head = "".join(f"<th>{html.escape(text)}</th>" for text in _heads(profile)[:-1])
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row[:-1])
        + f'<td style="text-align:left"><code style="white-space:pre">{html.escape(row[-1])}'
        "</code></td></tr>"
        for row in rows
    )  # fmt: skip
    left = '<th style="text-align:left">source</th>'
    return f"{said}<table><thead><tr>{head}{left}</tr></thead><tbody>{body}</tbody></table>"


def bar(share: float) -> str:
    """A bar of characters, an eighth of one exactly."""
    eighths = round(min(max(share, 0.0), 1.0) * _BAR * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + _EIGHTHS[rest].strip()).ljust(_BAR)


def readable_bytes(size: int) -> str:
    amount = float(size)
    for unit in ("B", "kB", "MB"):
        if abs(amount) < 1000:
            return f"{amount:.3g} {unit}"
        amount /= 1000
    return f"{amount:.3g} GB"


def _heads(profile: Profile) -> list[str]:
    memory = ["memory"] if profile.allocated is not None else []
    return ["line", "time", "share", "", "tier", *memory, "source"]


def _rows(profile: Profile) -> list[list[str]]:
    lines = [line for line in profile.lines() if line.share >= _LEAST_SHARE or line.allocated_bytes]
    if len(lines) > _MOST_LINES:
        longest = sorted(lines, key=lambda line: -line.seconds)[:_MOST_LINES]
        lines = sorted(longest, key=lambda line: line.line)
    return [_row(line) for line in lines]


def _row(line: LineTime) -> list[str]:
    memory = [] if line.allocated_bytes is None else [readable_bytes(line.allocated_bytes)]
    time = [f"{line.seconds:.3f} s", f"{line.share:.1%}", bar(line.share), tier_of(line)]
    return [str(line.line), *time, *memory, line.source]


def tier_of(line: LineTime) -> str:
    """Where most of its time went, and whether that is nearly all."""
    parts = {
        "native": line.native_s, "vm": line.vm_s, "library": line.library_s,
        "compiler": line.compiler_s, "waiting": line.waiting_s,
    }  # fmt: skip
    most = max(parts, key=lambda name: parts[name])
    if line.seconds <= 0:
        return ""
    return most if parts[most] >= 0.9 * line.seconds else f"{most} {parts[most] / line.seconds:.0%}"


def _functions(profile: Profile) -> list[str]:
    found = [row for row in profile.functions() if row.own_s >= _LEAST_OWN * profile.elapsed_s]
    if len(found) < 2:
        return []
    return ["", "own time  function"] + [
        f"{row.own_s:6.3f} s  {row.function} ({row.source}:{row.line})"
        for row in found[:_MOST_FUNCTIONS]
    ]
