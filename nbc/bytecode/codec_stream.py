"""Numbers, texts and constants to bytes and back: what `codec` writes its sections with.

A reader trusts nothing: counts are held against the bytes that are left, nesting is limited, and
whatever does not fit raises VerifyError N4006.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any, final

from nbc.errors import VerifyError

MAX_DEPTH = 200
_DOUBLE = struct.Struct("<d")
_NONE, _FALSE, _TRUE, _ELLIPSIS, _INT, _FLOAT, _COMPLEX, _STR, _BYTES, _TUPLE = range(10)
_PLAIN = {_NONE: None, _FALSE: False, _TRUE: True, _ELLIPSIS: ...}


def damaged(problem: str) -> VerifyError:
    return VerifyError("N4006", f"the .nbc file is damaged: {problem}",
                       hint="fetch it again, or compile it again from its source")  # fmt: skip


@final
class Writer:
    """Appends to `out`; texts go into the shared table `strings` and are written as their index."""

    def __init__(self, strings: dict[str, int]) -> None:
        self.out = bytearray()
        self.strings = strings

    def byte(self, value: int) -> None:
        self.out.append(value)

    def number(self, value: int) -> None:
        while value > 0x7F:
            self.out.append(value & 0x7F | 0x80)
            value >>= 7
        self.out.append(value)

    def signed(self, value: int) -> None:
        self.number(value << 1 if value >= 0 else (-value << 1) - 1)

    def data(self, value: bytes) -> None:
        self.number(len(value))
        self.out += value

    def text(self, value: str) -> None:
        self.number(self.strings.setdefault(value, len(self.strings)))

    def optional(self, value: str | None) -> None:
        self.byte(value is not None)
        if value is not None:
            self.text(value)

    def choice(self, value: str, choices: Sequence[str]) -> None:
        self.byte(choices.index(value))

    def nested(self, value: Any) -> None:
        """A tree of tuples with texts and None as leaves."""
        if isinstance(value, tuple):
            self.byte(_TUPLE)
            self.number(len(value))
            for item in value:
                self.nested(item)
        elif value is None:
            self.byte(_NONE)
        else:
            self.byte(_STR)
            self.text(value)

    def constant(self, value: Any) -> None:
        for tag, plain in _PLAIN.items():
            if value is plain:
                self.byte(tag)
                return
        tag, write = _CONSTANTS[type(value)]
        self.byte(tag)
        write(self, value)


def _write_int(out: Writer, value: int) -> None:
    out.data(value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True))


def _write_float(out: Writer, value: float) -> None:
    out.out += _DOUBLE.pack(value)


def _write_complex(out: Writer, value: complex) -> None:
    out.out += _DOUBLE.pack(value.real) + _DOUBLE.pack(value.imag)


def _write_tuple(out: Writer, value: tuple[Any, ...]) -> None:
    out.number(len(value))
    for item in value:
        out.constant(item)


_CONSTANTS: dict[type, tuple[int, Any]] = {
    int: (_INT, _write_int), float: (_FLOAT, _write_float), complex: (_COMPLEX, _write_complex),
    str: (_STR, Writer.text), bytes: (_BYTES, Writer.data), tuple: (_TUPLE, _write_tuple),
}  # fmt: skip


@final
class Reader:
    """Reads what a `Writer` wrote."""

    def __init__(self, data: bytes, strings: Sequence[str]) -> None:
        self.contents = data
        self.offset = 0
        self.strings = strings

    def take(self, size: int) -> bytes:
        end = self.offset + size
        if end > len(self.contents):
            raise damaged("a section ends too early")
        taken = self.contents[self.offset : end]
        self.offset = end
        return taken

    def finish(self) -> None:
        if self.offset != len(self.contents):
            raise damaged("a section holds more than it should")

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
            if shift > 63:
                raise damaged("a number is too large")

    def signed(self) -> int:
        value = self.number()
        return -(value + 1 >> 1) if value & 1 else value >> 1

    def count(self) -> int:
        """How many items follow: each takes a byte at least."""
        value = self.number()
        if value > len(self.contents) - self.offset:
            raise damaged("a list is longer than the file")
        return value

    def data(self) -> bytes:
        return self.take(self.number())

    def text(self) -> str:
        index = self.number()
        if index >= len(self.strings):
            raise damaged("a text is missing")
        return self.strings[index]

    def optional(self) -> str | None:
        return self.text() if self.flags(1)[0] else None

    def flags(self, count: int) -> tuple[bool, ...]:
        value = self.byte()
        if value >> count:
            raise damaged("a flag is unknown")
        return tuple(bool(value >> i & 1) for i in range(count))

    def choice(self, choices: Sequence[str]) -> str:
        index = self.byte()
        if index >= len(choices):
            raise damaged("a kind is unknown")
        return choices[index]

    def nested(self, depth: int = 0) -> Any:
        tag = self.byte()
        if tag == _TUPLE and depth < MAX_DEPTH:
            return tuple(self.nested(depth + 1) for _ in range(self.count()))
        if tag == _STR:
            return self.text()
        if tag == _NONE:
            return None
        raise damaged("a pattern cannot be read")

    def constant(self, depth: int = 0) -> Any:
        tag = self.byte()
        if tag in _PLAIN:
            return _PLAIN[tag]
        if tag == _INT:
            return int.from_bytes(self.data(), "little", signed=True)
        if tag == _FLOAT:
            return self.double()
        if tag == _COMPLEX:
            return complex(self.double(), self.double())
        if tag == _STR:
            return self.text()
        if tag == _BYTES:
            return self.data()
        if tag == _TUPLE and depth < MAX_DEPTH:
            return tuple(self.constant(depth + 1) for _ in range(self.count()))
        raise damaged("a constant cannot be read")

    def double(self) -> float:
        return float(_DOUBLE.unpack(self.take(8))[0])
