"""Plans: representations as the operations that the C side matches and boxes values with.

An operation is packed as `struct Op` of state.h: kind, dtype, text kind (or what a mixed value may
be instead), flags, first slot, count, index of an array's Buffer, mask and wanted bits of an
array's flags. The operations of a tuple's items, of a list's item and of what is optional or mixed
follow their own.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any, Final, final

from nbc.errors import InternalError
from nbc.native.reps import (
    COMPLEX,
    ITEM_BYTES,
    ArrayRep,
    ListRep,
    NoneRep,
    OpaqueRep,
    Rep,
    ScalarRep,
    StaticRep,
    StringRep,
    TupleRep,
    slots,
)

KINDS: Final = (
    "FLOAT", "INT", "BOOL", "COMPLEX", "MIXED", "STRONG", "ARRAY", "TEXT", "TUPLE", "LIST", "NONE",
    "OPAQUE", "CONSTANT", "OPTIONAL",
)  # fmt: skip
"""In the order of `enum Kind`."""

DTYPES: Final = {name: number for number, name in enumerate(ITEM_BYTES)}
"""The numbers of dtypes, as `noodle_sort` takes them too."""

_KIND: Final = {name: number for number, name in enumerate(KINDS)}
_WEAK: Final = {"f64": "FLOAT", "i64": "INT", "bool": "BOOL", "c128": "COMPLEX"}
_INSTEAD: Final = {"int": 0, "float": 1, "bool": 2}
_OP: Final = struct.Struct("=BBBBiiiii")

_UNIT_STRIDE, _C_ORDER, _F_ORDER, _WRITABLE, _IS_ARGUMENT = 1, 2, 4, 8, 16
_LAYOUTS: Final = {"C": _C_ORDER, "F": _F_ORDER, "I": _UNIT_STRIDE, "A": 0}
_NPY_C, _NPY_F, _NPY_ALIGNED, _NPY_WRITEABLE = 0x1, 0x2, 0x100, 0x400
_NPY_ORDER: Final = {"C": _NPY_C, "F": _NPY_F, "I": 0, "A": 0}


@final
class Plan:
    """Operations in the making. `constants`: what static inputs must be, in order of their use."""

    def __init__(self) -> None:
        self.slots = 0
        self.buffers = 0
        self.constants: list[Any] = []
        self._ops: list[bytes] = []

    @property
    def packed(self) -> bytes:
        return b"".join(self._ops)

    def add(self, rep: Rep, constant: Any = None) -> None:
        """Operations for a value of the representation, in the next free slots. `constant`: the
        object that a static one stands for."""
        match rep:
            case ScalarRep():
                self._add_scalar(rep)
            case ArrayRep():
                self._add_array(rep)
            case StringRep(kind=kind):
                self._op("TEXT", rep, text_kind=kind)
            case ListRep(item=item, argument=argument):
                self._op("LIST", rep, flags=_IS_ARGUMENT if argument else 0)
                self._op(_scalar_kind(item), item, takes=0)
            case TupleRep(items=items):
                self._op("TUPLE", rep, count=len(items), takes=0)
                for item in items:
                    self.add(item)
            case StaticRep():
                self._op("CONSTANT", rep, count=len(self.constants))
                self.constants.append(constant)
            case NoneRep():
                self._op("NONE", rep)
            case OpaqueRep():
                self._op("OPAQUE", rep)
            case _:
                raise InternalError("N9001", f"{rep} does not cross a unit's boundary")

    def add_outputs(self, reps: Iterable[Rep]) -> None:
        """A tuple of values with a slot before each that says whether it is set, and of None,
        which stands where an error may."""
        reps = tuple(reps)
        self._op("TUPLE", None, count=len(reps) + 1)
        for rep in reps:
            before, index = len(self._ops), len(self._ops)
            self._op("OPTIONAL", None, takes=1)
            flag = self.slots - 1
            self.add(rep)
            inner = len(self._ops) - before - 1
            self._ops[index] = _OP.pack(_KIND["OPTIONAL"], 0, 0, 0, flag, inner, 0, 0, 0)
        self._op("NONE", None)

    def _add_scalar(self, rep: ScalarRep) -> None:
        plain = ScalarRep(rep.dtype, rep.weak)
        if rep.mixed:
            instead, width = _INSTEAD[rep.mixed], slots(plain)
            self._op("MIXED", rep, text_kind=instead, count=width, takes=0)
        self._op(_scalar_kind(plain), plain)
        self.slots += bool(rep.mixed)

    def _add_array(self, rep: ArrayRep) -> None:
        # With one axis or none, Fortran's order is C's.
        layout = "C" if rep.layout == "F" and rep.rank < 2 else rep.layout
        flags = _LAYOUTS[layout] if rep.rank else 0
        order = _NPY_ORDER[layout] if rep.rank else 0
        wanted = _NPY_ALIGNED | order | (_NPY_WRITEABLE if rep.writable else 0)
        self._op(
            "ARRAY", rep, flags=flags | (_WRITABLE if rep.writable else 0), count=rep.rank,
            mask=_NPY_ALIGNED | _NPY_WRITEABLE | order, wanted=wanted,
        )  # fmt: skip
        self.buffers += 1

    def _op(
        self, kind: str, rep: Rep | None, *, text_kind: int = 0, flags: int = 0, count: int = 0,
        mask: int = 0, wanted: int = 0, takes: int | None = None,
    ) -> None:  # fmt: skip
        dtype = DTYPES[rep.dtype] if isinstance(rep, ScalarRep | ArrayRep) else 0
        self._ops.append(
            _OP.pack(_KIND[kind], dtype, text_kind, flags, self.slots, count, self.buffers, mask,
                     wanted)
        )  # fmt: skip
        self.slots += takes if takes is not None else slots(rep) if rep is not None else 0


def _scalar_kind(rep: Rep) -> str:
    if not isinstance(rep, ScalarRep) or rep.mixed:
        raise InternalError("N9001", f"no list holds {rep} in native code")
    if not rep.weak:
        return "STRONG"
    if rep.dtype not in _WEAK or (rep.dtype in COMPLEX and rep.dtype != "c128"):
        raise InternalError("N9001", f"no Python scalar is {rep.dtype}")
    return _WEAK[rep.dtype]
