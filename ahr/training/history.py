"""What a training run was: an entry an epoch, as data, as a table and as curves."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, final

from nbc.errors import ModelError

Epoch = Mapping[str, float]
_WIDTH: Final = 360
_HEIGHT: Final = 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 346, 24, 126
_COLOURS: Final = ("var(--jp-brand-color1, #1976d2)", "var(--jp-warn-color1, #e65100)")


@final
@dataclass(slots=True)
class History:
    """`epochs` have `epoch` (from 1), `loss`, `lr`, `seconds`, and where there are such:
    `accuracy`, `val_loss`, `val_accuracy`. `best_epoch` is the one whose weights were kept."""

    epochs: list[Epoch] = field(default_factory=list)
    planned: int = 0
    best_epoch: int | None = None
    stopped: str = ""
    """Why it ended before the last epoch, if it did."""
    underway: float = 0.0
    """The part of the present epoch that is done."""

    def __len__(self) -> int:
        return len(self.epochs)

    def __getitem__(self, name: str) -> list[float]:
        """The values of one column, by epoch. Raises ModelError N6002."""
        if any(name not in each for each in self.epochs):
            raise ModelError("N6002", f"the history has no column {name!r}",
                             hint=f"choose one of {', '.join(self.epochs[0])}")  # fmt: skip
        return [each[name] for each in self.epochs]

    def __iter__(self) -> Iterator[Epoch]:
        return iter(self.epochs)

    def to_json(self) -> dict[str, Any]:
        return {"epochs": [dict(each) for each in self.epochs], "planned": self.planned,
                "best_epoch": self.best_epoch, "stopped": self.stopped}  # fmt: skip

    def last_line(self) -> str:
        """The last epoch in words."""
        if not self.epochs:
            return f"epoch 0/{self.planned}"
        last = self.epochs[-1]
        shown = ", ".join(f"{name} {_number(value)}" for name, value in last.items()
                          if name not in ("epoch", "lr"))  # fmt: skip
        return f"epoch {len(self.epochs)}/{self.planned}: {shown}"

    def __repr__(self) -> str:
        stopped = f" ({self.stopped})" if self.stopped else ""
        best = f"; best: epoch {self.best_epoch}" if self.best_epoch else ""
        return f"<History {self.last_line()}{best}{stopped}>"

    def _repr_html_(self) -> str:
        groups = (("loss", "val_loss"), ("accuracy", "val_accuracy"))
        charts = "".join(
            _chart([name for name in names if self.epochs and name in self.epochs[0]], self)
            for names in groups
        )
        return f"<div>{charts}<div>{html.escape(self.state())}</div></div>"

    def state(self) -> str:
        """How far it is, in words for people."""
        done = len(self)
        said = [f"{done} of {self.planned} epochs"]
        if self.stopped:
            said.append(self.stopped)
        elif done < self.planned:
            said.append(f"{self.underway:.0%} of the next")
        if self.epochs:
            said.append(f"{_number(self.epochs[-1]['seconds'])} s an epoch")
        if self.best_epoch:
            said.append(f"kept: the weights of epoch {self.best_epoch} (dashed)")
        return " · ".join(said)


def _number(value: float) -> str:
    return f"{value:.4g}"


def _chart(names: Sequence[str], history: History) -> str:
    """Curves over the epochs, as SVG that needs no script and suits light and dark pages."""
    if not names:
        return ""
    columns = [history[name] for name in names]
    finite = [value for column in columns for value in column if math.isfinite(value)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 1.0)
    last = _last_epoch(history)
    frame = _Frame(low, (high - low) or 1.0, max(1, last - 1))
    curves = "".join(
        f'<polyline fill="none" stroke="{colour}" stroke-width="2" '
        f'points="{frame.points(column)}"/>' + frame.dot(column, colour)
        for column, colour in zip(columns, _COLOURS, strict=False)
    )
    legend = " &#183; ".join(
        f'<tspan fill="{colour}">{name} {_number(column[-1])}</tspan>'
        for name, column, colour in zip(names, columns, _COLOURS, strict=False)
    )
    texts = (
        (_LEFT, 12, "start", legend), (_LEFT - 4, _TOP + 4, "end", _number(high)),
        (_LEFT - 4, _BOTTOM + 4, "end", _number(low)), (_LEFT, _HEIGHT - 4, "middle", "1"),
        ((_LEFT + _RIGHT) / 2, _HEIGHT - 4, "middle", "epoch"),
        (_RIGHT, _HEIGHT - 4, "middle", str(last)),
    )  # fmt: skip
    style = 'font-size="11" font-family="sans-serif" fill="currentColor"'
    written = "".join(
        f'<text x="{x}" y="{y}" text-anchor="{anchor}" {style}>{text}</text>'
        for x, y, anchor, text in texts
    )
    label = f'role="img" aria-label="{" and ".join(names)} by epoch"'
    inside = frame.lines(history) + curves + written
    return f'<svg width="{_WIDTH}" height="{_HEIGHT}" {label}>{inside}</svg>'


def _last_epoch(history: History) -> int:
    """Where the axis ends: the plan, unless little of a long one is done, or it ended early."""
    done = len(history)
    return max(2, done if history.stopped else min(history.planned, max(20, 2 * done)), done)


@final
@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values stand in a chart."""

    low: float
    span: float
    steps: int

    def x(self, index: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * index / self.steps

    def y(self, value: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * (value - self.low) / self.span

    def points(self, column: Sequence[float]) -> str:
        return " ".join(
            f"{self.x(index):.1f},{self.y(value):.1f}"
            for index, value in enumerate(column) if math.isfinite(value)
        )  # fmt: skip

    def dot(self, column: Sequence[float], colour: str) -> str:
        """The latest value, which is all there is to see of a single epoch."""
        if not math.isfinite(column[-1]):
            return ""
        place = f'cx="{self.x(len(column) - 1):.1f}" cy="{self.y(column[-1]):.1f}"'
        return f'<circle {place} r="2.5" fill="{colour}"/>'

    def lines(self, history: History) -> str:
        """The axes, and a dashed line at the epoch whose weights were kept."""
        style = 'stroke="currentColor" stroke-opacity="0.35" fill="none"'
        axes = f'<path d="M{_LEFT} {_TOP}V{_BOTTOM}H{_RIGHT}" {style}/>'
        if history.best_epoch is None:
            return axes
        x = f"{self.x(history.best_epoch - 1):.1f}"
        return f'{axes}<path d="M{x} {_TOP}V{_BOTTOM}" stroke-dasharray="3 3" {style}/>'
