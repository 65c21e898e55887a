"""NBC to NBC, in the order in which they run. Each pass is one file and keeps every result."""

from __future__ import annotations

from collections.abc import Callable

from nbc.bytecode.module import Module
from nbc.passes.drop_unreachable import drop_unreachable
from nbc.passes.fold_constants import fold_constants

PASSES: tuple[Callable[[Module], Module], ...] = (fold_constants, drop_unreachable)
