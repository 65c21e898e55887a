"""The words that an editor shows as Noodle's own: builtins, types, decorators, cell magics.

A page is told them by the kernel; before there is one, it knows those of names.json in
labextension/src/language, which `python -m noodle_kernel.live.vocabulary FILE` writes. A test
compares the two.
"""

from __future__ import annotations

import builtins
import json
import sys
from pathlib import Path

import ahr
from nbc import names_without_import
from nbc.runtime.names import DECORATORS
from nbc.types.text import ARRAY_DTYPES
from noodle_kernel.magics import MAGICS

_IPYTHONS = ("capture", "prun", "time", "timeit")
"""Cell magics of IPython whose cell is a program of the notebook's language."""


def words() -> dict[str, list[str]]:
    """`names`: what every cell has without an import; `types`: of scalars and of the
    elements of arrays; `decorators`: of
    functions that become something else; `cellMagics`: those with a program behind them."""
    ahr.names.offer()
    types = sorted(ARRAY_DTYPES)
    magics = {row.name for row in MAGICS if row.kind == "cell"}
    return {
        "names": sorted(names_without_import() - set(types)),
        "types": types,
        "decorators": sorted(name for name in DECORATORS if "." not in name),
        "cellMagics": sorted(magics.union(_IPYTHONS)),
    }


def pythons() -> list[str]:
    """Python's own builtins: those of the oldest Python that Noodle runs on."""
    return sorted(name for name in vars(builtins) if not name.startswith("_"))


if __name__ == "__main__":
    known = {**words(), "pythons": pythons()}
    Path(sys.argv[1]).write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
