"""Actions of the instructions without structure: names, operators, values, calls, imports.

Operators and values come from the meaning column (see `meaning`); what touches the frame's
variables or starts another frame is written here.
"""

from __future__ import annotations

import ast
import builtins
import sys
from collections.abc import Callable
from functools import lru_cache
from types import CodeType, FunctionType, MethodType
from typing import Any

from nbc.bytecode.module import Instruction
from nbc.bytecode.optable import OPS, Op, Trait
from nbc.runtime import integers
from nbc.runtime.conform import check_parameters, check_return
from nbc.vm.stepping.frame import Frame, delete, load, local_values, store
from nbc.vm.stepping.machine import ACTIONS, Leave, Run
from nbc.vm.stepping.meaning import call_in, operation
from nbc.vm.stepping.traces import entry_of

_WANT_LOCALS = (builtins.locals, builtins.vars, builtins.dir, builtins.eval, builtins.exec)


def _evaluate(run: Run, frame: Frame, instruction: Instruction) -> None:
    """Any instruction whose meaning is a whole story."""
    op, operands, _ = instruction
    if op.variadic:
        values = frame.pop(_count(op, operands))
        result = _operation(frame, instruction)(values)
    else:
        values = frame.pop(len(op.pops))
        result = _operation(frame, instruction)(*values)
    if frame.place in frame.code.checks and op.has(Trait.INTEGER):
        result = integers.check(result, *values)
    frame.stack.extend([result] * len(op.pushes))


def _operation(frame: Frame, instruction: Instruction) -> Callable[..., Any]:
    op, operands, _ = instruction
    known = frame.program.operations.get((op.code, operands))
    if known is None:
        known = operation(op, operands, frame.program.namespace)
        frame.program.operations[op.code, operands] = known
    return known


def _count(op: Op, operands: tuple[Any, ...]) -> int:
    if isinstance(operands[0], int):
        return 2 * operands[0] if op.name == "BUILD_DICT" else operands[0]
    return sum(2 if item == ":" else 1 for item in operands[0])


def _keeping(count: int) -> Callable[[Run, Frame, Instruction], None]:
    """UPDATE_INDEX and UPDATE_ATTRIBUTE leave what they take below the value they read."""

    def act(run: Run, frame: Frame, instruction: Instruction) -> None:
        values = frame.stack[-count:]
        frame.stack.append(_operation(frame, instruction)(*values))

    return act


def _unpack(run: Run, frame: Frame, instruction: Instruction) -> None:
    values = _operation(frame, instruction)(frame.stack.pop())
    frame.stack.extend(reversed(values))


def _push(run: Run, frame: Frame, instruction: Instruction) -> None:
    frame.stack.append(load(frame, instruction.operands[0]))


def _constant(run: Run, frame: Frame, instruction: Instruction) -> None:
    frame.stack.append(frame.program.module.constants[instruction.operands[0]])


def _store(run: Run, frame: Frame, instruction: Instruction) -> None:
    store(frame, instruction.operands[0], frame.stack.pop())


def _tee(run: Run, frame: Frame, instruction: Instruction) -> None:
    store(frame, instruction.operands[0], frame.stack[-1])


def _delete(run: Run, frame: Frame, instruction: Instruction) -> None:
    delete(frame, instruction.operands[0])


def _display(run: Run, frame: Frame, instruction: Instruction) -> None:
    frame.program.namespace.get("__nbc_display__", sys.displayhook)(frame.stack.pop())


def _annotate(run: Run, frame: Frame, instruction: Instruction) -> None:
    _note_annotation(frame, instruction.operands[0], frame.stack.pop())


def _annotate_type(run: Run, frame: Frame, instruction: Instruction) -> None:
    _note_annotation(frame, *instruction.operands)


def _note_annotation(frame: Frame, name: str, annotation: Any) -> None:
    table = frame.program.namespace if frame.mapping is None else frame.mapping
    if "__annotations__" not in table:
        table["__annotations__"] = {}
    table["__annotations__"][name] = annotation


def _call(run: Run, frame: Frame, instruction: Instruction) -> None:
    count, keywords = instruction.operands
    _call_shape(run, frame, (".",) * count + tuple(f"{name}=" for name in keywords))


def _call_spread(run: Run, frame: Frame, instruction: Instruction) -> None:
    _call_shape(run, frame, instruction.operands[0])


def _call_shape(run: Run, frame: Frame, shape: tuple[str, ...]) -> None:
    callee, *values = frame.pop(len(shape) + 1)
    if any(callee is builtin for builtin in _WANT_LOCALS):
        frame.stack.append(_call_for_locals(frame, callee, shape, values))
        return
    entry = _entry_of(callee)
    call = call_in(frame.program.namespace, shape)
    if entry is None or entry.is_generator:
        frame.stack.append(call(callee, values))
        return
    entry.steps_in = True
    try:
        inner = call(callee, values)
    finally:
        entry.steps_in = False
    run.enter(inner)


def _entry_of(callee: Any) -> Any:
    """What is behind a function that the stepper made (see `define.Entry`), or None."""
    if type(callee) is MethodType:
        callee = callee.__func__
    return entry_of(callee.__code__) if type(callee) is FunctionType else None


def _call_for_locals(frame: Frame, callee: Any, shape: tuple[str, ...], values: list[Any]) -> Any:
    """Builtins that look at the variables of the frame that calls them."""
    if callee in (builtins.eval, builtins.exec):
        code, scopes = values[:1], values[1:]
        if code and set(shape) == {"."} and (not scopes or scopes[0] is None):
            inner = scopes[1] if len(scopes) == 2 and scopes[1] is not None else local_values(frame)
            values = [*code, frame.program.namespace, inner]
            shape = (".", ".", ".")
    elif not shape:
        found = local_values(frame)
        return sorted(found) if callee is builtins.dir else found
    return call_in(frame.program.namespace, shape)(callee, values)


def _check_parameters(run: Run, frame: Frame, instruction: Instruction) -> None:
    arguments = {p.name: frame.cells[p.name].cell_contents for p in frame.function.parameters}
    converted, frame.dims = check_parameters(frame.function, arguments)
    for name, value in converted.items():
        frame.cells[name].cell_contents = value


def _check_return(run: Run, frame: Frame, instruction: Instruction) -> None:
    frame.stack.append(check_return(frame.function, frame.stack.pop(), frame.dims))


def _emit(run: Run, frame: Frame, instruction: Instruction) -> None:
    value = frame.stack.pop()
    if frame.function.kind == "list":
        frame.gathered.append(value)
    elif frame.function.kind == "set":
        frame.gathered.add(value)
    else:
        run.signal = ("YIELD", value)


def _emit_pair(run: Run, frame: Frame, instruction: Instruction) -> None:
    key, value = frame.pop(2)
    frame.gathered[key] = value


def _yield(run: Run, frame: Frame, instruction: Instruction) -> None:
    run.signal = (instruction.op.name, frame.stack.pop())


def _return(run: Run, frame: Frame, instruction: Instruction) -> Leave:
    return ("return", frame.stack.pop())


def _import(run: Run, frame: Frame, instruction: Instruction) -> None:
    name = instruction.op.name
    operands = instruction.operands
    target: dict[str, Any] = {}
    if name == "IMPORT_STAR":
        target = frame.program.namespace
    exec(_import_code(name, operands), frame.program.namespace, target)
    if name != "IMPORT_STAR":
        store(frame, operands[-1], target[_STORED])


_STORED = "imported"


@lru_cache(maxsize=1024)
def _import_code(opcode: str, operands: tuple[Any, ...]) -> CodeType:
    if opcode == "IMPORT":
        tree: list[ast.stmt] = [ast.Import([ast.alias(operands[0])])]
        first = operands[0].partition(".")[0]
        tree.append(ast.Assign([ast.Name(_STORED, ast.Store())], ast.Name(first, ast.Load())))
    elif opcode == "IMPORT_AS":
        tree = [ast.Import([ast.alias(operands[0], _STORED)])]
    else:
        level, module = operands[:2]
        alias = ast.alias("*") if opcode == "IMPORT_STAR" else ast.alias(operands[2], _STORED)
        tree = [ast.ImportFrom(module or None, [alias], level)]
    return compile(ast.fix_missing_locations(ast.Module(tree, [])), "<noodle stepper>", "exec")


for _op in OPS:
    if not _op.has(Trait.BLOCK):
        ACTIONS.setdefault(_op.name, _evaluate)
ACTIONS.update({
    "PUSH": _push, "CONSTANT": _constant, "STORE": _store, "TEE": _tee, "DELETE": _delete,
    "DISPLAY": _display, "ANNOTATE": _annotate, "ANNOTATE_TYPE": _annotate_type,
    "UPDATE_INDEX": _keeping(2), "UPDATE_ATTRIBUTE": _keeping(1), "UNPACK": _unpack,
    "UNPACK_SPREAD": _unpack, "CALL": _call, "CALL_SPREAD": _call_spread,
    "CHECK_PARAMETERS": _check_parameters, "CHECK_RETURN": _check_return,
    "EMIT": _emit, "EMIT_PAIR": _emit_pair, "YIELD": _yield,
    "YIELD_FROM": _yield, "RETURN": _return, "IMPORT": _import, "IMPORT_AS": _import,
    "IMPORT_FROM": _import, "IMPORT_STAR": _import,
})  # fmt: skip
