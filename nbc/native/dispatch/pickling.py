"""Functions that are pickled by value, as cloudpickle and Dask do, leave native code behind.

The code of a function may hold what decides about native code. In another process there is nothing
to decide: a `Stranger` stands there, which answers that the VM runs.
"""

from __future__ import annotations

import copyreg
from typing import Any, final

from nbc.native.dispatch.backend import Entry


@final
class Stranger:
    """Whatever is asked of it answers `...`."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return declines

    def __reduce__(self) -> tuple[Any, ...]:
        return Stranger, ()


def declines(*arguments: Any) -> Any:
    """The word that the VM runs."""
    return ...


def made_by_value(entry: Entry) -> None:
    """From now on entries of this kind can be pickled with the code that holds them."""
    owner = getattr(entry.callable, "__self__", None)
    if owner is not None:
        copyreg.pickle(type(owner), _as_stranger)


def _as_stranger(owner: Any) -> tuple[Any, ...]:
    return Stranger, ()
