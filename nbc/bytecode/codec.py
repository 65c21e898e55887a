"""The binary container of a module, `.nbc`.

    magic      4 bytes   00 6e 62 63
    version    2 bytes   little endian, as are all numbers
    sections   2 bytes   how many; then per section: id (1 byte), size (4 bytes), contents
    digest    32 bytes   sha256 of everything before it

Sections: STRINGS (every text, once), MODULE, CONSTANTS, FUNCTIONS, LINES. Inside, numbers are
LEB128. `decode` checks the digest and that everything is in its place; whether the NBC is valid is
`verify`'s question. Whatever goes in, only VerifyError comes out. `codec_stream` has the bytes.
"""

from __future__ import annotations

import hashlib
import struct
from typing import Any

from nbc.bytecode.codec_stream import Reader, Writer, damaged
from nbc.bytecode.module import (
    FUNCTION_KINDS,
    PARAMETER_KINDS,
    SCOPES,
    Function,
    Instruction,
    Module,
    Parameter,
)
from nbc.bytecode.optable import BY_CODE, NBC_VERSION
from nbc.errors import Position, VerifyError

MAGIC = b"\x00nbc"
_HEADER = struct.Struct("<4sHH")
_SECTION = struct.Struct("<BI")
_DIGEST_SIZE = 32
_STRINGS, _MODULE, _CONSTANTS, _FUNCTIONS, _LINES = range(1, 6)
_ORDER = [_STRINGS, _MODULE, _CONSTANTS, _FUNCTIONS, _LINES]


def encode(module: Module) -> bytes:
    """A (valid) module as bytes."""
    strings: dict[str, int] = {}
    sections = {number: Writer(strings) for number in _ORDER}
    _write_module(sections[_MODULE], module)
    _write_constants(sections[_CONSTANTS], module)
    sections[_FUNCTIONS].number(len(module.functions))
    for function in module.functions:
        _write_function(sections[_FUNCTIONS], function)
        _write_lines(sections[_LINES], function)
    sections[_STRINGS].number(len(strings))
    for text in strings:
        sections[_STRINGS].data(text.encode("utf-8", "surrogatepass"))
    out = bytearray(_HEADER.pack(MAGIC, module.version, len(_ORDER)))
    for number in _ORDER:
        out += _SECTION.pack(number, len(sections[number].out)) + sections[number].out
    return bytes(out) + hashlib.sha256(out).digest()


def decode(data: bytes) -> Module:
    """The module in a container; VerifyError (N4001, N4002, N4003, N4006) if there is none."""
    version = _check_container(data)
    sections = _sections(data[:-_DIGEST_SIZE])
    strings = _read_strings(Reader(sections[_STRINGS], ()))
    readers = {number: Reader(contents, strings) for number, contents in sections.items()}
    source_id, source, types, metadata = _read_module(readers[_MODULE])
    constants = _read_constants(readers[_CONSTANTS])
    functions = readers[_FUNCTIONS]
    functions_read = tuple(
        _read_function(functions, readers[_LINES]) for _ in range(functions.count())
    )
    for number in _ORDER[1:]:
        readers[number].finish()
    return Module(functions_read, constants, types, source_id, source, metadata, version)


def _check_container(data: bytes) -> int:
    if data[:4] != MAGIC:
        raise VerifyError("N4001", "this is no .nbc file: it does not begin as one")
    if len(data) < _HEADER.size + _DIGEST_SIZE:
        raise damaged("it is cut short")
    version = int(_HEADER.unpack_from(data)[1])
    if version != NBC_VERSION:
        raise VerifyError(
            "N4002",
            f"this file is version {version} of NBC; Noodle here reads {NBC_VERSION}",
            hint="compile it again from its source",
        )
    if hashlib.sha256(data[:-_DIGEST_SIZE]).digest() != data[-_DIGEST_SIZE:]:
        raise damaged("its checksum does not match")
    return version


def _sections(data: bytes) -> dict[int, bytes]:
    count, offset = _HEADER.unpack_from(data)[2], _HEADER.size
    found: dict[int, bytes] = {}
    for _ in range(count):
        if offset + _SECTION.size > len(data):
            raise damaged("a section is missing")
        number, size = _SECTION.unpack_from(data, offset)
        offset += _SECTION.size
        if number in found or number not in _ORDER or offset + size > len(data):
            raise damaged("its sections are not those of a module")
        found[number] = data[offset : offset + size]
        offset += size
    if list(found) != _ORDER or offset != len(data):
        raise damaged("its sections are not those of a module")
    return found


def _read_strings(reader: Reader) -> tuple[str, ...]:
    try:
        strings = [reader.data().decode("utf-8", "surrogatepass") for _ in range(reader.count())]
    except UnicodeDecodeError:
        raise damaged("a text is not UTF-8") from None
    reader.finish()
    return tuple(strings)


def _write_module(out: Writer, module: Module) -> None:
    out.text(module.source_id)
    out.optional(module.source)
    for table in (module.types, module.metadata):
        out.number(len(table))
        for key, value in table.items():
            out.text(key)
            out.text(value)


def _read_module(reader: Reader) -> tuple[str, str | None, dict[str, str], dict[str, str]]:
    source_id, source = reader.text(), reader.optional()
    types = {reader.text(): reader.text() for _ in range(reader.count())}
    metadata = {reader.text(): reader.text() for _ in range(reader.count())}
    return source_id, source, types, metadata


def _write_constants(out: Writer, module: Module) -> None:
    out.number(len(module.constants))
    for key, value in module.constants.items():
        out.text(key)
        out.constant(value)


def _read_constants(reader: Reader) -> dict[str, Any]:
    return {reader.text(): reader.constant() for _ in range(reader.count())}


def _write_function(out: Writer, function: Function) -> None:
    out.text(function.name)
    out.choice(function.kind, FUNCTION_KINDS)
    out.text(function.qualname)
    out.optional(function.docstring)
    out.optional(function.returns)
    out.number(function.returns_annotated | function.is_generator << 1)
    out.number(len(function.variables))
    for name, scope in function.variables.items():
        out.text(name)
        out.choice(scope, SCOPES)
    out.number(len(function.parameters))
    for parameter in function.parameters:
        out.text(parameter.name)
        out.choice(parameter.kind, PARAMETER_KINDS)
        out.optional(parameter.type)
        out.number(parameter.has_default | parameter.annotated << 1)
    out.number(len(function.instructions))
    for op, operands, _ in function.instructions:
        out.byte(op.code)
        for operand, value in zip(op.operands, operands, strict=True):
            _write_operand(out, operand.kind, value)


def _read_function(reader: Reader, lines: Reader) -> Function:
    name, kind, qualname = reader.text(), reader.choice(FUNCTION_KINDS), reader.text()
    docstring, returns = reader.optional(), reader.optional()
    flags = reader.flags(2)
    variables = {reader.text(): reader.choice(SCOPES) for _ in range(reader.count())}
    heads = [
        (reader.text(), reader.choice(PARAMETER_KINDS), reader.optional(), reader.flags(2))
        for _ in range(reader.count())
    ]
    bodies = [_read_instruction(reader) for _ in range(reader.count())]
    places = _Places()
    position = places.read(lines)
    parameters = tuple(
        Parameter(name, kind, has_default, type_text, annotated, places.read(lines))
        for name, kind, type_text, (has_default, annotated) in heads
    )
    instructions = tuple(body._replace(position=places.read(lines)) for body in bodies)
    return Function(
        name, kind, instructions, variables, parameters, qualname, docstring, returns,
        flags[0], flags[1], position,
    )  # fmt: skip


def _read_instruction(reader: Reader) -> Instruction:
    code = reader.byte()
    op = BY_CODE.get(code)
    if op is None:
        raise VerifyError("N4003", f"there is no opcode {code:#04x}")
    return Instruction(op, tuple(_read_operand(reader, operand.kind) for operand in op.operands))


def _write_operand(out: Writer, kind: str, value: Any) -> None:
    if kind in ("count", "fn"):
        out.number(value)
    elif kind in ("shape", "names"):
        out.number(len(value))
        for item in value:
            out.text(item)
    elif kind == "pattern":
        out.nested(value)
    else:
        out.text(value)


def _read_operand(reader: Reader, kind: str) -> Any:
    if kind in ("count", "fn"):
        return reader.number()
    if kind in ("shape", "names"):
        return tuple(reader.text() for _ in range(reader.count()))
    return reader.nested() if kind == "pattern" else reader.text()


def _write_lines(out: Writer, function: Function) -> None:
    places = _Places()
    places.write(out, function.position)
    for parameter in function.parameters:
        places.write(out, parameter.position)
    for instruction in function.instructions:
        places.write(out, instruction.position)


class _Places:
    """Positions of one function: each line is written as the distance from the one before."""

    def __init__(self) -> None:
        self.line = 0

    def write(self, out: Writer, position: Position) -> None:
        line, column, end_line, end_column = position
        out.signed(line - self.line)
        out.number(column)
        out.signed(end_line - line)
        out.number(end_column)
        self.line = line

    def read(self, reader: Reader) -> Position:
        self.line += reader.signed()
        column = reader.number()
        return (self.line, column, self.line + reader.signed(), reader.number())
