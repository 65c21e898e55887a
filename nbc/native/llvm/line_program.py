"""The line program of an object file: ELF with 64 bits, DWARF 2 to 4, as LLVM writes them.

Of the file only what lines need is read: the section of code in which the asked symbol stands, its
relocations, and the rows of `.debug_line` for that section. Formats: the ELF-64 specification and
chapter 6.2 of DWARF 4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple, final

_SYMBOLS, _RELOCATIONS = 2, 4
_SET_ADDRESS, _END_SEQUENCE = 2, 1
_OPCODES: Final = {"copy": 1, "pc": 2, "line": 3, "const_pc": 8, "fixed_pc": 9}


@final
@dataclass(frozen=True, slots=True)
class Lines:
    """`base`: where the section's first byte is in memory; `linked`: the offsets in it that linking
    fills in; `rows`: offset and line, in the order of the program."""

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
        for offset, section, addend in _relocations(sections, number)
    }  # fmt: skip
    rows = tuple(_rows(program.data, targets, index))
    linked = tuple(offset for offset, _, _ in _relocations(sections, index))
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


def _relocations(sections: list[_Section], of: int) -> Iterator[tuple[int, int, int]]:
    """Offset, section that is pointed to, and place in it."""
    symbols = _symbols(sections)
    for section in sections:
        if section.kind == _RELOCATIONS and section.info == of:
            for offset, info, addend in struct.iter_unpack("<QQq", section.data):
                _, target, value = symbols[info >> 32]
                yield offset, target, value + addend


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


def _rows(
    data: bytes, targets: Mapping[int, tuple[int, int]], wanted: int
) -> Iterator[tuple[int, int]]:
    """The rows of all programs whose addresses are in the wanted section."""
    at = 0
    while at + 4 <= len(data):
        length = struct.unpack_from("<I", data, at)[0]
        end = at + 4 + length
        reader = _Reader(data, at + 4, end)
        if not 2 <= (version := reader.number("H")) <= 4:
            raise ValueError(f"a line program of version {version}")
        yield from _program(reader, version, targets, wanted)
        at = end


def _program(
    reader: _Reader, version: int, targets: Mapping[int, tuple[int, int]], wanted: int
) -> Iterator[tuple[int, int]]:
    start = reader.number("I") + reader.at
    unit = reader.number("B")
    if version >= 4:
        reader.number("B")
    reader.number("B")
    line_base, line_range, first = reader.number("b"), reader.number("B"), reader.number("B")
    lengths = [0, *(reader.number("B") for _ in range(first - 1))]
    reader.at = start
    section, address, line = wanted, 0, 1
    while reader.at < reader.end:
        code = reader.number("B")
        if code >= first:
            step, more = divmod(code - first, line_range)
            address, line = address + step * unit, line + line_base + more
        elif code == _OPCODES["pc"]:
            address += reader.unsigned() * unit
            continue
        elif code == _OPCODES["line"]:
            line += reader.signed()
            continue
        elif code == _OPCODES["const_pc"]:
            address += (255 - first) // line_range * unit
            continue
        elif code == _OPCODES["fixed_pc"]:
            address += reader.number("H")
            continue
        elif code == 0:
            section, address, line, is_row = _extended(reader, targets, (section, address, line))
            if not is_row:
                continue
        elif code != _OPCODES["copy"]:
            for _ in range(lengths[code]):
                reader.unsigned()
            continue
        if section == wanted:
            yield address, line
        if code == 0:
            section, address, line = wanted, 0, 1


def _extended(
    reader: _Reader, targets: Mapping[int, tuple[int, int]], state: tuple[int, int, int]
) -> tuple[int, int, int, bool]:
    """The state after an extended opcode, and whether the sequence ends there (in line 0)."""
    section, address, line = state
    length = reader.unsigned()
    end = reader.at + length
    kind = reader.number("B")
    if kind == _SET_ADDRESS:
        section, address = targets.get(
            reader.at, (section, struct.unpack_from("<Q", reader.data, reader.at)[0])
        )
    reader.at = end
    if kind == _END_SEQUENCE:
        return section, address, 0, True
    return section, address, line, False
