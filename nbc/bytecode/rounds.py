"""Whether the rounds of a loop depend on each other: for loops that ask to run in parallel.

The loop's body is followed with symbols in place of values: the loop's index (plus a constant),
what is the same in every round, arrays from outside and the index that picks a part of them. Rounds
are independent if every array that is written is only touched at places of the round's own. What
must go wrong with more than one round is `certain`, what may is `possible`; each with its
instruction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, final

from nbc.bytecode.blocks import Block
from nbc.bytecode.effects import bound_names, left, taken
from nbc.bytecode.module import Function, Instruction, Module
from nbc.bytecode.optable import Trait

_FRESH = frozenset(
    "zeros ones empty full zeros_like ones_like empty_like full_like arange linspace copy array "
    "eye identity".split()
)
WRITING_METHODS = frozenset("sort fill put resize partition itemset setfield byteswap".split())
GROWING_METHODS = frozenset("append extend insert pop remove clear reverse update add".split())
_EXPRESSIONS = frozenset({"AND_THEN", "OR_ELSE", "CHOOSE", "COMPARE_THEN"})


@final
@dataclass(frozen=True, slots=True)
class Index:
    """The loop's index plus a constant."""

    offset: int


@final
@dataclass(frozen=True, slots=True)
class Same:
    """A value that is the same in every round. `text` tells one from another."""

    text: str


@final
@dataclass(frozen=True, slots=True)
class Part:
    """An array that a name from outside holds, or a view of it. `own`: the axis and offset at which
    the round's index picks it, if one does. `axis`: how many axes integers have used up."""

    name: str
    own: tuple[int, int] | None = None
    axis: int = 0
    fixed: bool = True
    place: str = ""


@final
@dataclass(frozen=True, slots=True)
class Slice:
    """A slice, newaxis or ellipsis in a key."""


@final
@dataclass(frozen=True, slots=True)
class Member:
    """An attribute of something: a method before its call."""

    owner: Symbol
    name: str


@final
@dataclass(frozen=True, slots=True)
class Fresh:
    """An array that this round made."""


Symbol = Index | Same | Part | Slice | Member | Fresh | tuple[Any, ...] | None


@final
@dataclass(slots=True)
class Rounds:
    """`carried`: where a variable is read that certainly still holds what the round before stored,
    and its name; some may be reductions. `read`: names of arrays from outside of which elements
    are read that the same round has not written before. `touched`: those that are read or written;
    `written`: those that are written. `calls`: names that are called.
    `stores`: each instruction that writes, the array's name and the parts of the key."""

    certain: list[tuple[int, str]] = field(default_factory=list)
    carried: list[tuple[int, str]] = field(default_factory=list)
    possible: list[tuple[int, str]] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    calls: set[str] = field(default_factory=set)
    stores: list[tuple[int, str, tuple[Any, ...]]] = field(default_factory=list)


def follow_rounds(
    module: Module, function: Function, blocks: Mapping[int, Block], opener: int
) -> Rounds:
    """What is known of the loop that `opener` opens."""
    walk = _Walk(module, function, blocks)
    walk.run(opener)
    return walk.finish()


@final
class _Walk:
    def __init__(self, module: Module, function: Function, blocks: Mapping[int, Block]) -> None:
        self.functions: Sequence[Function] = module.functions
        self.constants = module.constants
        self.code = function.instructions
        self.blocks = blocks
        self.rounds = Rounds()
        self.stack: list[Symbol] = []
        self.env: dict[str, Symbol] = {}
        self.stored: set[str] = set()
        self.accesses: dict[str, set[tuple[int, int] | None]] = {}
        self.writes: dict[str, int] = {}
        self.depth = 0
        self.inside: list[set[str]] = []
        self.first_read: dict[str, int] = {}
        self.fresh_writes: set[tuple[str, str]] = set()

    def run(self, opener: int) -> None:
        end = self.blocks[opener].end
        self.stored = {n for i in range(opener, end) for n in bound_names(self.code[i])}
        if self.code[opener].op.name == "FOR_RANGE":
            self.env[self.code[opener].operands[0]] = Index(0)
        else:
            self.stack.append(Index(0))
        self._walk(opener + 1, end)

    def finish(self) -> Rounds:
        """An array that is written must be touched at one place of the round's own alone."""
        for name, index in self.writes.items():
            self.rounds.written.add(name)
            if len(self.accesses[name]) > 1 or None in self.accesses[name]:
                self.rounds.possible.append(
                    (index, f"rounds may touch the same elements of {name!r}")
                )
        self.rounds.touched |= set(self.accesses)
        return self.rounds

    def _walk(self, start: int, stop: int) -> None:
        index = start
        while index < stop:
            instruction = self.code[index]
            if instruction.op.has(Trait.OPENS):
                index = self._opened(index, instruction)
                continue
            handler = _HANDLERS.get(instruction.op.name)
            if handler is not None:
                handler(self, index, instruction)
            else:
                self._other(index, instruction)
            index += 1

    def _opened(self, index: int, instruction: Instruction) -> int:
        block = self.blocks[index]
        given = self._take(taken(instruction, self.functions))
        for item in given:
            self._use(item)
        kept = list(self.stack)
        name = instruction.op.name
        if name == "FOR_EACH":
            self.stack.append(None)
        elif name == "COMPARE_THEN":
            self.stack.append(given[-1])
        inside = {n for i in range(block.opener, block.end) for n in bound_names(self.code[i])}
        self.env.update(dict.fromkeys(inside))
        self.depth += 1
        self.inside.append(inside)
        self._walk(index + 1, block.end)
        self.inside.pop()
        self.depth -= 1
        self.env.update(dict.fromkeys(inside))
        self.stack = kept
        if name in _EXPRESSIONS:
            self.stack.append(None)
        return block.end + 1

    def _take(self, count: int) -> list[Symbol]:
        if not count:
            return []
        given = self.stack[max(0, len(self.stack) - count) :]
        del self.stack[max(0, len(self.stack) - count) :]
        return given

    def _other(self, index: int, instruction: Instruction) -> None:
        """An instruction that reads all of what it takes."""
        if instruction.op.has(Trait.MIDDLE) and self.inside:
            self.env.update(dict.fromkeys(self.inside[-1]))
        given = self._take(taken(instruction, self.functions))
        for item in given:
            self._use(item)
        same = all(isinstance(item, Same) for item in given) and bool(given)
        text = f"{instruction.op.name}({', '.join(str(item) for item in given)})"
        fresh = Fresh() if instruction.op.typing in ("arithmetic", "division", "power") else None
        made: Symbol = Same(text) if same else fresh
        self.stack.extend([made] * left(instruction))

    # -- accesses -------------------------------------------------------------------------------

    def _use(self, item: Symbol) -> None:
        """All of a value is read."""
        if isinstance(item, Part):
            self.accesses.setdefault(item.name, set()).add(item.own)
            if (item.name, item.place) not in self.fresh_writes:
                self.rounds.read.add(item.name)
        elif isinstance(item, tuple):
            for part in item:
                self._use(part)

    def _pick(self, owner: Part, key: Symbol) -> Part:
        """The part of an array that a key picks."""
        keys = key if isinstance(key, tuple) else (key,)
        own, axis, fixed = owner.own, owner.axis, owner.fixed
        for place, item in enumerate(keys):
            if isinstance(item, Index) and own is None:
                own = (owner.axis + place, item.offset)
            if not isinstance(item, Same):
                fixed = False
        if all(isinstance(item, Index | Same) for item in keys):
            axis += len(keys)
        known = all(isinstance(item, Index | Same) for item in keys) and not owner.place
        return Part(owner.name, own, axis, fixed, str(keys) if known else "?")

    def _write(self, index: int, owner: Symbol, key: Symbol) -> None:
        if isinstance(owner, Fresh):
            return
        if not isinstance(owner, Part):
            self.rounds.possible.append((index, "what is written here may belong to all rounds"))
            return
        part = self._pick(owner, key)
        self.accesses.setdefault(part.name, set()).add(part.own)
        self.writes.setdefault(part.name, index)
        keys = key if isinstance(key, tuple) else (key,)
        self.rounds.stores.append((index, part.name, ("?",) if owner.axis else keys))
        if not self.depth and part.own is not None and part.place not in ("", "?"):
            self.fresh_writes.add((part.name, part.place))
        if part.fixed and part.own is None and not self.depth:
            text = f"every round writes the same elements of {part.name!r}"
            self.rounds.certain.append((index, text))

    # -- opcodes --------------------------------------------------------------------------------

    def push(self, index: int, instruction: Instruction) -> None:
        name = instruction.operands[0]
        if name in self.stored:
            if name not in self.env and not self.depth:
                self.first_read.setdefault(name, index)
            self.stack.append(self.env.get(name))
        else:
            self.stack.append(Part(name))

    def constant(self, index: int, instruction: Instruction) -> None:
        value = self.constants[instruction.operands[0]]
        self.stack.append(Slice() if value is None or value is ... else Same(repr(value)))

    def store(self, index: int, instruction: Instruction) -> None:
        item = self.stack.pop() if self.stack else None
        name = instruction.operands[0]
        self.env[name] = item
        if name in self.first_read and not self.depth:
            self.rounds.carried.append((self.first_read[name], name))

    def shift(self, index: int, instruction: Instruction) -> None:
        """i + c and i - c."""
        b, a = self.stack.pop(), self.stack.pop()
        sign = 1 if instruction.op.name.endswith("ADD") else -1
        if isinstance(a, Index) and isinstance(b, Same) and _is_integer(b.text):
            self.stack.append(Index(a.offset + sign * int(b.text)))
        elif isinstance(b, Index) and isinstance(a, Same) and sign > 0 and _is_integer(a.text):
            self.stack.append(Index(b.offset + int(a.text)))
        else:
            self.stack.extend((a, b))
            self._other(index, instruction)

    def build_tuple(self, index: int, instruction: Instruction) -> None:
        self.stack.append(tuple(self._take(instruction.operands[0])))

    def build_slice(self, index: int, instruction: Instruction) -> None:
        self._take(3)
        self.stack.append(Slice())

    def index(self, index: int, instruction: Instruction) -> None:
        key, owner = self.stack.pop(), self.stack.pop()
        self._use(key)
        self.stack.append(self._pick(owner, _settled(key)) if isinstance(owner, Part) else
                          owner if isinstance(owner, Fresh) else None)  # fmt: skip

    def update_index(self, index: int, instruction: Instruction) -> None:
        owner, key = self.stack[-2], self.stack[-1]
        self.stack.append(self._pick(owner, _settled(key)) if isinstance(owner, Part) else None)

    def store_index(self, index: int, instruction: Instruction) -> None:
        updated = instruction.op.name == "STORE_UPDATED_INDEX"
        given = self._take(3)
        owner, key, value = given if updated else (given[1], given[2], given[0])
        self._use(value)
        self._use(key)
        self._write(index, owner, _settled(key))

    def attribute(self, index: int, instruction: Instruction) -> None:
        self.stack.append(Member(self.stack.pop(), instruction.operands[0]))

    def call(self, index: int, instruction: Instruction) -> None:
        count, keywords = instruction.operands
        given = self._take(count + len(keywords))
        callee = self.stack.pop() if self.stack else None
        for item in given:
            self._use(item)
        if isinstance(callee, Member):
            self._called_member(index, callee, "out" in keywords)
            return
        if isinstance(callee, Part):
            self.rounds.calls.add(callee.name)
        self.stack.append(None)

    def _called_member(self, index: int, callee: Member, out: bool) -> None:
        if out:
            self.rounds.possible.append((index, "rounds may write to the same array"))
        if callee.name in WRITING_METHODS and isinstance(callee.owner, Part):
            self._write(index, callee.owner, Slice())
        elif not isinstance(callee.owner, Part) or callee.owner.own is not None:
            self._use(callee.owner)
        else:
            self.accesses.setdefault(callee.owner.name, set()).add(None)
        self.stack.append(Fresh() if callee.name in _FRESH else None)


def _settled(key: Symbol) -> Symbol:
    """A key with names from outside as what is the same in every round."""
    if isinstance(key, tuple):
        return tuple(_settled(item) for item in key)
    if isinstance(key, Part) and key.own is None and key.axis == 0:
        return Same(key.name)
    return key


def _is_integer(text: str) -> bool:
    return text.lstrip("-").isdigit()


_HANDLERS: dict[str, Callable[[_Walk, int, Instruction], None]] = {
    "PUSH": _Walk.push, "CONSTANT": _Walk.constant, "STORE": _Walk.store, "ADD": _Walk.shift,
    "SUBTRACT": _Walk.shift, "BUILD_TUPLE": _Walk.build_tuple, "BUILD_SLICE": _Walk.build_slice,
    "INDEX": _Walk.index, "UPDATE_INDEX": _Walk.update_index, "STORE_INDEX": _Walk.store_index,
    "STORE_UPDATED_INDEX": _Walk.store_index, "GET_ATTRIBUTE": _Walk.attribute,
    "CALL": _Walk.call,
}  # fmt: skip
