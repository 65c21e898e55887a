"""Noodle's magics as a table; what provides one is imported when it is first used.

IPython's own magics stay. A row here wins over one of IPython's with the same name and kind, even
where IPython loads its own later.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Literal, NamedTuple

Kind = Literal["line", "cell"]


class Magic(NamedTuple):
    name: str
    kind: Kind
    provider: str
    summary: str


_OURS = "noodle_kernel.magics."

MAGICS = (
    Magic("python", "cell", _OURS + "python:PythonMagics",
          "run the cell in CPython, in the same namespace"),
    Magic("bytecode", "cell", _OURS + "bytecode:BytecodeMagics",
          "show the NBC of the cell (--json: as JSON) without running it"),
    Magic("bytecode", "line", _OURS + "bytecode:BytecodeMagics",
          "show the NBC of a function by its name (--json: as JSON)"),
    Magic("explain", "cell", _OURS + "bytecode:BytecodeMagics",
          "say for each line which tier runs it, and why, without running it"),
    Magic("types", "line", _OURS + "listing:ListingMagics",
          "list the variables with their Noodle types and shapes"),
    Magic("time", "cell", _OURS + "timing:TimingMagics",
          "run the cell as Noodle and say how long it took"),
    Magic("profile", "cell", _OURS + "profiling:ProfileMagics",
          "run the cell and show, while it runs, where its time goes"),
    Magic("profile", "line", _OURS + "profiling:ProfileMagics",
          "the same for a statement or an expression"),
)  # fmt: skip

_BY_KEY = {(row.kind, row.name): row for row in MAGICS}


def load_magic(shell: Any, kind: Kind, name: str) -> Callable[..., Any] | None:
    """The function of one of Noodle's magics; None for any other name."""
    row = _BY_KEY.get((kind, name))
    if row is None:
        return None
    module, _, provider = row.provider.partition(":")
    registered = shell.magics_manager.registry.get(provider)
    if registered is None:
        shell.register_magics(getattr(import_module(module), provider))
        registered = shell.magics_manager.registry[provider]
    method: Callable[..., Any] = registered.magics[kind][name]
    return method
