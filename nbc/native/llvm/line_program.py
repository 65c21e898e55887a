"""The line program of an object file: ELF with 64 bits, DWARF 2 to 4, as LLVM writes them.

Of the file only what lines need is read: the section of code in which the asked symbol stands, its
relocations, and the rows of `.debug_line` for that section. Formats: the ELF-64 specification and
chapter 6.2 of DWARF 4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple, final

_SYMBOLS, _RELOCATIONS, _WIDE = 2, 4, 1
_END_SEQUENCE, _SET_ADDRESS = 1, 2
_COPY, _ADVANCE_PC, _ADVANCE_LINE, _CONSTANT_PC, _FIXED_PC = 1, 2, 3, 8, 9


@final
@dataclass(frozen=True, slots=True)
class Lines:
    """`base`: where the section's first byte is in memory; `linked`: the bytes of it that
    linking fills in; `rows`: offset and line, in the order of the program."""

    base: int
    code: bytes
    linked: tuple[int, ...]
    rows: tuple[tuple[int, int], ...]


class _Section(NamedTuple):
    name: str
    kind: int
    data: bytes
    link: int
    info: int


def read(object_code: bytes, addresses: Mapping[str, int]) -> Lines | None:
    """`addresses`: of linked symbols, one of which is in the section that is wanted."""
    sections = _sections(object_code)
    placed = _placed(sections, addresses)
    program = next((s for s in sections if s.name == ".debug_line"), None)
    if placed is None or program is None:
        return None
    index, base = placed
    number = sections.index(program)
    targets = {
        offset: (section, addend)
        for offset, section, addend, _ in _relocations(sections, number)
    }  # fmt: skip
    rows = tuple(_rows(program.data, targets, index))
    linked = tuple(
        offset + place for offset, _, _, size in _relocations(sections, index)
        for place in range(size)
    )  # fmt: skip
    return Lines(base, sections[index].data, linked, rows) if rows else None


# -- ELF -----------------------------------------------------------------------------------------


def _sections(data: bytes) -> list[_Section]:
    if data[:6] != b"\x7fELF\x02\x01":
        raise ValueError("not an ELF file with 64 bits")
    offset = struct.unpack_from("<Q", data, 0x28)[0]
    size, count, names = struct.unpack_from("<HHH", data, 0x3A)
    heads = [struct.unpack_from("<IIQQQQIIQQ", data, offset + i * size) for i in range(count)]
    texts = data[heads[names][4] : heads[names][4] + heads[names][5]]
    return [
        _Section(_text(texts, head[0]), head[1],
                 b"" if head[1] == 8 else data[head[4] : head[4] + head[5]], head[6], head[7])
        for head in heads
    ]  # fmt: skip


def _text(texts: bytes, offset: int) -> str:
    return texts[offset : texts.index(b"\0", offset)].decode()


def _symbols(sections: list[_Section]) -> list[tuple[str, int, int]]:
    """Name, section and value of each."""
    table = next(s for s in sections if s.kind == _SYMBOLS)
    texts = sections[table.link].data
    return [
        (_text(texts, name), section, value)
        for name, _, _, section, value, _ in struct.iter_unpack("<IBBHQQ", table.data)
    ]


def _placed(sections: list[_Section], addresses: Mapping[str, int]) -> tuple[int, int] | None:
    """The section of a symbol whose address is known, and where it begins in memory."""
    for name, section, value in _symbols(sections):
        if name in addresses and 0 < section < len(sections):
            return section, addresses[name] - value
    return None


def _relocations(sections: list[_Section], of: int) -> Iterator[tuple[int, int, int, int]]:
    """Offset, section that is pointed to, place in it, and how many bytes are filled in."""
    symbols = _symbols(sections)
    for section in sections:
        if section.kind == _RELOCATIONS and section.info == of:
            for offset, info, addend in struct.iter_unpack("<QQq", section.data):
                _, target, value = symbols[info >> 32]
                yield offset, target, value + addend, 8 if info & 0xFFFFFFFF == _WIDE else 4


# -- DWARF ---------------------------------------------------------------------------------------


@final
class _Reader:
    def __init__(self, data: bytes, at: int, end: int) -> None:
        self.data, self.at, self.end = data, at, end

    def number(self, kind: str) -> int:
        value: int = struct.unpack_from("<" + kind, self.data, self.at)[0]
        self.at += struct.calcsize(kind)
        return value

    def unsigned(self) -> int:
        value = shift = 0
        while True:
            byte = self.number("B")
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def signed(self) -> int:
        start = self.at
        value = self.unsigned()
        bits = 7 * (self.at - start)
        return value - (1 << bits) if value >> (bits - 1) else value


Row = tuple[int, int]
Targets = Mapping[int, tuple[int, int]]
"""Where the addresses that a program sets lie: section and offset, by their own place in it."""


def _rows(data: bytes, targets: Targets, wanted: int) -> Iterator[Row]:
    """The rows of all programs whose addresses are in the wanted section."""
    at = 0
    while at + 4 <= len(data):
        end = at + 4 + struct.unpack_from("<I", data, at)[0]
        yield from _Program(_Reader(data, at + 4, end), targets, wanted).rows()
        at = end


@final
class _Program:
    """One program, and the registers of its machine."""

    def __init__(self, reader: _Reader, targets: Targets, wanted: int) -> None:
        self.reader, self.targets, self.wanted = reader, targets, wanted
        version = reader.number("H")
        if not 2 <= version <= 4:
            raise ValueError(f"a line program of version {version}")
        start = reader.number("I") + reader.at
        self.unit = reader.number("B")
        reader.at += 2 if version >= 4 else 1
        self.line_base, self.line_range = reader.number("b"), reader.number("B")
        self.first = reader.number("B")
        self.operands = [0, *(reader.number("B") for _ in range(self.first - 1))]
        reader.at = start
        self._reset()

    def _reset(self) -> None:
        self.section, self.address, self.line = self.wanted, 0, 1

    def rows(self) -> Iterator[Row]:
        while self.reader.at < self.reader.end:
            code = self.reader.number("B")
            is_end = code == 0 and self._extended()
            is_row = is_end or code >= self.first or code == _COPY
            if code >= self.first:
                self._special(code)
            elif code not in (0, _COPY):
                self._standard(code)
            if is_row and self.section == self.wanted:
                yield self.address, 0 if is_end else self.line
            if is_end:
                self._reset()

    def _special(self, code: int) -> None:
        step, more = divmod(code - self.first, self.line_range)
        self.address += step * self.unit
        self.line += self.line_base + more

    def _standard(self, code: int) -> None:
        if code == _ADVANCE_PC:
            self.address += self.reader.unsigned() * self.unit
        elif code == _ADVANCE_LINE:
            self.line += self.reader.signed()
        elif code == _CONSTANT_PC:
            self.address += (255 - self.first) // self.line_range * self.unit
        elif code == _FIXED_PC:
            self.address += self.reader.number("H")
        else:
            for _ in range(self.operands[code]):
                self.reader.unsigned()

    def _extended(self) -> bool:
        """Whether it ends a sequence."""
        length = self.reader.unsigned()
        end = self.reader.at + length
        kind = self.reader.number("B")
        if kind == _SET_ADDRESS:
            known = self.targets.get(self.reader.at)
            self.section, self.address = known or (self.section, self.reader.number("Q"))
        self.reader.at = end
        return kind == _END_SEQUENCE
