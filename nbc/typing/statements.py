"""Typing rules of names, of statements without a value, and of small things on the stack."""

from __future__ import annotations

import builtins
from collections.abc import Iterator

from nbc.bytecode.module import Instruction
from nbc.bytecode.patterns import captures
from nbc.types.join import join
from nbc.types.model import (
    NEVER,
    OBJECT,
    STR,
    BuiltinType,
    ClassType,
    Container,
    Object,
    Tuple,
    Type,
)
from nbc.types.of import type_of
from nbc.typing.blocks import condition
from nbc.typing.fixes import imported as import_of
from nbc.typing.fixes import renamed
from nbc.typing.frame import RULES, Frame
from nbc.typing.items import unpacked
from nbc.typing.live import imported, module_attribute
from nbc.typing.loops import leave_loop
from nbc.typing.namespace import opens_namespace
from nbc.typing.report import did_you_mean

LEAVE_EXCEPTIONS = frozenset({"SystemExit", "KeyboardInterrupt", "GeneratorExit"})


def _variable(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    name = ins.operands[0]
    kind = frame.load(name)
    if kind is None:
        _undefined(frame, name)
        return OBJECT
    watched = name == "__name__" or isinstance(kind, BuiltinType | Object)
    if watched and opens_namespace(frame, name, kind):
        frame.engine.open_namespace(frame.state)
    return kind


def _undefined(frame: Frame, name: str) -> None:
    if frame.lenient or any(outer.lenient for outer in frame.engine.frames):
        return
    inside = len(frame.engine.frames) > 1
    if frame.function.variables.get(name) == "local" and not frame.in_class:
        bound_later = name in set(_bound_names(frame))
        message = (
            f"'{name}' is used before it has a value" if bound_later else f"'{name}' has no value"
        )
        frame.report("N2005", message, NameError, hint=f"give '{name}' a value first",
                     may_warn=not inside)  # fmt: skip
        return
    meant = did_you_mean(name, _known_names(frame))
    hint = f"did you mean '{meant}'?" if meant else "define it first, or import it"
    frame.report("N2005", f"name '{name}' is not defined", NameError, hint=hint, name=name,
                 fixes=(*renamed(frame, name, meant), *import_of(frame, name)),
                 may_warn=not inside)  # fmt: skip


def _bound_names(frame: Frame) -> Iterator[str]:
    for name, scope in frame.function.variables.items():
        if scope == "local":
            yield name


def _known_names(frame: Frame) -> Iterator[str]:
    yield from frame.state.local
    yield from (name for name, kind in frame.state.shared.items() if kind is not NEVER)
    yield from (name for name in frame.engine.environment if not name.startswith("_"))
    yield from (name for name in builtins.__dict__ if not name.startswith("_"))


def _constant(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return type_of(frame.module.constants[ins.operands[0]])


def _assignable(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    frame.store(ins.operands[0], taken[0], place=frame.places[0])


def _tee(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    frame.store(ins.operands[0], taken[0], place=frame.places[0])
    return frame.load(ins.operands[0]) or OBJECT


def _delete(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    name = ins.operands[0]
    scope = frame.function.variables.get(name, "global")
    engine, state = frame.engine, frame.state
    if scope == "local":
        known = name in state.local or name in engine.rebound
    else:
        kind = state.shared.get(name)
        known = scope == "free" or name in engine.volatile or engine.open or (
            kind is not NEVER if kind is not None else name in engine.environment
        )  # fmt: skip
    if not known and not frame.lenient:
        _undefined(frame, name)
    frame.delete(name)


def _nothing(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    name = ins.op.name
    if name == "FILTER":
        _filter(frame, taken[0])
    elif name in ("BREAK", "CONTINUE"):
        leave_loop(frame, name)
    elif name == "IMPORT_STAR":
        frame.engine.open_namespace(frame.state)
    elif name == "GUARD":
        condition(frame, taken[0])


def _filter(frame: Frame, kind: Type) -> None:
    known = condition(frame, kind)
    if known is True:
        return
    jumps = frame.jumps_left
    if known is False:
        leave_loop(frame, "CONTINUE")
    elif frame.loops:
        frame.loops[-1].continues.append(frame.state.copy())
    frame.engine.certain = False
    frame.jumps_left = jumps


def _duplicate(frame: Frame, ins: Instruction, taken: list[Type]) -> list[Type]:
    kind = taken[0]
    if isinstance(kind, Container):
        kind = Container(kind.kind)
    return [kind, kind]


def _emit(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    frame.emitted = join(frame.emitted, taken[0]) if len(taken) == 1 else OBJECT


def _text(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return STR


def _build_tuple(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    if ins.op.name == "BUILD_TUPLE":
        return Tuple(tuple(taken))
    items: list[Type] = []
    for mark, kind in zip(ins.operands[0], taken, strict=True):
        if mark == ".":
            items.append(kind)
        elif isinstance(kind, Tuple) and kind.items is not None:
            items.extend(kind.items)
        else:
            return Tuple(None)
    return Tuple(tuple(items))


def _build_list(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    if ins.op.name == "BUILD_LIST":
        return Container("list", len(taken), tuple(taken))
    return Container("list")


def _build_set(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return Container("set")


def _build_dict(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return Container("dict")


def _build_slice(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return Container("slice", None, tuple(taken))


def _unpack(frame: Frame, ins: Instruction, taken: list[Type]) -> list[Type]:
    return list(reversed(unpacked(frame, taken[0], ins.operands)))


def _imports(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    name = ins.operands[-1]
    frame.store(name, _imported(frame, ins))


def _imported(frame: Frame, ins: Instruction) -> Type:
    if ins.op.name == "IMPORT":
        return imported(str(ins.operands[0]).partition(".")[0])
    if ins.op.name == "IMPORT_AS":
        return imported(ins.operands[0])
    level, module, attribute, _ = ins.operands
    if level or module in frame.engine.patched or module == "__main__":
        return OBJECT
    return module_attribute(module, attribute) or OBJECT


def _case(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    frame.state.forget(captures(ins.operands[0]), frame.function.variables)


def _except_as(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    frame.store(ins.operands[0], OBJECT)


def _raises(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    kind = taken[0] if taken else OBJECT
    if isinstance(kind, ClassType) and kind.name in LEAVE_EXCEPTIONS:
        frame.engine.exits += 1
    frame.state.dead = True


def _returns(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    frame.returned = join(frame.returned, taken[0])
    frame.returns_left += 1
    frame.state.dead = True


def _opaque(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return OBJECT


RULES.update({
    "variable": _variable, "constant": _constant, "assignable": _assignable, "tee": _tee,
    "delete": _delete, "nothing": _nothing, "duplicate": _duplicate, "emit": _emit, "text": _text,
    "build_tuple": _build_tuple, "build_list": _build_list, "build_set": _build_set,
    "build_dict": _build_dict, "build_slice": _build_slice, "unpack": _unpack, "imports": _imports,
    "case": _case, "except_as": _except_as, "raises": _raises, "returns": _returns,
    "opaque": _opaque,
})  # fmt: skip
