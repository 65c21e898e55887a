"""Regions: loops cut out of a function or cell that stays on the VM.

The loop's variables come in by slots and go out by slots, also after a trap, so that the VM sees
what it would have computed up to there.
"""

from __future__ import annotations

from nbc.bytecode.effects import bound_names
from nbc.native.lower.assembly import Assembly, NotNative
from nbc.native.lower.boundary import load_slots, settled_result, store_slots
from nbc.native.lower.function import Lowering
from nbc.native.lower.joining import convert, join
from nbc.native.lower.text import Text
from nbc.native.lower.values import Value
from nbc.native.lower.variables import Binding
from nbc.native.reps import Rep, slots

State = dict[str, Binding]


def lower_region(assembly: Assembly, symbol: str) -> tuple[tuple[str, Rep], ...]:
    """Writes the unit of a region; its outputs with their representations. Raises NotNative."""
    unit = assembly.unit
    assert unit.region is not None
    start, stop = unit.region
    text = Text(symbol, [], [])
    lowering = Lowering(assembly, unit.module, unit.index, text, region=unit.region)
    code = lowering.code
    stored = {name for index in range(start, stop) for name in bound_names(code[index])}
    lowering.own_names = frozenset({name for name, _ in unit.inputs} | stored)
    first = 0
    for name, rep in unit.inputs:
        lowering.variables.write(name, load_slots(text, rep, "%in", first))
        first += slots(rep)
    lowering.walk(start, stop)
    ends: list[tuple[str, State, str]] = []
    if not text.closed:
        label = text.new_label("end")
        text.go(label)
        ends.append((label, lowering.variables.state, "ret i32 0"))
    ends += [(label, state, "br label %failed") for label, state in lowering.failures.values()]
    outputs = _outputs(unit.outputs, [state for _, state, _ in ends])
    for label, state, leave in ends:
        text.begin(label)
        lowering.variables.state = dict(state)
        _flush(lowering, outputs)
        text.do(leave)
    assembly.bodies.append(_text(lowering, symbol))
    return outputs


def _outputs(names: tuple[str, ...], states: list[State]) -> tuple[tuple[str, Rep], ...]:
    """The representation of each output, joined over all ends."""
    found: list[tuple[str, Rep]] = []
    for name in names:
        joined: Value | None = None
        for state in states:
            binding = state.get(name)
            if binding is None:
                continue
            if binding.conflict:
                raise NotNative(f"{name!r} has different types on two ways to the loop's end")
            template = binding.template
            both = template if joined is None else join(joined, template)
            if both is None:
                raise NotNative(f"{name!r} has different types where the loop may end")
            joined = both
        if joined is not None:
            found.append((name, settled_result(joined.rep)))
    return tuple(found)


def _flush(lowering: Lowering, outputs: tuple[tuple[str, Rep], ...]) -> None:
    """Leaves each output behind its flag in the out slots."""
    text, variables, first = lowering.text, lowering.variables, 0
    for name, rep in outputs:
        binding = variables.state.get(name)
        flag = "0"
        if binding is not None:
            flag = "1"
            if not binding.certain:
                flag = text.let(f"zext i1 {text.load('i1', variables.flag(name))} to i64")
            value = variables.peek(name, binding)
            store_slots(lowering, convert(lowering, value, rep), "%out", first + 1)
        address = text.let(f"getelementptr i64, ptr %out, i64 {first}")
        text.do(f"store i64 {flag}, ptr {address}")
        first += 1 + slots(rep)


def _text(lowering: Lowering, symbol: str) -> str:
    from nbc.native.lower.unit import FAILED  # lazy: the unit's file builds on this one

    text = lowering.text
    return "\n".join([
        f"define i32 @{symbol}(ptr %ctx, ptr %in, ptr %out) {{", "entry:",
        "  %shared = getelementptr i64, ptr %in, i64 0", *text.slots, "  br label %body", "body:",
        *text.lines, *lowering.cold, *FAILED, "}",
    ])  # fmt: skip
