"""The page docs/generated/builtins.md, from the table.

`python -m nbc.builtins.reference docs/generated` writes it; a test compares the committed one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from nbc.builtins.model import Row
from nbc.builtins.table import lookup, names, noodle_names

_TITLES = {
    "": "Python's builtins", "noodle": "Names of Noodle", "str": "Methods of str",
    "bytes": "Methods of bytes", "list": "Methods of list", "tuple": "Methods of tuple",
    "range": "Methods and attributes of range", "slice": "Methods and attributes of slice",
    "dict": "Methods of dict", "set": "Methods of set", "frozenset": "Methods of frozenset",
    "int": "Methods and attributes of int", "float": "Methods and attributes of float",
    "complex": "Methods and attributes of complex", "math": "math", "numpy": "numpy",
    "numpy.linalg": "numpy.linalg", "numpy.fft": "numpy.fft", "numpy.random": "numpy.random",
    "Generator": "Methods of numpy.random.Generator",
    "ndarray": "Methods and attributes of numpy.ndarray",
    "generic": "Methods and attributes of NumPy's scalars",
}  # fmt: skip


def builtins_page() -> str:
    lines = [
        "# Builtins",
        "",
        "Generated from `nbc/builtins`. A function that is not listed here can be called all the"
        " same: Noodle then knows nothing of its result beforehand.",
    ]
    rows = [row for name in names() if (row := lookup(name)) is not None]
    for family, title in _TITLES.items():
        lines += ["", f"## {title}", "", *_table(row for row in rows if _family(row) == family)]
    return "\n".join(lines) + "\n"


def _family(row: Row) -> str:
    return "noodle" if row.name in noodle_names() else row.name.rpartition(".")[0]


def _table(rows: Iterable[Row]) -> Iterable[str]:
    yield "| | |"
    yield "| --- | --- |"
    for row in rows:
        shown = row.signature or row.name.rpartition(".")[2]
        yield f"| `{shown}` | {row.summary} |".replace("\n", "\\n")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "builtins.md").write_text(builtins_page(), encoding="utf-8")
