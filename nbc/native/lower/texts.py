"""Strings: characters, slices, comparison and search.

A string is its kind (bytes per code point), the address of its first code point and its length; a
character or slice of one is a view of the same memory, which lives as long as the call.
`StringRep(1)` is ASCII; of `StringRep(0)` the kind is known only when the code runs.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.scalars import boolean, integer
from nbc.native.lower.values import LENGTH, Value
from nbc.native.reps import StringRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_WIDTHS = {1: "i8", 2: "i16", 4: "i32"}
_FEW = 8
_TESTS = {"LESS": "slt", "LESS_EQUAL": "sle", "EQUAL": "eq", "NOT_EQUAL": "ne", "GREATER": "sgt",
          "GREATER_EQUAL": "sge"}  # fmt: skip


def constant(lowering: Lowering, text: str) -> Value:
    """A string of the program."""
    kind = (
        1 if all(ord(c) < 1 << 8 for c in text) else 2 if all(ord(c) < 1 << 16 for c in text) else 4
    )
    name = blake2b(text.encode("utf-32", "surrogatepass"), digest_size=12).hexdigest()
    symbol = f"text.{name}"
    points = ", ".join(f"{_WIDTHS[kind]} {ord(c)}" for c in (*text, "\0"))
    count = len(text) + 1
    lowering.assembly.declare(
        symbol, f'@"{symbol}" = private constant [{count} x {_WIDTHS[kind]}] [{points}], align 4'
    )
    rep = StringRep(1 if text.isascii() else 0)
    return Value(rep, (str(kind), f'@"{symbol}"', str(len(text))), text)


def length(value: Value) -> Value:
    reg = value.regs[2]
    return integer(reg, (int(reg), int(reg)) if reg.isdigit() else LENGTH)


def code_point(lowering: Lowering, value: Value, index: str) -> Value:
    """The code point at an index that is in bounds."""
    out = lowering.text
    kind, data, _ = value.regs
    if kind.isdigit() or value.rep == StringRep(1):
        width = _WIDTHS[int(kind)] if kind.isdigit() else "i8"
        place = out.let(f"getelementptr {width}, ptr {data}, i64 {index}")
        unit = out.load(width, place)
        high = 127 if value.rep == StringRep(1) else 0x10FFFF
        return integer(out.let(f"zext {width} {unit} to i64"), (0, high))
    lowering.assembly.declare("text.at", _AT)
    reg = out.let(f"call i64 @text.at(i64 {kind}, ptr {data}, i64 {index})")
    return integer(reg, (0, 0x10FFFF))


def part(lowering: Lowering, value: Value, start: str, count: str) -> Value:
    """`count` characters from `start` on, which are there."""
    out = lowering.text
    kind, data, _ = value.regs
    offset = start if value.rep == StringRep(1) else out.let(f"mul i64 {start}, {kind}")
    place = out.let(f"getelementptr i8, ptr {data}, i64 {offset}")
    return Value(value.rep, (kind, place, count))


def character(lowering: Lowering, code: Value) -> Value:
    """chr(): those below 256 are in a table, the others get memory of their own."""
    out = lowering.text
    if code.range is None or code.range[0] < 0 or code.range[1] > 0x10FFFF:
        moved = out.let(f"add i64 {code.reg}, 2147483648")
        lowering.trap("CHR_WIDE", out.let(f"icmp ugt i64 {moved}, 4294967295"))
        lowering.trap("CHR_RANGE", out.let(f"icmp ugt i64 {code.reg}, 1114111"))
    units = ", ".join(f"i8 {number}" for number in range(256))
    lowering.assembly.declare(
        "characters", f"@characters = private constant [256 x i8] [{units}], align 4"
    )
    place = out.let(f"getelementptr i8, ptr @characters, i64 {code.reg}")
    if code.range is not None and code.range[0] >= 0 and code.range[1] < 256:
        return Value(StringRep(1 if code.range[1] < 128 else 0), ("1", place, "1"))
    lowering.assembly.declare("noodle_alloc", "declare noalias ptr @noodle_alloc(ptr, i64, i64)")
    lowering.assembly.declare("text.of", _CHARACTER)
    data = out.let(f"call ptr @text.of(ptr %ctx, i64 {code.reg}, ptr {place})")
    lowering.trap("MEMORY", out.let(f"icmp eq ptr {data}, null"), ["4"])
    small = out.let(f"icmp ult i64 {code.reg}, 256")
    wide = out.let(f"icmp ult i64 {code.reg}, 65536")
    other = out.let(f"select i1 {wide}, i64 2, i64 4")
    kind = out.let(f"select i1 {small}, i64 1, i64 {other}")
    return Value(StringRep(0), (kind, data, "1"))


# -- comparison and search ------------------------------------------------------------------------


def compare(lowering: Lowering, name: str, a: Value, b: Value) -> Value:
    """`a op b` of two strings."""
    if a.is_constant and b.is_constant:
        signs = (a.constant > b.constant) - (a.constant < b.constant)
        known = {"LESS": (-1,), "LESS_EQUAL": (-1, 0), "EQUAL": (0,), "NOT_EQUAL": (-1, 1),
                 "GREATER": (1,), "GREATER_EQUAL": (0, 1)}  # fmt: skip
        return boolean("true" if signs in known[name] else "false")
    out = lowering.text
    if a.regs[2] == b.regs[2] == "1":
        x, y = (code_point(lowering, v, "0").reg for v in (a, b))
        return boolean(out.let(f"icmp {_TESTS[name]} i64 {x}, {y}"))
    if name in ("EQUAL", "NOT_EQUAL"):
        same = equal(lowering, a, b)
        return boolean(same if name == "EQUAL" else out.let(f"xor i1 {same}, true"))
    order = out.let(f"call i64 @noodle_text_compare({_pair(lowering, 'compare', a, b)})")
    return boolean(out.let(f"icmp {_TESTS[name]} i64 {order}, 0"))


def equal(lowering: Lowering, a: Value, b: Value) -> str:
    """Whether two strings are the same, as i1. Behind every string lies one more code unit, so the
    first may be looked at before the length is."""
    out = lowering.text
    if "1" in (a.regs[2], b.regs[2]):
        x, y = (code_point(lowering, v, "0").reg for v in (a, b))
        same = out.let(f"icmp eq i64 {x}, {y}")
        lengths = out.let(f"icmp eq i64 {a.regs[2]}, {b.regs[2]}")
        return out.let(f"and i1 {same}, {lengths}")
    made = out.let(f"call i64 @noodle_text_equal({_pair(lowering, 'equal', a, b)})")
    return out.let(f"icmp ne i64 {made}, 0")


def _pair(lowering: Lowering, name: str, a: Value, b: Value, more: str = "") -> str:
    """Declares a function of two texts; its operands."""
    kinds = "i64, ptr, i64, i64, ptr, i64" + (", i64" if more else "")
    lowering.assembly.declare(
        f"noodle_text_{name}",
        f"declare i64 @noodle_text_{name}({kinds}) nounwind willreturn memory(argmem: read)",
    )
    regs = [f"{kind} {reg}" for value in (a, b)
            for kind, reg in zip(("i64", "ptr", "i64"), value.regs, strict=True)]  # fmt: skip
    return ", ".join([*regs, *([f"i64 {more}"] if more else [])])


def contains(lowering: Lowering, owner: Value, value: Value) -> str:
    """`value in owner`, as i1."""
    out = lowering.text
    known = owner.constant
    if isinstance(known, str) and value.regs[2] == "1" and 0 < len(known) <= _FEW:
        code = code_point(lowering, value, "0").reg
        tests = [out.let(f"icmp eq i64 {code}, {ord(c)}") for c in dict.fromkeys(known)]
        found = tests[0]
        for test in tests[1:]:
            found = out.let(f"or i1 {found}, {test}")
        return found
    return out.let(f"icmp sge i64 {find(lowering, owner, value)}, 0")


def find(lowering: Lowering, owner: Value, value: Value) -> str:
    """The index of the first occurrence, or -1."""
    operands = _pair(lowering, "find", owner, value, "0")
    return lowering.text.let(f"call i64 @noodle_text_find({operands})")


# -- methods --------------------------------------------------------------------------------------


def _two(lowering: Lowering, arguments: Arguments) -> tuple[Value, Value]:
    values = arguments.values
    if arguments.keywords or len(values) != 2 or not isinstance(values[1].rep, StringRep):
        lowering.refuse(f"this call of {arguments.name}() has no native form")
    return values[0], values[1]


@lowers_call("str.find", "str.index")
def _find(lowering: Lowering, arguments: Arguments) -> Value:
    place = find(lowering, *_two(lowering, arguments))
    if arguments.name == "str.index":
        absent = lowering.text.let(f"icmp slt i64 {place}, 0")
        lowering.trap("RAISED", absent, text="ValueError\nsubstring not found")
        return integer(place, LENGTH)
    return integer(place, (-1, LENGTH[1]))


@lowers_call("str.count")
def _count(lowering: Lowering, arguments: Arguments) -> Value:
    operands = _pair(lowering, "count", *_two(lowering, arguments))
    return integer(lowering.text.let(f"call i64 @noodle_text_count({operands})"), LENGTH)


@lowers_call("str.startswith", "str.endswith")
def _starts(lowering: Lowering, arguments: Arguments) -> Value:
    """Compares the part of the same length, none where the text is shorter."""
    owner, value = _two(lowering, arguments)
    out = lowering.text
    size, wanted = owner.regs[2], value.regs[2]
    rest = out.let(f"sub i64 {size}, {wanted}")
    fits = out.let(f"icmp sge i64 {rest}, 0")
    start = "0" if arguments.name == "str.startswith" else out.let(
        f"select i1 {fits}, i64 {rest}, i64 0"
    )  # fmt: skip
    count = out.let(f"select i1 {fits}, i64 {wanted}, i64 0")
    same = equal(lowering, part(lowering, owner, start, count), value)
    return boolean(out.let(f"and i1 {fits}, {same}"))


@lowers_call("str.isdigit", "str.isalpha", "str.isspace", "str.isupper", "str.islower")
def _predicate(lowering: Lowering, arguments: Arguments) -> Value:
    """Of one ASCII character."""
    value = arguments.values[0]
    if len(arguments.values) != 1 or value.rep != StringRep(1) or value.regs[2] != "1":
        lowering.refuse(f"{arguments.name}() has native form for one ASCII character")
    code = code_point(lowering, value, "0").reg
    ranges = _RANGES[arguments.name]
    out, made = lowering.text, "false"
    for low, high in ranges:
        moved = out.let(f"sub i64 {code}, {ord(low)}")
        inside = out.let(f"icmp ule i64 {moved}, {ord(high) - ord(low)}")
        made = inside if made == "false" else out.let(f"or i1 {made}, {inside}")
    return boolean(made)


_RANGES = {
    "str.isdigit": [("0", "9")], "str.isalpha": [("a", "z"), ("A", "Z")],
    "str.isupper": [("A", "Z")], "str.islower": [("a", "z")],
    "str.isspace": [("\t", "\r"), ("\x1c", " ")],
}  # fmt: skip
_AT = """define internal i64 @text.at(i64 %kind, ptr %data, i64 %index) alwaysinline {
  switch i64 %kind, label %four [ i64 1, label %one  i64 2, label %two ]
one:
  %p1 = getelementptr i8, ptr %data, i64 %index
  %u1 = load i8, ptr %p1
  %c1 = zext i8 %u1 to i64
  ret i64 %c1
two:
  %p2 = getelementptr i16, ptr %data, i64 %index
  %u2 = load i16, ptr %p2
  %c2 = zext i16 %u2 to i64
  ret i64 %c2
four:
  %p4 = getelementptr i32, ptr %data, i64 %index
  %u4 = load i32, ptr %p4
  %c4 = zext i32 %u4 to i64
  ret i64 %c4
}"""
_CHARACTER = """define internal ptr @text.of(ptr %ctx, i64 %code, ptr %small) {
  %in.table = icmp ult i64 %code, 256
  br i1 %in.table, label %done, label %make
done:
  ret ptr %small
make:
  %block = call ptr @noodle_alloc(ptr %ctx, i64 8, i64 1)
  %none = icmp eq ptr %block, null
  br i1 %none, label %failed, label %write
failed:
  ret ptr null
write:
  %at = getelementptr i64, ptr %block, i64 1
  %data = load ptr, ptr %at
  %unit = trunc i64 %code to i32
  store i32 %unit, ptr %data
  ret ptr %data
}"""
