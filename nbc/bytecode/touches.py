"""What a cell or a function does to the variables of the namespace, from its NBC.

One walk over structured code with a symbol for each value: the names whose objects it may be part
of (`roots`; a parameter `p` is ":p") and the functions that it may lead to (`holds`). A loop is
taken to run at least once; what only one branch stores is stored `maybe`.
What calls do is not known here: `linking.py` puts the functions of all cells together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import final

from nbc.bytecode.blocks import find_blocks
from nbc.bytecode.module import Function, Instruction, Module
from nbc.bytecode.optable import Trait
from nbc.bytecode.touched import NOTHING, Call, Effects, Summary, Symbol, Touches
from nbc.bytecode.touching import HANDLERS, SECTIONS, Body


def effects_of_module(module: Module) -> Effects:
    """The effects of a cell's module."""
    walk = _Walk(module.functions, 0, {}, [])
    walk.run()
    return Effects(walk.touches, _fingerprint(module), tuple(walk.classes))


def _fingerprint(module: Module) -> str:
    rows = [
        (f.name, f.kind, f.qualname, f.docstring, f.returns, f.returns_annotated,
         [(p.name, p.kind, p.has_default, p.type, p.annotated) for p in f.parameters],
         [(i.op.code, i.operands) for i in f.instructions])
        for f in module.functions
    ]  # fmt: skip
    text = repr((rows, dict(module.constants), dict(module.types)))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@final
class _Walk(Body):
    """The walk over one function; comprehensions and bodies of classes are walked inside it."""

    def __init__(
        self, functions: Sequence[Function], index: int, outer: Mapping[str, Symbol],
        classes: list[Summary],
    ) -> None:  # fmt: skip
        self.functions = functions
        self.function = functions[index]
        self.outer = outer
        self.classes = classes
        self.touches = Touches()
        self.stack: list[Symbol] = []
        self.shared: dict[str, Symbol] = {}
        self.local: dict[str, Symbol] = {}
        self.certain: set[str] = set()
        self.branches = 0
        for parameter in self.function.parameters:
            self.local[parameter.name] = Symbol(frozenset({":" + parameter.name}))

    def run(self) -> None:
        self._enter(self.function)
        self.touches.writes = set(self.certain)
        self.touches.maybe -= self.certain

    def inline(self, index: int, given: Symbol | None = None) -> dict[str, Symbol]:
        """Walks a comprehension or the body of a class as part of this function; its variables."""
        kept = self.function, self.local, self.outer, self.stack
        self.outer = {**self.outer, **self.local}
        self.function, self.stack = self.functions[index], []
        self.local = {} if given is None else {".0": given}
        self._enter(self.function)
        found = self.local
        self.function, self.local, self.outer, self.stack = kept
        return found

    def define(self, index: int) -> Summary:
        """The summary of a function that is defined here; inside a function it counts as called."""
        function = self.functions[index]
        walk = _Walk(self.functions, index, {**self.outer, **self.local}, self.classes)
        walk.run()
        names = tuple(parameter.name for parameter in function.parameters)
        summary = Summary(function.name, names, walk.touches, is_kept=function.is_generator)
        if self.function.kind in ("function", "lambda"):
            self.use(summary)
            self.touches.calls.append(Call(frozenset({summary}), None, frozenset(), (), NOTHING))
        return summary

    def called(self, callee: Symbol, given: tuple[tuple[int | str, Symbol], ...]) -> None:
        passed = NOTHING.union(*(symbol.holds for _, symbol in given))
        roots = tuple((place, symbol.roots) for place, symbol in given)
        self.touches.calls.append(
            Call(callee.holds | callee.made, callee.method, callee.roots, roots, passed)
        )

    def _enter(self, function: Function) -> None:
        code = function.instructions
        outer = getattr(self, "code", None), getattr(self, "blocks", None)
        self.code, self.blocks = code, find_blocks(code)
        self._walk(0, len(code))
        self.code, self.blocks = outer  # type: ignore[assignment]

    def _walk(self, start: int, stop: int) -> None:
        index = start
        while index < stop:
            instruction = self.code[index]
            if instruction.op.has(Trait.OPENS):
                index = self._block(index, instruction)
                continue
            handler = HANDLERS.get(instruction.op.name)
            if handler is not None:
                handler(self, instruction)
            else:
                self.other(instruction)
            index += 1

    def _block(self, index: int, instruction: Instruction) -> int:
        """Walks the sections of a block; behind it stands what its values may be."""
        block = self.blocks[index]
        marks = [index, *block.middles, block.end]
        SECTIONS[instruction.op.name](self, instruction, marks, self._walk)
        return block.end + 1
