"""NBC as a graph. Only the form that `writing` writes is taken; every shape is inferred anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, final

import numpy as np

from ahr.building import GraphBuilder
from ahr.graph import Graph, Parameter, TensorSpec
from ahr.ops import rows
from ahr.ops.row import ShapeError
from ahr.program.writing import MAIN, NAMESPACE
from nbc.bytecode.module import Function, Instruction, Module
from nbc.errors import ModelError


@final
@dataclass(frozen=True, slots=True)
class _Op:
    """The namespace of ops (no name yet), or an op that is about to be called."""

    name: str = ""


@final
@dataclass(frozen=True, slots=True)
class _Value:
    """A tensor, by its name in the graph."""

    name: str


@final
@dataclass(frozen=True, slots=True)
class NetworkParts:
    """What a program does not say of its network: inputs by name; parameters and constants, and
    the globals that hold them."""

    inputs: Mapping[str, TensorSpec]
    parameters: Mapping[str, Parameter]
    constants: Mapping[str, np.ndarray[Any, Any]]
    names: Mapping[str, str]


def from_module(module: Module, parts: NetworkParts) -> Graph:
    """The graph of a verified module. Raises ModelError N6005 for a program of another form or
    parts that are not its own, N6001 where shapes do not fit."""
    functions = [each for each in module.functions if each.name == MAIN]
    if len(functions) != 1:
        raise _damaged(f"it has no function {MAIN}()")
    builder = GraphBuilder(module.source_id)
    reading = _Reading(module, builder, {})
    try:
        for name, parameter in parts.parameters.items():
            reading.known[parts.names[name]] = _Value(builder.parameter(name, parameter))
        for name, value in parts.constants.items():
            reading.known[parts.names[name]] = _Value(builder.constant(value, name))
    except KeyError as error:
        raise _damaged(f"its program has no name for {error}") from None
    declared = [each.name for each in functions[0].parameters]
    if len(declared) != len(parts.inputs):
        raise _damaged(f"its program has {len(declared)} inputs, not {len(parts.inputs)}")
    for (name, spec), identifier in zip(parts.inputs.items(), declared, strict=True):
        reading.known[identifier] = _Value(builder.input(name, spec))
    return builder.finish(reading.run(functions[0]))


@final
class _Reading:
    """An interpreter of the few opcodes that such programs have. `known` is by identifier."""

    def __init__(self, module: Module, builder: GraphBuilder, known: dict[str, Any]) -> None:
        self.module = module
        self.builder = builder
        self.known = known
        self.stack: list[Any] = []

    def run(self, function: Function) -> list[str]:
        """The names of what the function returns."""
        for instruction in function.instructions:
            if instruction.op.name == "RETURN":
                result = self.pop(tuple)
                if self.stack or not all(isinstance(each, _Value) for each in result):
                    raise _damaged(f"{function.name}() does not return its outputs")
                return [each.name for each in result]
            self.step(instruction)
        raise _damaged(f"{function.name}() has no end")

    def step(self, instruction: Instruction) -> None:
        op, operands, _ = instruction
        match op.name:
            case "PUSH":
                self.stack.append(self.load(operands[0]))
            case "GET_ATTRIBUTE":
                self.stack.append(self.op(self.pop(_Op), operands[0]))
            case "CONSTANT":
                self.stack.append(self.module.constants[operands[0]])
            case "BUILD_TUPLE":
                self.stack.append(tuple(self.take(operands[0])))
            case "CALL":
                self.call(operands[0], tuple(operands[1]))
            case "UNPACK":
                self.unpack(operands[0])
            case "STORE":
                self.known[operands[0]] = self.pop(_Value)
            case "DEFINE_FUNCTION":
                self.define(operands[0], self.module.functions[operands[1]])
            case _:
                raise _damaged(f"its program has an instruction {op.name}")

    def load(self, name: str) -> Any:
        if name == NAMESPACE:
            return _Op()
        if name not in self.known:
            raise _damaged(f"its program uses {name!r}, which nothing makes")
        return self.known[name]

    def op(self, namespace: _Op, attribute: str) -> _Op:
        name = attribute if attribute in rows() else attribute.removesuffix("_")
        if namespace.name or name not in rows():
            raise ModelError("N6007", f"the model needs an op {attribute!r}, which is not known",
                             hint="a newer version of Noodle may have it")  # fmt: skip
        return _Op(name)

    def call(self, count: int, keywords: tuple[str, ...]) -> None:
        values = dict(zip(keywords, self.take(len(keywords)), strict=True))
        inputs = self.take(count)
        op = self.pop(_Op)
        if not all(each is None or isinstance(each, _Value) for each in inputs):
            raise _damaged(f"its program gives {op.name} something that is no tensor")
        name = values.pop("name", op.name)
        if not isinstance(name, str) or values.keys() - rows()[op.name].attributes.keys():
            raise _damaged(f"its program calls {op.name} with arguments that it does not have")
        given = ["" if each is None else each.name for each in inputs]
        try:
            results = self.builder.apply(op.name, given, values, name=name)
        except ShapeError as error:
            raise ModelError("N6001", f"{name} ({op.name}): {error.message}",
                             hint=error.hint or None) from None  # fmt: skip
        made = tuple(map(_Value, results))
        self.stack.append(made[0] if len(made) == 1 else made)

    def unpack(self, count: int) -> None:
        values = self.pop(tuple)
        if len(values) != count:
            raise _damaged(f"its program takes {count} results where there are {len(values)}")
        self.stack.extend(reversed(values))

    def define(self, name: str, function: Function) -> None:
        """A graph inside an attribute."""
        builder = self.builder.nested(name)
        inner = _Reading(self.module, builder, dict(self.known))
        self.known[name] = builder.finish(inner.run(function))

    def take(self, count: int) -> list[Any]:
        taken = self.stack[len(self.stack) - count :] if count else []
        del self.stack[len(self.stack) - count :]
        return taken

    def pop(self, kind: type[Any]) -> Any:
        found = self.stack.pop()
        if not isinstance(found, kind):
            raise _damaged("its program is not one of tensor ops")
        return found


def _damaged(why: str) -> ModelError:
    return ModelError("N6005", f"the model is damaged: {why}",
                      hint="save it again from where it came")  # fmt: skip
