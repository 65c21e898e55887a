"""Moving code that was just written into a function of its own.

The text says all that is needed: which registers and stack slots it reads of the function around
it, and to which labels it leaves. Slots are copied in and out, so that those of the function around
stay registers; each way out has a number, which the function returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from nbc.native.late import SYMBOL

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_REGISTER: Final = re.compile(r"%([a-zA-Z_][\w.]*|\d+)")
_LABEL_USE: Final = re.compile(r"label %([\w.]+)")
_DEFINED: Final = re.compile(r"^  %([\w.]+) = (.*)$")
_SLOT: Final = re.compile(r"^  %([\w.]+) = alloca (.*)$")
_FLAGS: Final = frozenset(
    "nsw nuw exact disjoint reassoc nnan ninf nsz arcp contract afn fast inbounds samesign nneg "
    "tail noundef volatile".split()
)
_CASTS: Final = frozenset(
    "sext zext trunc fpext fptrunc sitofp uitofp fptosi fptoui ptrtoint inttoptr bitcast".split()
)
_ALWAYS: Final = frozenset({"ctx", "shared", "in", "out", "env"})


def outline_late(lowering: Lowering, start: int, cold: int) -> None:
    """Moves the lines from `start` on, and the cold ones from `cold` on, into a function that is
    compiled when it is first needed; a call takes their place. The lines begin with a label and end
    closed; control goes on where their branches went."""
    out = lowering.text
    lines = [*out.lines[start:], *lowering.cold[cold:]]
    del out.lines[start:], lowering.cold[cold:]
    inside = {line[:-1] for line in lines if line.endswith(":")}
    exits = _unique(label for line in lines for label in _LABEL_USE.findall(line)
                    if label not in inside)  # fmt: skip
    defined = {match[1] for line in lines if (match := _DEFINED.match(line))}
    used = _unique(
        name for line in lines for name in _REGISTER.findall(_without_labels(line))
        if name not in defined and name not in _ALWAYS
    )  # fmt: skip
    slots = {m[1]: m[2] for line in out.slots if (m := _SLOT.match(line))}
    kinds = _types(lowering, [name for name in used if name not in slots])
    symbol = lowering.assembly.fresh("part")
    passed = [*((name, slots[name]) for name in used if name in slots), *kinds.items()]
    lowering.assembly.late[symbol] = _function(lines, passed, slots, exits)
    out.begin(lines[0][:-1])
    _call(lowering, symbol, passed, slots, exits)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _without_labels(line: str) -> str:
    """A line without its labels and metadata; phi nodes name labels without the word."""
    text = _LABEL_USE.sub("", line)
    if " = phi " in text:
        text = re.sub(r", %[\w.]+ \]", " ]", text)
    return text


def _function(
    lines: Sequence[str], passed: Sequence[tuple[str, str]], slots: dict[str, str],
    exits: Sequence[str],
) -> str:  # fmt: skip
    entry, leave = [], []
    for place, (name, kind) in enumerate(passed):
        entry.append(f"  %at.{place} = getelementptr i64, ptr %env, i64 {place + 1}")
        if name in slots:
            entry += [
                f"  %{name} = alloca {kind}",
                f"  %was.{place} = load {kind}, ptr %at.{place}",
                f"  store {kind} %was.{place}, ptr %{name}",
            ]
            leave.append((place, name, kind))
        else:
            entry.append(f"  %{name} = load {kind}, ptr %at.{place}")
    ways: list[str] = []
    for number, _label in enumerate(exits):
        ways.append(f"exit.{number}:")
        for place, name, kind in leave:
            ways += [f"  %now.{number}.{place} = load {kind}, ptr %{name}",
                     f"  store {kind} %now.{number}.{place}, ptr %at.{place}"]  # fmt: skip
        ways.append(f"  ret i32 {number}")
    numbers = {label: f"label %exit.{number}" for number, label in enumerate(exits)}
    moved = [_LABEL_USE.sub(lambda m: numbers.get(m[1], m[0]), line) for line in lines]
    return "\n".join([
        f"define i32 @{SYMBOL}(ptr %ctx, ptr %env) nounwind {{", "entry:",
        "  %shared = load ptr, ptr %env", *entry, f"  br label %{lines[0][:-1]}", *moved, *ways,
        "}",
    ])  # fmt: skip


def _call(
    lowering: Lowering, symbol: str, passed: Sequence[tuple[str, str]], slots: dict[str, str],
    exits: Sequence[str],
) -> None:  # fmt: skip
    out = lowering.text
    environment = out.fresh("env")
    out.slots.append(f"  {environment} = alloca [{len(passed) + 1} x i64]")
    out.store("ptr", "%shared", environment)
    places = []
    for place, (name, kind) in enumerate(passed):
        address = out.let(f"getelementptr i64, ptr {environment}, i64 {place + 1}")
        places.append(address)
        value = out.load(kind, f"%{name}") if name in slots else f"%{name}"
        out.store(kind, value, address)
    way = out.let(f"call i32 {_code(lowering, symbol)}(ptr %ctx, ptr {environment})")
    for (name, kind), address in zip(passed, places, strict=True):
        if name in slots:
            out.store(kind, out.load(kind, address), f"%{name}")
    ways = " ".join(f"i32 {number}, label %{label}" for number, label in enumerate(exits) if number)
    out.do(f"switch i32 {way}, label %{exits[0]} [ {ways} ]")
    out.closed = True


def _code(lowering: Lowering, symbol: str) -> str:
    """The address of the part, which is asked for when it is needed for the first time."""
    out, assembly = lowering.text, lowering.assembly
    assembly.declare("noodle_late", "declare ptr @noodle_late(i64) cold")
    assembly.declare(f"{symbol}.code", f"@{symbol}.code = internal global ptr null")
    ask, go = out.new_label("late"), out.new_label("there")
    known, before = out.load("ptr", f"@{symbol}.code"), out.label
    out.branch(out.let(f"icmp eq ptr {known}, null"), ask, go)
    out.begin(ask)
    made = out.let(f"call ptr @noodle_late(i64 LATE.{symbol})")
    lowering.trap("LATE", out.let(f"icmp eq ptr {made}, null"))
    out.store("ptr", made, f"@{symbol}.code")
    ready = out.label
    out.go(go)
    out.begin(go)
    return out.phi("ptr", [(known, before), (made, ready)])


# -- types -----------------------------------------------------------------------------------


def _types(lowering: Lowering, names: Sequence[str]) -> dict[str, str]:
    """The LLVM types of registers that are defined in what was written before."""
    wanted, found = set(names), dict.fromkeys(names, "")
    for lines in (lowering.text.lines, lowering.text.slots, lowering.cold):
        for line in lines:
            match = _DEFINED.match(line)
            if match is not None and match[1] in wanted:
                found[match[1]] = type_of_operation(match[2])
    for name, kind in lowering.parameter_types.items():
        if name in wanted:
            found[name] = kind
    return found


def type_of_operation(operation: str) -> str:
    """The LLVM type of the result of an operation, from its text."""
    words = operation.replace("(", " (").split()
    name = words[0]
    if name in ("icmp", "fcmp"):
        return "i1"
    if name in ("getelementptr", "alloca", "inttoptr"):
        return "ptr"
    if name in _CASTS:
        return operation.split(" to ")[1].split(",")[0].split()[0]
    if name == "select":
        return operation.split(",")[1].split()[0]
    if name == "extractvalue":
        parts, place = operation[operation.index("{") + 1 : operation.index("}")], words[-1]
        return parts.split(",")[int(place)].strip()
    rest = operation[len(name) :].strip()
    while rest.split()[0] in _FLAGS:
        rest = rest[len(rest.split()[0]) :].strip()
    if rest.startswith("{"):
        return rest[: rest.index("}") + 1]
    return rest.split()[0].rstrip(",")
