"""Moving code that was just written into a function of its own.

The text says all that is needed: which registers and stack slots it reads of the function around
it, and to which labels it leaves. Slots are copied in and out, so that those of the function around
stay registers (arrays of words by their address); each way out has a number, which the function
returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from nbc.native.late import SYMBOL

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_REGISTER: Final = re.compile(r"%([a-zA-Z_][\w.]*|\d+)")
_LABEL_USE: Final = re.compile(r"label %([\w.]+)")
_DEFINED: Final = re.compile(r"^  %([\w.]+) = (.*?)(?: ;\d+)?$")
_DEFINITION: Final = re.compile(r"^  %([\w.]+) = ", re.MULTILINE)
_PHI_LABEL: Final = re.compile(r", %[\w.]+ \]")
_SLOT: Final = re.compile(r"^  %([\w.]+) = alloca (.*)$")
_LOADED: Final = re.compile(r"^  %[\w.]+ = load [\w.]+, ptr %[\w.]+(, !.*?)?( ;\d+)?$")
_NUMBER: Final = re.compile(r"\d+")
_FIRST: Final = "ptr %ctx, ptr %shared, ptr %env"
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
    exits = _unique(label for line in lines for label in labels_in(line) if label not in inside)
    used = free_names(lines)
    slots = slots_in(out.slots)
    kinds = types_of(lowering, [name for name in used if name not in slots])
    for name in [name for name in used if slots.get(name, "").startswith("[")]:
        kinds[name] = "ptr"
        del slots[name]
    symbol = lowering.assembly.fresh("part")
    changed = {name: slots[name] for name in _changed(lines) if name in slots}
    read = {name: slots[name] for name in used if name in slots and name not in changed}
    lowering.assembly.late[symbol] = _function(lines, kinds, read, changed, exits)
    out.begin(lines[0][:-1])
    _call(lowering, symbol, kinds, read, changed, exits)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def labels_in(line: str) -> list[str]:
    """The labels that control may go to from a line."""
    return _LABEL_USE.findall(line)


def relabelled(line: str, others: Mapping[str, str]) -> str:
    """A line that goes to other labels."""
    return _LABEL_USE.sub(lambda m: f"label %{others.get(m[1], m[1])}", line)


def free_names(lines: Iterable[str]) -> list[str]:
    """The registers and slots that lines read but do not define."""
    text = "\n".join(lines)
    known = _ALWAYS.union(_DEFINITION.findall(text))
    return _unique(name for name in _REGISTER.findall(_without_labels(text)) if name not in known)


def slots_in(lines: Iterable[str]) -> dict[str, str]:
    """The stack slots that lines make, and their types."""
    return {m[1]: m[2] for line in lines if (m := _SLOT.match(line))}


def _without_labels(text: str) -> str:
    """Lines without the labels in them; phi nodes name labels without the word."""
    return _PHI_LABEL.sub(" ]", _LABEL_USE.sub("", text))


def _changed(lines: Iterable[str]) -> list[str]:
    """The names that stand for more than a value, or a slot that is loaded."""
    return _unique(
        name for line in lines if "ptr %" in line and not _LOADED.match(line)
        for name in _REGISTER.findall(line)
    )  # fmt: skip


def _function(
    lines: Sequence[str], kinds: dict[str, str], read: dict[str, str], changed: dict[str, str],
    exits: Sequence[str],
) -> str:  # fmt: skip
    entry = []
    parameters = [f"{kind} %{name}" for name, kind in kinds.items()]
    for name, kind in read.items():
        parameters.append(f"{kind} %was.{name}")
        entry += [f"  %{name} = alloca {kind}", f"  store {kind} %was.{name}, ptr %{name}"]
    for place, (name, kind) in enumerate(changed.items()):
        entry += [
            f"  %at.{place} = getelementptr i64, ptr %env, i64 {place}",
            f"  %{name} = alloca {kind}",
            f"  %was.{name} = load {kind}, ptr %at.{place}",
            f"  store {kind} %was.{name}, ptr %{name}",
        ]
    ways: list[str] = []
    for number, _label in enumerate(exits):
        ways.append(f"exit.{number}:")
        for place, (name, kind) in enumerate(changed.items()):
            ways += [f"  %now.{number}.{place} = load {kind}, ptr %{name}",
                     f"  store {kind} %now.{number}.{place}, ptr %at.{place}"]  # fmt: skip
        ways.append(f"  ret i32 {number}")
    numbers = {label: f"label %exit.{number}" for number, label in enumerate(exits)}
    moved = [_LABEL_USE.sub(lambda m: numbers.get(m[1], m[0]), line) for line in lines]
    return "\n".join([
        f"define i32 @{SYMBOL}({', '.join([_FIRST, *parameters])}) nounwind {{", "entry:",
        *entry, f"  br label %{lines[0][:-1]}", *moved, *ways, "}",
    ])  # fmt: skip


def _call(
    lowering: Lowering, symbol: str, kinds: dict[str, str], read: dict[str, str],
    changed: dict[str, str], exits: Sequence[str],
) -> None:  # fmt: skip
    """The call, with registers and slots that are only read as arguments: the other slots are
    those that may hold something else behind it."""
    out = lowering.text
    environment = out.fresh("env")
    out.slots.append(f"  {environment} = alloca [{len(changed)} x i64]")
    new = _without_content(out.slots, int(_NUMBER.findall(out.label)[-1]))
    places = []
    for place, (name, kind) in enumerate(changed.items()):
        places.append(out.let(f"getelementptr i64, ptr {environment}, i64 {place}"))
        if name not in new:
            out.store(kind, out.load(kind, f"%{name}"), places[-1])
    code = _code(lowering, symbol)
    arguments = [f"ptr {environment}", *(f"{kind} %{name}" for name, kind in kinds.items())]
    arguments += [f"{kind} {out.load(kind, f'%{name}')}" for name, kind in read.items()]
    way = out.let(f"call i32 {code}(ptr %ctx, ptr %shared, {', '.join(arguments)})")
    for (name, kind), address in zip(changed.items(), places, strict=True):
        out.store(kind, out.load(kind, address), f"%{name}")
    ways = " ".join(f"i32 {number}, label %{label}" for number, label in enumerate(exits) if number)
    out.do(f"switch i32 {way}, label %{exits[0]} [ {ways} ]")
    out.closed = True


def _without_content(slots: Sequence[str], number: int) -> set[str]:
    """The slots that were made after a label with that number, and hold nothing at first."""
    filled = {name for line in slots if "= alloca" not in line for name in _REGISTER.findall(line)}
    made = [match[1] for line in slots if (match := _SLOT.match(line))]
    return {name for name in made if name not in filled and name[0] == "s"
            and name[1:].isdigit() and int(name[1:]) > number}  # fmt: skip


def _code(lowering: Lowering, symbol: str) -> str:
    """The address of the part, which is asked for when it is needed for the first time."""
    out, assembly = lowering.text, lowering.assembly
    assembly.declare("late", _LATE)
    assembly.declare(f"{symbol}.code", f"@{symbol}.code = internal global ptr null")
    made = out.let(f"call ptr @late(ptr @{symbol}.code, i64 LATE.{symbol})")
    lowering.trap("LATE", out.let(f"icmp eq ptr {made}, null"))
    return made


_LATE: Final = """declare ptr @noodle_late(i64) cold

define internal ptr @late(ptr %at, i64 %key) cold noinline nounwind {
  %known = load ptr, ptr %at
  %new = icmp eq ptr %known, null
  br i1 %new, label %ask, label %go
ask:
  %made = call ptr @noodle_late(i64 %key)
  store ptr %made, ptr %at
  ret ptr %made
go:
  ret ptr %known
}"""


# -- types -----------------------------------------------------------------------------------


def types_of(lowering: Lowering, names: Sequence[str]) -> dict[str, str]:
    """The LLVM types of registers that are defined in what was written before."""
    made = lowering.text.made
    found = {name: type_of_operation(made[f"%{name}"]) if f"%{name}" in made else ""
             for name in names}  # fmt: skip
    wanted = {name for name in names if not found[name] and name not in lowering.parameter_types}
    for lines in (lowering.text.lines, lowering.text.slots, lowering.cold) if wanted else ():
        for line in lines:
            match = _DEFINED.match(line)
            if match is not None and match[1] in wanted:
                found[match[1]] = type_of_operation(match[2])
    return found | {name: kind for name, kind in lowering.parameter_types.items() if name in found}


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
