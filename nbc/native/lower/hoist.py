"""Hoisting checks out of loop nests.

Before a nest runs, the intervals of its indices are computed from its bounds. Where they lie inside
the arrays, and the integer arithmetic on them fits 64 bits, the nest needs no such checks: it is
written twice, proved and careful, and a test in front chooses (`versions`). What cannot be told
before the nest runs (an index that was read from an array) is checked in both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, final

from nbc.bytecode.effects import bound_names, left, taken
from nbc.native.lower.assembly import NotNative
from nbc.native.lower.instances import small_argument
from nbc.native.lower.intervals import Interval, Prover
from nbc.native.lower.names import read_name
from nbc.native.lower.scalars import as_index, constant_value, integer
from nbc.native.lower.values import LENGTH, Value
from nbc.native.lower.versions import long_loops, write_versions
from nbc.native.reps import INTEGERS, ArrayRep, ScalarRep

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

_LONGEST = 1500
"""Instructions of a nest that is still written twice."""
_ARITHMETIC = frozenset({"ADD", "SUBTRACT", "MULTIPLY"})
_CALCULATED = _ARITHMETIC | {"FLOOR_DIVIDE", "MODULO", "RIGHT_SHIFT", "BIT_AND"}


@final
@dataclass(frozen=True, slots=True)
class Shaped:
    """An array of which the axes are known: their lengths as operands."""

    dims: tuple[str, ...]


@final
@dataclass(frozen=True, slots=True)
class Named:
    """A builtin of which the scan knows the meaning: len, min, max; `.shape` of an array; or a
    function of Noodle."""

    name: str
    dims: tuple[str, ...] = ()


Symbol = Interval | Shaped | Named | tuple[Any, ...] | None


def hoisted(
    lowering: Lowering, block: Block, start: Value, stop: Value, step: Value,
    write: Callable[[], None],
) -> None:  # fmt: skip
    """Writes a nest of loops, twice where its checks can be proved before it starts."""
    outer = lowering.proved
    if lowering.careful or block.end - block.opener > _LONGEST:
        write()
        return
    lowering.variables.release_temporaries()
    lowering.variables.compute_pending()
    scan = _Scan(lowering, block)
    proved = scan.run(start, stop, step) - outer
    if not proved:
        write()
        return
    few, long = long_loops(lowering, scan.prover, scan.loops, outer)
    if not scan.prover.doubts and not long:
        lowering.proved = outer | proved | few
        write()
        lowering.proved = outer
        return
    write_versions(lowering, block, outer | proved, scan.prover.doubts, few, long, write)


@final
class _Scan:
    """Walks over a nest with intervals in place of values. `env` has what is known of variables
    that the nest stores; all others are as they were before it."""

    def __init__(self, lowering: Lowering, block: Block) -> None:
        self.lowering = lowering
        self.block = block
        self.code = lowering.code
        self.prover = Prover(lowering)
        self.stored = self._names(block)
        self.env: dict[str, Symbol] = {}
        self.stack: list[Symbol] = []
        self.proved: set[int] = set()
        self.loops: dict[int, Interval] = {}
        self._outside: dict[str, Symbol] = {}

    def run(self, start: Value, stop: Value, step: Value) -> frozenset[int]:
        """The instructions whose checks are needless unless a doubt holds."""
        index = self._range(Interval(start, start), Interval(stop, stop), Interval(step, step))
        opener = self.code[self.block.opener]
        if opener.op.name == "FOR_RANGE":
            self.env[opener.operands[0]] = index
        else:
            self.stack.append(index)
        self._walk(self.block.opener + 1, self.block.end, self.block)
        return frozenset(self.proved)

    def _names(self, block: Block) -> set[str]:
        return {
            name for index in range(block.opener, block.end)
            for name in bound_names(self.code[index])
        }  # fmt: skip

    def _walk(self, start: int, stop: int, inside: Block) -> None:
        index = start
        while index < stop:
            instruction = self.code[index]
            handler = _HANDLERS.get(instruction.op.name)
            if index in inside.middles:
                self._middle(instruction, inside)
                index += 1
            elif index in self.lowering.blocks and self.lowering.blocks[index].opener == index:
                index = self._opened(index, instruction)
            elif handler is not None:
                handler(self, index, instruction)
                index += 1
            else:
                self._unknown(instruction)
                index += 1

    def _opened(self, index: int, instruction: Instruction) -> int:
        block = self.lowering.blocks[index]
        name = instruction.op.name
        depth = len(self.stack)
        kept = self.stack[: depth - taken(instruction, self.lowering.module.functions)]
        given = self.stack[len(kept) :]
        self.stack = list(kept)
        stored = self._names(block)
        if name in ("FOR_RANGE", "FOR_EACH", "LOOP"):
            self._lose(stored)
        if name == "FOR_RANGE":
            bounds = [item if isinstance(item, Interval) else None for item in given]
            part = self.env[instruction.operands[0]] = self._range(*bounds)
            if part is not None and bounds[2] is not None and bounds[2].is_point:
                self.loops[index] = part
        elif name == "FOR_EACH":
            self.stack.append(None)
        elif name == "COMPARE_THEN":
            self.stack.append(given[-1])
        self._walk(index + 1, block.end, block)
        self._lose(stored)
        self.stack = list(kept)
        if name in ("AND_THEN", "OR_ELSE", "CHOOSE", "COMPARE_THEN"):
            self.stack.append(None)
        return block.end + 1

    def _middle(self, instruction: Instruction, block: Block) -> None:
        """Between the ways of a block: what the first stored does not hold in the second."""
        if instruction.op.name in ("WHILE",):
            self.stack.pop()
            return
        if self.code[block.opener].op.name == "CHOOSE":
            self.stack.pop()
        self._lose(self._names(block))

    def _lose(self, names: set[str]) -> None:
        for name in names:
            self.env[name] = None

    def _unknown(self, instruction: Instruction) -> None:
        count = taken(instruction, self.lowering.module.functions)
        if count:
            del self.stack[-count:]
        self.stack.extend([None] * left(instruction))

    # -- values ---------------------------------------------------------------------------------

    def symbol(self, name: str) -> Symbol:
        if name in self.stored:
            return self.env.get(name)
        if name not in self._outside:
            self._outside[name] = self._entry_symbol(name)
        return self._outside[name]

    def _entry_symbol(self, name: str) -> Symbol:
        if name in ("len", "min", "max"):
            return Named(name)
        if self._is_function(name):
            return Named("function")
        binding = self.lowering.variables.state.get(name)
        scope = self.lowering.function.variables.get(name)
        if binding is None and (scope != "global" or name in self.lowering.own_names):
            return None
        if binding is not None and (not binding.certain or binding.conflict):
            return None
        if binding is not None and not isinstance(binding.template.rep, ScalarRep | ArrayRep):
            return None
        try:
            value = read_name(self.lowering, name)
        except NotNative:
            return None
        if isinstance(value.rep, ArrayRep):
            return Shaped(value.dims)
        if isinstance(value.rep, ScalarRep) and value.rep.dtype in INTEGERS - {"u64"}:
            whole = as_index(self.lowering, value)
            return Interval(whole, whole)
        return None

    def _is_function(self, name: str) -> bool:
        if self.lowering.function.variables.get(name) != "global":
            return False
        try:
            value = self.lowering.assembly.global_value(name)
        except KeyError:
            return False
        return self.lowering.assembly.functions_of(value) is not None

    def _range(
        self, start: Interval | None, stop: Interval | None, step: Interval | None
    ) -> Interval | None:
        """The interval of a loop's variable."""
        if start is None or stop is None or step is None or not step.low.is_constant:
            return None
        one = constant_value(1)
        assert one is not None
        if step.low.constant > 0:
            return Interval(start.low, self.prover.calculate("SUBTRACT", stop.high, one))
        return Interval(self.prover.calculate("ADD", stop.low, one), start.high)

    # -- opcodes --------------------------------------------------------------------------------

    def push(self, index: int, instruction: Instruction) -> None:
        self.stack.append(self.symbol(instruction.operands[0]))

    def constant(self, index: int, instruction: Instruction) -> None:
        value = self.lowering.module.constants[instruction.operands[0]]
        made = constant_value(value) if type(value) is int else None
        self.stack.append(None if made is None else Interval(made, made))

    def store(self, index: int, instruction: Instruction) -> None:
        self.env[instruction.operands[0]] = self.stack.pop()

    def binary(self, index: int, instruction: Instruction) -> None:
        b, a = self.stack.pop(), self.stack.pop()
        name = instruction.op.name.removeprefix("INPLACE_")
        made = None
        if isinstance(a, Interval) and isinstance(b, Interval):
            made = self.prover.binary(name, a, b)
            if made is not None and name in _ARITHMETIC:
                self.proved.add(index)
        self.stack.append(made)

    def divide(self, index: int, instruction: Instruction) -> None:
        """A quotient of integers in the loop: never by zero, and exact as floats."""
        b, a = self.stack.pop(), self.stack.pop()
        if isinstance(b, Interval) and self.prover.positive(b):
            if isinstance(a, Interval):
                self.prover.exact(a)
            self.prover.exact(b)
            self.proved.add(index)
        self.stack.append(None)

    def negate(self, index: int, instruction: Instruction) -> None:
        a = self.stack.pop()
        self.stack.append(self.prover.negate(a) if isinstance(a, Interval) else None)

    def build_tuple(self, index: int, instruction: Instruction) -> None:
        count = instruction.operands[0]
        items = tuple(self.stack[len(self.stack) - count :])
        del self.stack[len(self.stack) - count :]
        self.stack.append(items)

    def index(self, index: int, instruction: Instruction) -> None:
        key, owner = self.stack.pop(), self.stack.pop()
        self.stack.append(self._access(index, owner, key))

    def update_index(self, index: int, instruction: Instruction) -> None:
        self.stack.append(self._access(index, self.stack[-2], self.stack[-1]))

    def store_index(self, index: int, instruction: Instruction) -> None:
        key, owner = self.stack.pop(), self.stack.pop()
        self.stack.pop()
        self._access(index, owner, key)

    def _access(self, index: int, owner: Symbol, key: Symbol) -> Symbol:
        if isinstance(owner, Named) and isinstance(key, Interval) and key.low.is_constant:
            place = key.low.constant
            return (
                self._dim(owner.dims[place])
                if -len(owner.dims) <= place < len(owner.dims)
                else None
            )
        if not isinstance(owner, Shaped):
            return None
        keys = key if isinstance(key, tuple) else (key,)
        indices = [part for part in keys if isinstance(part, Interval)]
        if len(indices) != len(keys) or len(keys) > len(owner.dims):
            return None
        hopeful = [
            self.prover.inside(part, dim) for part, dim in zip(indices, owner.dims, strict=False)
        ]
        if all(hopeful):
            self.proved.add(index)
        rest = owner.dims[len(keys) :]
        return Shaped(rest) if rest else None

    def _dim(self, dim: str) -> Interval:
        known = int(dim) if dim.isdigit() else None
        value = constant_value(known) if known is not None else integer(dim, LENGTH)
        assert value is not None
        return Interval(value, value)

    def attribute(self, index: int, instruction: Instruction) -> None:
        owner = self.stack.pop()
        shape = isinstance(owner, Shaped) and instruction.operands[0] == "shape"
        self.stack.append(
            Named("shape", owner.dims) if shape and isinstance(owner, Shaped) else None
        )

    def call(self, index: int, instruction: Instruction) -> None:
        count, keywords = instruction.operands
        given = self.stack[len(self.stack) - count :] if count else []
        callee = self.stack[-count - len(keywords) - 1]
        del self.stack[-count - len(keywords) - 1 :]
        made: Symbol = None
        intervals = [item for item in given if isinstance(item, Interval)]
        if isinstance(callee, Named) and not keywords:
            if callee.name == "len" and count == 1 and isinstance(given[0], Shaped):
                made = self._dim(given[0].dims[0])
            elif callee.name in ("min", "max") and count > 1 and len(intervals) == count:
                made = self.prover.extreme(callee.name, intervals)
            elif callee.name == "function" and intervals:
                for place, part in enumerate(given):
                    if isinstance(part, Interval):
                        self.prover.small(part)
                        self.proved.add(small_argument(index, place))
        self.stack.append(made)


_HANDLERS: dict[str, Callable[[_Scan, int, Instruction], None]] = {
    "PUSH": _Scan.push, "CONSTANT": _Scan.constant, "STORE": _Scan.store,
    "NEGATE": _Scan.negate, "BUILD_TUPLE": _Scan.build_tuple, "INDEX": _Scan.index,
    "UPDATE_INDEX": _Scan.update_index, "STORE_INDEX": _Scan.store_index,
    "GET_ATTRIBUTE": _Scan.attribute, "CALL": _Scan.call, "DIVIDE": _Scan.divide,
    **dict.fromkeys(_CALCULATED, _Scan.binary),
    **dict.fromkeys(("INPLACE_" + name for name in _CALCULATED), _Scan.binary),
}  # fmt: skip
