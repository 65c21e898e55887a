"""How each instruction moves symbols: the tables behind the walk of `touches.py`.

`HANDLERS` has the instructions that do something to variables or know more of their result than
"something new"; `SECTIONS` has the blocks, and which of their sections certainly run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from nbc.bytecode.effects import definition_values, left, taken
from nbc.bytecode.module import Function, Instruction
from nbc.bytecode.optable import Trait
from nbc.bytecode.patterns import captures, reads
from nbc.bytecode.touched import NEW, NOTHING, Summary, Symbol, Touches

_VIEWS = frozenset("setdefault get view reshape ravel values items transpose squeeze".split())
"""Methods whose result may be part of their object."""
_PASSING = frozenset("iter zip enumerate reversed next max min getattr vars memoryview".split())
"""Functions whose result may be part of an argument."""
_MANY = 500
"""What is used after that many others is taken to run before all that the cell writes."""


class Body:
    """The state of a walk, and what instructions ask of it. `shared` has the names of the namespace
    that were stored here, `local` and `outer` the variables of this function and of those around.
    """

    functions: Sequence[Function]
    function: Function
    code: Sequence[Instruction]
    outer: Mapping[str, Symbol]
    classes: list[Summary]
    touches: Touches
    stack: list[Symbol]
    shared: dict[str, Symbol]
    local: dict[str, Symbol]
    certain: set[str]
    branches: int

    def inline(self, index: int, given: Symbol | None = None) -> dict[str, Symbol]:
        raise NotImplementedError

    def define(self, index: int) -> Summary:
        raise NotImplementedError

    def called(self, callee: Symbol, given: tuple[tuple[int | str, Symbol], ...]) -> None:
        raise NotImplementedError

    def take(self, count: int) -> list[Symbol]:
        if not count:
            return []
        given = self.stack[-count:]
        del self.stack[-count:]
        return given

    def other(self, instruction: Instruction) -> None:
        """An instruction whose result is something new, which may call what its values may."""
        given = self.take(taken(instruction, self.functions))
        result = NEW
        if instruction.op.name.startswith("BUILD_"):
            made = _union(item.made for item in given)
            result = Symbol(NOTHING, _union(item.holds for item in given), None, made)
        self.stack.extend([result] * left(instruction))

    def use(self, what: str | Summary) -> None:
        uses = self.touches.uses
        if what not in uses:
            uses[what] = frozenset(self.certain) if len(uses) < _MANY else NOTHING

    def is_global(self, name: str) -> bool:
        return self.function.variables.get(name, "global") == "global"

    def load(self, name: str) -> Symbol:
        if not self.is_global(name):
            return self.local.get(name) or self.outer.get(name, NEW)
        known = self.shared.get(name, NEW)
        for held in known.holds:
            self.use(held)
        if name in self.certain:
            return Symbol(known.roots | {name}, known.holds, None, known.made)
        self.touches.reads.add(name)
        self.use(name)
        return Symbol(known.roots | {name}, known.holds | {name}, None, known.made)

    def store(self, name: str, value: Symbol) -> None:
        value = Symbol(value.roots - {name}, value.holds - {name}, None, value.made - {name})
        is_global = self.is_global(name)
        known = self.shared if is_global else self.local
        if self.branches and name in known:
            value = _either([value, known[name]])
        known[name] = value
        if not is_global:
            return
        self.certain.add(name)
        self.touches.maybe.add(name)
        self.touches.holds[name] = self.touches.holds.get(name, NOTHING) | value.holds
        self.touches.made[name] = self.touches.made.get(name, NOTHING) | value.made
        self.touches.parts[name] = self.touches.parts.get(name, NOTHING) | value.roots

    def mutate(self, owner: Symbol) -> None:
        self.touches.mutates |= owner.roots


def _union(sets: Any) -> frozenset[Any]:
    return NOTHING.union(*sets)


def _either(symbols: Sequence[Symbol]) -> Symbol:
    """A value that is one of these, or is made up of them."""
    return Symbol(_union(s.roots for s in symbols), _union(s.holds for s in symbols), None,
                  _union(s.made for s in symbols))  # fmt: skip


def _part(symbol: Symbol, method: str | None = None) -> Symbol:
    return Symbol(symbol.roots, symbol.holds, method, symbol.made)


# -- instructions --------------------------------------------------------------------------------


def _push(body: Body, instruction: Instruction) -> None:
    body.stack.append(body.load(instruction.operands[0]))


def _store(body: Body, instruction: Instruction) -> None:
    body.store(instruction.operands[0], body.stack.pop())


def _tee(body: Body, instruction: Instruction) -> None:
    body.store(instruction.operands[0], body.stack[-1])


def _delete(body: Body, instruction: Instruction) -> None:
    name = instruction.operands[0]
    if body.is_global(name) and name not in body.certain:
        body.touches.reads.add(name)
    body.store(name, NEW)


def _duplicate(body: Body, _: Instruction) -> None:
    body.stack.append(body.stack[-1])


def _tuple(body: Body, instruction: Instruction) -> None:
    body.stack.append(_either(body.take(instruction.operands[0])))


def _unpack(body: Body, instruction: Instruction) -> None:
    body.stack.extend([_part(body.stack.pop())] * left(instruction))


def _inplace(body: Body, _: Instruction) -> None:
    body.stack.pop()
    body.mutate(body.stack[-1])


def _index(body: Body, _: Instruction) -> None:
    owner, _key = body.take(2)
    body.stack.append(_part(owner))


def _attribute(body: Body, instruction: Instruction) -> None:
    body.stack.append(_part(body.stack.pop(), instruction.operands[0]))


def _update_index(body: Body, _: Instruction) -> None:
    body.stack.append(Symbol(body.stack[-2].roots))


def _update_attribute(body: Body, _: Instruction) -> None:
    body.stack.append(Symbol(body.stack[-1].roots))


def _changes(place: int) -> Callable[[Body, Instruction], None]:
    """An instruction that changes the object at a place among what it takes."""

    def change(body: Body, instruction: Instruction) -> None:
        body.mutate(body.take(taken(instruction, body.functions))[place])

    return change


def _call(body: Body, instruction: Instruction) -> None:
    count, keywords = instruction.operands
    given = body.take(count + len(keywords))
    places: list[int | str] = [*range(count), *keywords]
    _finish_call(body, tuple(zip(places, given, strict=True)))


def _call_spread(body: Body, instruction: Instruction) -> None:
    items = instruction.operands[0]
    given = body.take(taken(instruction, body.functions) - 1)
    # What is spread may be any argument: it stands at the first place that it can have.
    places = [item[:-1] if item[:1].isidentifier() else at for at, item in enumerate(items)]
    _finish_call(body, tuple(zip(places, given, strict=True)))


def _finish_call(body: Body, given: tuple[tuple[int | str, Symbol], ...]) -> None:
    callee = body.stack.pop()
    body.called(callee, given)
    values = [callee, *(symbol for _, symbol in given)]
    made = _union(value.holds | value.made for value in values)
    roots = callee.roots if callee.method in _VIEWS else NOTHING
    if callee.method is None and callee.roots & _PASSING:
        roots = _union(symbol.roots for _, symbol in given)
    body.stack.append(Symbol(roots, NOTHING, None, made))


def _lambda(body: Body, instruction: Instruction) -> None:
    index = instruction.operands[0]
    body.take(taken(instruction, body.functions))
    body.stack.append(Symbol(NOTHING, frozenset({body.define(index)})))


def _comprehend(body: Body, instruction: Instruction) -> None:
    iterable = body.stack.pop()
    body.inline(instruction.operands[0], _part(iterable))
    body.stack.append(Symbol(NOTHING, NOTHING, None, iterable.holds | iterable.made))


def _define_function(body: Body, instruction: Instruction) -> None:
    name, index, decorators = instruction.operands
    count = sum(definition_values(body.functions[index]))
    given = body.take(decorators + count)
    summary = body.define(index)
    _decorate(body, name, given[:decorators], frozenset({summary}))


def _define_class(body: Body, instruction: Instruction) -> None:
    name, index, decorators, _items = instruction.operands
    given = body.take(taken(instruction, body.functions))
    found = body.inline(index)
    methods = {
        key: held for key, value in found.items() for held in value.holds
        if isinstance(held, Summary)
    }  # fmt: skip
    summary = Summary(name, (), methods=methods, is_kept=True)
    body.classes.append(summary)
    bases = _union(symbol.holds for symbol in given[decorators:])
    _decorate(body, name, given[:decorators], bases | {summary})


def _decorate(
    body: Body, name: str, decorators: list[Symbol], holds: frozenset[str | Summary]
) -> None:
    for decorator in decorators:
        body.called(decorator, ((0, Symbol(NOTHING, NOTHING)),))
        holds |= decorator.holds
    body.store(name, Symbol(NOTHING, holds))


def _import(body: Body, instruction: Instruction) -> None:
    name = instruction.operands[-1]
    body.store(name, NEW)
    body.touches.imports.add(name)


_INPLACE = ("ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "FLOOR_DIVIDE", "MODULO", "POWER",
            "MATRIX_MULTIPLY", "LEFT_SHIFT", "RIGHT_SHIFT", "BIT_AND", "BIT_OR",
            "BIT_XOR")  # fmt: skip

HANDLERS: Final[dict[str, Callable[[Any, Instruction], None]]] = {
    "PUSH": _push, "STORE": _store, "TEE": _tee, "DELETE": _delete, "DUPLICATE": _duplicate,
    "BUILD_TUPLE": _tuple, "UNPACK": _unpack, "UNPACK_SPREAD": _unpack,
    **dict.fromkeys((f"INPLACE_{name}" for name in _INPLACE), _inplace),
    "INDEX": _index, "GET_ATTRIBUTE": _attribute, "UPDATE_INDEX": _update_index,
    "UPDATE_ATTRIBUTE": _update_attribute, "STORE_INDEX": _changes(1), "DELETE_INDEX": _changes(0),
    "STORE_ATTRIBUTE": _changes(1), "DELETE_ATTRIBUTE": _changes(0),
    "STORE_UPDATED_INDEX": _changes(0), "STORE_UPDATED_ATTRIBUTE": _changes(0),
    "CALL": _call, "CALL_SPREAD": _call_spread, "LAMBDA": _lambda, "COMPREHEND": _comprehend,
    "DEFINE_FUNCTION": _define_function, "DEFINE_CLASS": _define_class,
    "IMPORT": _import, "IMPORT_AS": _import, "IMPORT_FROM": _import,
}  # fmt: skip


# -- blocks --------------------------------------------------------------------------------------

Walk = Callable[[int, int], None]


def _branch(body: Body, walk: Walk, start: int, stop: int) -> set[str]:
    """Walks a section that may not run; what is certainly written if it does."""
    before, body.certain = body.certain, set(body.certain)
    body.branches += 1
    walk(start, stop)
    body.branches -= 1
    after, body.certain = body.certain, before
    return after


def _if(body: Body, _: Instruction, marks: list[int], walk: Walk) -> None:
    body.stack.pop()
    ends = [_branch(body, walk, a + 1, b) for a, b in pairwise(marks)]
    if len(ends) == 2:
        body.certain |= ends[0] & ends[1]


def _loop(body: Body, instruction: Instruction, marks: list[int], walk: Walk) -> None:
    given = body.take(taken(instruction, body.functions))
    if instruction.op.name == "FOR_EACH":
        body.stack.append(_part(given[0]))
    elif instruction.op.name == "FOR_RANGE":
        body.store(instruction.operands[0], NEW)
    depth = len(body.stack) - (instruction.op.name == "FOR_EACH")
    for start, stop in pairwise(marks):
        if body.code[start].op.name == "WHILE":
            body.stack.pop()
        walk(start + 1, stop)
    del body.stack[depth:]


def _choose(body: Body, instruction: Instruction, marks: list[int], walk: Walk) -> None:
    """Expressions with sections: the value is that of one of them."""
    name = instruction.op.name
    given = body.take(taken(instruction, body.functions))
    results = [given[0]] if name in ("AND_THEN", "OR_ELSE") else []
    depth = len(body.stack)
    for start, stop in pairwise(marks):
        if name == "COMPARE_THEN":
            body.stack.append(given[-1])
        _branch(body, walk, start + 1, stop)
        results += body.stack[depth:][-1:]
        del body.stack[depth:]
    body.stack.append(_either(results))


def _try(body: Body, _: Instruction, marks: list[int], walk: Walk) -> None:
    """Certain is what the body writes, and every handler that goes on behind the statement."""
    before, depth = set(body.certain), len(body.stack)
    ends: list[set[str]] = []
    for start, stop in pairwise(marks):
        opener = body.code[start]
        if opener.op.name == "FINALLY":
            body.certain = body.certain.intersection(*ends)
            ends = []
        if opener.op.name in ("TRY", "ELSE", "FINALLY"):
            walk(start + 1, stop)
            continue
        after, body.certain = body.certain, set(before)
        if opener.op.name == "HANDLER":
            walk(start + 1, stop)
            del body.stack[depth:]
        else:
            if opener.op.name == "EXCEPT_AS":
                body.certain.add(opener.operands[0])
            end = _branch(body, walk, start + 1, stop)
            if not body.code[stop - 1].op.has(Trait.LEAVES):
                ends.append(end)
        body.certain = after
    body.certain = body.certain.intersection(*ends)


def _with(body: Body, _: Instruction, marks: list[int], walk: Walk) -> None:
    manager = body.stack.pop()
    body.called(_part(manager, "__enter__"), ())
    body.stack.append(_part(manager))
    walk(marks[0] + 1, marks[-1])


def _match(body: Body, _: Instruction, marks: list[int], walk: Walk) -> None:
    subject = body.stack.pop()
    depth = len(body.stack)
    before, body.certain = body.certain, set(body.certain)
    for start, stop in pairwise(marks):
        opener = body.code[start]
        if opener.op.name == "CASE":
            body.certain = set(before)
            for name in reads(opener.operands[0]):
                body.load(name)
            for name in captures(opener.operands[0]):
                body.store(name, _part(subject))
        body.branches += 1
        walk(start + 1, stop)
        body.branches -= 1
        del body.stack[depth:]
    body.certain = before


SECTIONS: Final[dict[str, Callable[[Any, Instruction, list[int], Walk], None]]] = {
    "IF": _if, "LOOP": _loop, "FOR_EACH": _loop, "FOR_RANGE": _loop, "AND_THEN": _choose,
    "OR_ELSE": _choose, "CHOOSE": _choose, "COMPARE_THEN": _choose, "TRY": _try, "WITH": _with,
    "MATCH": _match,
}  # fmt: skip
