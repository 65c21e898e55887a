"""Whole functions: instances for representations of their parameters, and the text around a body.

A function that calls itself is first lowered as if that call never came back; what it returns then
is what the call returns, and it is lowered again with that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nbc.bytecode.module import Module
from nbc.native.lower.assembly import Assembly, Instance, NotNative
from nbc.native.lower.function import POLL, Deferral, Lowering, Unreached
from nbc.native.lower.joining import convert, join
from nbc.native.lower.recursion import unrolled
from nbc.native.lower.text import Text
from nbc.native.lower.values import (
    NONE_VALUE,
    UNKNOWN,
    Value,
    from_registers,
    register_types,
    registers,
    without_constant,
)
from nbc.native.reps import ListRep, PartsRep, Rep, StaticRep

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROUNDS_AT_MOST = 4
_ARGUMENTS_AT_MOST = 256
_NOT_PASSED = frozenset(
    {"enumerate", "zip", "reversed", "list", "generator", "method", "slice", "exception", "closure"}
)


def small_argument(index: int, place: int) -> int:
    """What stands in `Lowering.proved` for a call's argument that is known to be in `SMALL`."""
    return ~(index * _ARGUMENTS_AT_MOST + place)


def instance_of(
    assembly: Assembly, module: Module, index: int, parameters: Sequence[Value], *,
    on_trust: bool = False,
) -> Instance:  # fmt: skip
    """The instance for arguments like these, lowered if it is new: it depends on representations,
    on the ranges of integers, and on which functions are passed. `on_trust`: what would trap is
    only told to the caller. Raises NotNative."""
    reps = tuple(value.rep for value in parameters)
    ranges = tuple(value.range for value in parameters)
    known_objects = tuple(map(_known_object, parameters))
    key = (id(module), index, reps, ranges, on_trust, tuple(map(id, known_objects)))
    known = assembly.instances.get(key)
    if known is not None:
        return known
    instance = Instance(assembly.fresh(f"f{index}"), module, index, reps, ranges, on_trust)
    before = (dict(assembly.instances), len(assembly.bodies))
    for _ in range(_ROUNDS_AT_MOST):
        assembly.instances[key] = instance
        instance.busy, instance.recursive = True, False
        bodies, result = _lowered(assembly, instance, known_objects)
        settled = not instance.recursive or instance.result == result
        instance.result, instance.busy = result, False
        if settled:
            assembly.bodies.extend(bodies)
            return instance
        assembly.instances = dict(before[0])
        del assembly.bodies[before[1] :]
    raise NotNative(f"what {module.functions[index].name}() returns does not settle")


def _known_object(value: Value) -> Any:
    """A function, class, module or dtype that is passed."""
    known = isinstance(value.rep, StaticRep) and value.rep.kind in ("object", "dtype")
    return value.constant if known else UNKNOWN


def _lowered(assembly: Assembly, instance: Instance, known: Sequence[Any]) -> tuple[list[str], Rep]:
    text = Text(instance.symbol, [], [])
    lowering = Lowering(assembly, instance.module, instance.index, text, instance=instance)
    kinds = parameter_types(instance.parameters)
    names = [f"%a{number}" for number in range(len(kinds))]
    lowering.parameter_types = {f"a{number}": kind for number, kind in enumerate(kinds)}
    _bind_parameters(lowering, iter(names), known)
    if instance.on_trust:
        lowering.deferral = Deferral(text.slot("i64", "0"), None)
    lowering.walk(0, len(lowering.code))
    if not lowering.returns:
        lowering.returns.append(("never", NONE_VALUE))
        lowering.cold += ["never:", "  unreachable"]
    result = _joined_result(lowering)
    return _finish(lowering, instance, result), result


def parameter_types(reps: Sequence[Rep]) -> list[str]:
    return [kind for rep in reps for kind in register_types(rep)]


def result_type(rep: Rep) -> str:
    """The LLVM type that a function returns: the result's registers and whether it failed."""
    return "{ " + ", ".join([*register_types(rep), "i1"]) + " }"


def _bind_parameters(lowering: Lowering, names: Iterator[str], known: Sequence[Any]) -> None:
    """`known`: what modules and functions among the arguments are."""
    assert lowering.instance is not None
    instance = lowering.instance
    for parameter, rep, bounds, constant in zip(
        lowering.function.parameters, instance.parameters, instance.ranges, known, strict=True
    ):
        held = "borrowed" if isinstance(rep, ListRep) else "static"
        value = replace(from_registers(rep, names, held), range=bounds)
        if constant is not UNKNOWN:
            value = replace(value, constant=constant)
        lowering.variables.write(parameter.name, value)


def _joined_result(lowering: Lowering) -> Rep:
    joined = lowering.returns[0][1]
    for _, value in lowering.returns[1:]:
        both = join(joined, value)
        if both is None:
            raise NotNative("the results of this function have no common type",
                            lowering.function.position)  # fmt: skip
        joined = both
    return joined.rep


def _finish(lowering: Lowering, instance: Instance, result: Rep) -> list[str]:
    """The whole text of the function, and of its copies."""
    kind = result_type(result)
    _write_ways_out(lowering, result)
    types = parameter_types(instance.parameters)
    parameters = "".join(f", {k} %a{number}" for number, k in enumerate(types))
    guard = _guard(lowering) if instance.recursive else []
    head = f"define internal {kind} @{instance.symbol}(ptr %ctx, ptr %shared{parameters}) #0 {{"
    entry = ["entry:", *lowering.text.slots]
    rest = ["  br label %body", "body:", *lowering.text.lines, *lowering.cold, "}"]
    whole = "\n".join([head, *entry, *guard, *rest])
    if not instance.recursive:
        return [whole]
    bare = "\n".join([head, *entry, *rest])
    return unrolled(instance.symbol, whole, bare, len(lowering.code), kind)


def _write_ways_out(lowering: Lowering, result: Rep) -> None:
    """Where the function returns and where it fails. Several ways meet in one block, part by part:
    behind a call that was inlined LLVM then sees from where there is no failure."""
    out, kind = lowering.text, result_type(result)
    ways = [way for way in lowering.returns if way[0] != "never"]
    alone = len(ways) + len(lowering.failures) == 1 or not ways
    types = [*register_types(result), "i1"]
    if not alone:
        out.slots += [f"  %result.{place} = alloca {part}" for place, part in enumerate(types)]
    for label, value in ways:
        out.begin(label)
        regs = [*registers(convert(lowering, value, result)), _failed(lowering)]
        if alone:
            out.do(f"ret {kind} {_packed(out, kind, types, regs)}")
            return
        for place, (part, reg) in enumerate(zip(types, regs, strict=True)):
            out.store(part, reg, f"%result.{place}")
        out.go("leave")
    poisons = "".join(f"{part} poison, " for part in types[:-1])
    for label, _state in lowering.failures.values():
        failed = f"ret {kind} {{ {poisons}i1 true }}"
        store = [f"  store i1 true, ptr %result.{len(types) - 1}", "  br label %leave"]
        lowering.cold += [f"{label}:", *([f"  {failed}"] if alone else store)]
    if not alone:
        out.begin("leave")
        regs = [out.load(part, f"%result.{place}") for place, part in enumerate(types)]
        out.do(f"ret {kind} {_packed(out, kind, types, regs)}")


def _failed(lowering: Lowering) -> str:
    """Whether a function that returns has failed all the same: on trust, that shows at its end."""
    out, deferral = lowering.text, lowering.deferral
    return "false" if deferral is None else out.let(
        f"icmp ne i64 {out.load('i64', deferral.flag)}, 0")  # fmt: skip


def _packed(out: Text, kind: str, types: Sequence[str], regs: Sequence[str]) -> str:
    made = "poison"
    for place, (part, reg) in enumerate(zip(types, regs, strict=True)):
        made = out.let(f"insertvalue {kind} {made}, {part} {reg}, {place}")
    return made


def _guard(lowering: Lowering) -> list[str]:
    """A recursive function looks whether there is room on the stack before it goes on, and lets
    interrupts in."""
    place = lowering.assembly.place(lowering.module, lowering.index, lowering.function.position)
    lowering.assembly.declare("llvm.frameaddress", "declare ptr @llvm.frameaddress.p0(i32)")
    lowering.cold += [
        "too.deep:",
        f"  call void @trap_recursion(ptr %ctx, i64 {place})",
        f"  br label %{lowering.failing()}",
        "interrupts:",
        "  %stop = call i32 @noodle_poll(ptr %ctx)",
        "  %stopped = icmp ne i32 %stop, 0",
        f"  br i1 %stopped, label %{lowering.failing()}, label %body, !prof !0",
    ]
    lowering.assembly.declare("noodle_poll", POLL)
    return [
        "  %frame = call ptr @llvm.frameaddress.p0(i32 0)",
        "  %limit.at = getelementptr i64, ptr %ctx, i64 4",
        "  %limit = load ptr, ptr %limit.at",
        "  %deep = icmp ult ptr %frame, %limit",
        "  br i1 %deep, label %too.deep, label %count, !prof !0",
        "count:",
        "  %fuel = load i64, ptr %ctx",
        "  %less = sub i64 %fuel, 1",
        "  store i64 %less, ptr %ctx",
        "  %empty = icmp slt i64 %less, 0",
        "  br i1 %empty, label %interrupts, label %body, !prof !0",
        "unused:",
    ]


def call_instance(lowering: Lowering, instance: Instance, arguments: Sequence[Value]) -> Value:
    """A call of an instance: its result, once it is known that it did not fail."""
    if instance.busy and instance.result is None:
        instance.recursive = True
        raise Unreached
    if instance.busy:
        instance.recursive = True
    assert instance.result is not None
    out = lowering.text
    kind = result_type(instance.result)
    types = parameter_types(instance.parameters)
    regs = [reg for value in arguments for reg in registers(value)]
    passed = "".join(f", {k} {reg}" for k, reg in zip(types, regs, strict=True))
    both = out.let(f"call {kind} @{instance.symbol}(ptr %ctx, ptr %shared{passed})")
    count = len(register_types(instance.result))
    status = out.let(f"extractvalue {kind} {both}, {count}")
    if lowering.deferral is None:
        lowering.check_failed(status)
    else:
        lowering.deferral.takes(lowering, "FLOAT_DIVISION", status)
    parts = iter([out.let(f"extractvalue {kind} {both}, {place}") for place in range(count)])
    value = from_registers(instance.result, parts)
    return own(lowering, value)


def own(lowering: Lowering, value: Value) -> Value:
    """Arrays that a call gave are this statement's to release."""
    if value.items:
        return replace(value, items=tuple(own(lowering, item) for item in value.items))
    if value.is_array or isinstance(value.rep, ListRep):
        return lowering.variables.temporary(value)
    return value


def as_argument(lowering: Lowering, value: Value) -> Value:
    """A value as it is passed to an instance: computed, and nothing known of it but its form."""
    if isinstance(value.rep, PartsRep | StaticRep) and value.rep.kind in _NOT_PASSED:
        lowering.refuse(f"{value.rep.kind} passed to a function stays on the VM")
    if value.items:
        items = tuple(as_argument(lowering, item) for item in value.items)
        return replace(value, items=items)
    if value.lazy is not None:
        from nbc.native.lower.arrays import materialise  # lazy: arrays build on this module

        value = materialise(lowering, value)
    return without_constant(value) if value.is_scalar else value
