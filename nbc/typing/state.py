"""What is known at one point of a run: the types of the variables, and whether it is reached.

A name that is missing from `names` is not bound by the run so far. For the cell's own variables the
environment and the builtins stand behind it; there `NEVER` marks a name that was deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import final

from nbc.types.join import join, widen, without_value
from nbc.types.model import OBJECT, Type

Names = dict[str, Type]


@final
@dataclass(slots=True)
class State:
    """`dead`: control does not come here."""

    local: Names = field(default_factory=dict)
    shared: Names = field(default_factory=dict)
    dead: bool = False

    def copy(self) -> State:
        return State(self.local.copy(), self.shared.copy(), self.dead)

    def forget(self, names: Iterable[str], scopes: Mapping[str, str]) -> None:
        """Nothing is known any more of these names."""
        for name in names:
            where = self.local if scopes.get(name) == "local" else self.shared
            where[name] = OBJECT

    def loosen(self, names: Iterable[str]) -> None:
        """The constants that these names hold are forgotten, their types kept."""
        for name in names:
            for where in (self.local, self.shared):
                if name in where:
                    where[name] = without_value(where[name])


def join_names(a: Names, b: Names, *, wide: bool = False) -> Names:
    """A name bound on one side only keeps its type: reading it gives that or raises."""
    if a == b and not wide:
        return a
    result = dict(a)
    for name, kind in b.items():
        known = result.get(name)
        if known is None:
            result[name] = kind
        elif known is not kind:
            result[name] = widen(known, kind) if wide else join(known, kind)
    return result
