"""What the IR of a unit may call: symbols by name, resolved when code is linked.

Three sources, in this order: symbols defined by hand (`define_symbol`), the functions of the
support module (compiled from its IR once, then taken from the disk cache), and BLAS and LAPACK
routines, looked up only when named. All else (libc, libm, libmvec) is found in the process.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from nbc.errors import InternalError
from nbc.native.llvm import blas, machine, store

SUPPORT_IR: Final = Path(__file__).parent.parent / "support" / "support.ll"
"""Machine-made; the folder's README says from what."""

_DECLARED = re.compile(r"^declare\b[^\n]*?@\"?([\w.$-]+)\"?\(", re.MULTILINE)
_DEFINED = re.compile(
    r"^define\b(?![^\n@]*\b(?:internal|private)\b)[^\n]*?@\"?([\w.$-]+)\"?\(", re.MULTILINE
)
_OWN: Final = ("llvm.", "_ZGV", "noodle.")

_defined: dict[str, int] = {}


def define_symbol(name: str, address: int) -> None:
    """Let the code that is linked from now on call `@name`."""
    _defined[name] = address


def support_address(name: str) -> int:
    """The address of a function of the support module."""
    address = support().get(name)
    if address is None:
        raise InternalError("N9001", f"the support module has no function {name}")
    return address


def imports_of(ir: str) -> tuple[str, ...]:
    """The names that IR text declares, save LLVM's own, ours, and those the process has."""
    named = _DECLARED.findall(ir)
    return tuple(name for name in named if not name.startswith(_OWN))


def resolve(names: Iterable[str]) -> dict[str, int]:
    """The addresses of those of `names` that are not left to the process."""
    found: dict[str, int] = {}
    for name in names:
        if name in _defined:
            found[name] = _defined[name]
        elif name.startswith("noodle_"):
            found[name] = support_address(name)
        elif name in blas.ROUTINES:
            found[name] = blas.ROUTINES[name]()
    return found


def unknown(names: Iterable[str]) -> list[str]:
    """Those of `names` that the process has not either."""
    with machine.LOCK:
        return [name for name in names if not machine.binding().address_of_symbol(name)]


def _load_support() -> dict[str, int]:
    try:
        ir = SUPPORT_IR.read_text()
    except FileNotFoundError:
        return {}
    names = _DEFINED.findall(ir)
    key = hashlib.blake2b(ir.encode(), digest_size=16, person=b"support").digest()
    entry = store.find(key)
    object_code = entry[0] if entry else None
    if object_code is None:
        # Its IR has been optimised already: 0.12 s, and 3 ms from the cache.
        object_code = machine.emit(machine.parse(ir), machine.target_machine())
        store.put(key, object_code, {})
    image = machine.link(object_code, names, {})
    _kept.append(image)
    return dict(image.addresses)


support: Final = machine.once(_load_support)
"""The functions of the support module, or nothing where it has not been built. Once only: it has
state."""

_kept: list[machine.Image] = []
