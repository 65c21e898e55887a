"""`UNSET` stands for a variable that has no value, where a value is expected.

Native loops hand back their variables; one that the loop never came to store is unset.
"""

from __future__ import annotations

from typing import Final, final


@final
class Unset:
    """The class of UNSET, the only one of its kind."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Final = Unset()
