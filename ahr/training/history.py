"""What a training run was: an entry an epoch, as data, as a table and as curves."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, final

Epoch = Mapping[str, float]
_WIDTH: Final = 360
_HEIGHT: Final = 140
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

    def __len__(self) -> int:
        return len(self.epochs)

    def __getitem__(self, name: str) -> list[float]:
        """The values of one column, by epoch."""
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
        return f"<div>{charts}<div>{html.escape(repr(self)[1:-1])}</div></div>"


def _number(value: float) -> str:
    return f"{value:.4g}"


def _chart(names: Sequence[str], history: History) -> str:
    """Curves over the epochs, as SVG that needs no script."""
    if not names:
        return ""
    columns = [history[name] for name in names]
    finite = [value for column in columns for value in column if math.isfinite(value)]
    low, high = (min(finite), max(finite)) if finite else (0.0, 1.0)
    span = (high - low) or 1.0
    steps = max(1, max(history.planned, len(history)) - 1)
    curves = "".join(
        f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="'
        + " ".join(
            f"{8 + (_WIDTH - 16) * index / steps:.1f},"
            f"{_HEIGHT - 20 - (_HEIGHT - 40) * (value - low) / span:.1f}"
            for index, value in enumerate(column) if math.isfinite(value)
        ) + '"/>'
        for column, colour in zip(columns, _COLOURS, strict=False)
    )  # fmt: skip
    legend = " &#183; ".join(
        f'<tspan fill="{colour}">{name} {_number(column[-1])}</tspan>'
        for name, column, colour in zip(names, columns, _COLOURS, strict=False)
    )
    style = 'font-size="11" font-family="sans-serif" fill="currentColor"'
    label = f'role="img" aria-label="{names[0]} by epoch"'
    below = f"{_number(low)} to {_number(high)}"
    return (
        f'<svg width="{_WIDTH}" height="{_HEIGHT}" {label}>'
        f'<text x="8" y="12" {style}>{legend}</text>{curves}'
        f'<text x="8" y="{_HEIGHT - 4}" {style}>{below}</text></svg>'
    )
