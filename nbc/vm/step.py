"""The stepping mode: a program run one instruction at a time, its stack and variables in sight.

`Stepper(module, namespace).step()` runs one instruction and tells what it was and what is there
now. It runs all of the language with the meaning that the optable gives each opcode;
`nbc.vm.stepping` has the machine. Calls from one stepped function to another are stepped into;
what Python code calls (a key function, say) and generators run in one step.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, final

from nbc.bytecode.disasm import describe
from nbc.bytecode.module import Function, Instruction, Module
from nbc.bytecode.overflow import Checks, checked
from nbc.errors import Position
from nbc.types import type_of, type_text
from nbc.vm.stepping import blocks, define, plain  # they register their actions
from nbc.vm.stepping.frame import Frame, Program, local_values
from nbc.vm.stepping.machine import Run

__all__ = ["Step", "Stepper", "blocks", "define", "plain"]


@final
@dataclass(frozen=True, slots=True)
class Step:
    """An instruction, and what the stack and the variables of its frame are."""

    module: Module
    function: Function
    index: int
    instruction: Instruction
    depth: int
    stack: tuple[Any, ...]
    variables: dict[str, Any]

    @property
    def text(self) -> str:
        """The instruction as the disassembler writes it."""
        return describe(self.instruction, self.module)

    @property
    def position(self) -> Position:
        return self.instruction.position

    @property
    def line(self) -> int:
        return self.instruction.position[0]

    @property
    def source(self) -> str:
        """The line of the source that the instruction comes from."""
        lines = (self.module.source or "").splitlines()
        return lines[self.line - 1] if self.line <= len(lines) else ""

    @property
    def types(self) -> dict[str, str]:
        """The Noodle types of the variables."""
        return {name: type_text(type_of(value)) for name, value in self.variables.items()}

    @property
    def stack_types(self) -> tuple[str, ...]:
        return tuple(type_text(type_of(value)) for value in self.stack)


@final
class Stepper:
    """Runs a verified module's body in a namespace. `checks`: see `nbc.bytecode.overflow`."""

    def __init__(
        self, module: Module, namespace: dict[str, Any], checks: list[Checks] | None = None,
        *, filename: str | None = None,
    ) -> None:  # fmt: skip
        checks = checked(module) if checks is None else checks
        filename = filename or f"<noodle {module.source_id}>"
        namespace.setdefault("__builtins__", builtins)
        program = Program(module, namespace, checks, filename)
        self.module = module
        self.namespace = namespace
        self._run = Run(Frame(program, program.prepared(0), {}))

    @property
    def finished(self) -> bool:
        return not self._run.frames

    @property
    def calls(self) -> list[tuple[Module, Function, int]]:
        """The calls in progress, the innermost last, each with the instruction it stands at; behind
        its last one where it is about to end."""
        return [(f.program.module, f.function, f.pc) for f in self._run.frames]

    def advance(self) -> None:
        """`step`, but tells nothing: for long ways."""
        self._run.advance()
        if self._run.failure is not None:
            self._run.outcome()

    def peek(self) -> Step | None:
        """The instruction that `step` would run, and the state before it; None at the end."""
        if self.finished:
            return None
        frame = self._run.frames[-1]
        return self._step(frame, frame.pc, len(self._run.frames))

    def step(self) -> Step | None:
        """Runs one instruction; what it was and the state behind it. None if there was none left.
        An exception that the program does not handle is raised."""
        while not self.finished:
            frame, depth = self._run.frames[-1], len(self._run.frames)
            at_end = frame.pc >= len(frame.function.instructions)
            self._run.advance()
            if self._run.failure is not None:
                self._run.outcome()
            if not at_end:
                return self._step(frame, frame.place, depth)
        return None

    def run(self) -> None:
        """Runs to the end."""
        self._run.go()
        self._run.outcome()

    def __iter__(self) -> Iterator[Step]:
        while (step := self.step()) is not None:
            yield step

    def _step(self, frame: Frame, index: int, depth: int) -> Step | None:
        instructions = frame.function.instructions
        if index >= len(instructions):
            return None
        return Step(
            frame.program.module, frame.function, index, instructions[index], depth,
            tuple(frame.stack), _variables(frame),
        )  # fmt: skip


def _variables(frame: Frame) -> dict[str, Any]:
    """The function's own variables that have a value."""
    values = local_values(frame)
    return {name: values[name] for name in frame.function.variables if name in values}
