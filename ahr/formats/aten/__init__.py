"""ATen operators, as torch.export writes them, and how each is read: a table of adapters.

A key is `aten.name` for all overloads or `aten.name.overload` for one. Adapters get a `Call` and
give the name of what they made: a list of names where there are several.
"""

from __future__ import annotations

from typing import Final

from ahr.formats.aten import elementwise, layers, making, reductions, shapes
from ahr.formats.aten.elementwise import Adapter

ADAPTERS: Final[dict[str, Adapter]] = {
    **elementwise.ADAPTERS, **layers.ADAPTERS, **shapes.ADAPTERS, **reductions.ADAPTERS,
    **making.ADAPTERS,
}  # fmt: skip

IGNORED: Final = (
    "aten._assert", "aten.sym_constrain_range", "_operator.ge", "_operator.le", "_operator.eq",
    "_operator.gt", "_operator.lt", "_operator.and_",
)  # fmt: skip
"""Calls that make nothing that is computed with."""

__all__ = ["ADAPTERS", "IGNORED"]
