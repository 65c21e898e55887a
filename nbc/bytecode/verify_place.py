"""May an instruction stand where it stands? Rules of Python's compiler, per kind of function:
`return` in functions, EMIT in comprehensions, names mangled inside classes, and so on."""

from __future__ import annotations

from collections.abc import Callable

from nbc.bytecode.blocks import EXPRESSION_BLOCKS
from nbc.bytecode.effects import taken
from nbc.bytecode.identifiers import COMPREHENSION_PARAMETER, is_private, mangle
from nbc.bytecode.module import COMPREHENSIONS, Function, Instruction, Module
from nbc.bytecode.optable import Trait
from nbc.bytecode.verify_faults import fault

_KINDS_ONLY: dict[str, tuple[str, ...]] = {
    "DISPLAY": ("cell",), "IMPORT_STAR": ("cell",),
    "ANNOTATE": ("cell", "class"), "ANNOTATE_TYPE": ("cell", "class"),
    "RETURN": ("function", "lambda"), "YIELD": ("function", "lambda"),
    "YIELD_FROM": ("function", "lambda"), "EMIT": ("list", "set", "generator"),
    "EMIT_PAIR": ("dict",), "FILTER": COMPREHENSIONS,
    "CHECK_PARAMETERS": ("function",), "CHECK_RETURN": ("function",),
}  # fmt: skip
_BINDS = ("STORE", "TEE")
_TARGETS = ("STORE", "UNPACK", "UNPACK_SPREAD", "STORE_INDEX", "STORE_ATTRIBUTE")
_ATTRIBUTES = ("GET_ATTRIBUTE", "UPDATE_ATTRIBUTE", "STORE_ATTRIBUTE", "DELETE_ATTRIBUTE",
               "STORE_UPDATED_ATTRIBUTE", "ANNOTATE", "ANNOTATE_TYPE")  # fmt: skip


def check_placement(module: Module, index: int, class_name: str | None) -> None:
    """`class_name`: of the class that the function is the body of, or stands in."""
    function = module.functions[index]
    for place, instruction in enumerate(function.instructions):
        kinds = _KINDS_ONLY.get(instruction.op.name)
        problem = None
        if kinds is not None and function.kind not in kinds:
            problem = f"it cannot stand in a {function.kind}"
        else:
            rule = _RULES.get(instruction.op.name)
            problem = rule(module, function, place, class_name) if rule else None
        if problem or (problem := _private(instruction, class_name)):
            raise fault(module, index, place, problem, "N4003")
    problem = _function_problem(function)
    if problem:
        raise fault(module, index, None, problem, "N4003")


def _function_problem(function: Function) -> str | None:
    names = [instruction.op.name for instruction in function.instructions]
    if function.is_generator and function.kind not in ("function", "lambda"):
        return "only functions are marked as generators"
    if function.kind == "lambda" and (names.count("RETURN") != 1 or names[-1] != "RETURN"):
        return "a lambda is an expression and RETURN"
    unbound = _unbound(function)
    if unbound is not None:
        return f"its variable {unbound!r} is never bound"
    typed = function.returns is not None or any(p.type for p in function.parameters)
    if function.kind == "function":
        if typed and names[:1] != ["CHECK_PARAMETERS"]:
            return "its Noodle annotations are not checked by CHECK_PARAMETERS"
        return None
    return "only functions have Noodle annotations" if typed else None


def _unbound(function: Function) -> str | None:
    """A local that nothing binds: where there are no statements, Python would look outside."""
    if function.kind not in ("lambda", *COMPREHENSIONS):
        return None
    bound = {parameter.name for parameter in function.parameters}
    bound.update(ins.operands[0] for ins in function.instructions if ins.op.name in _BINDS)
    inside = any(ins.op.name == "COMPREHEND" for ins in function.instructions)
    local = [name for name, scope in function.variables.items() if scope == "local"]
    return next((name for name in local if name not in bound and not inside), None)


def _private(instruction: Instruction, class_name: str | None) -> str | None:
    """CPython mangles `__x` in a class; a module holds the mangled name."""
    op, operands, _ = instruction
    names = [v for o, v in zip(op.operands, operands, strict=True) if o.kind == "var"]
    if op.name in _ATTRIBUTES:
        names.append(operands[0])
    for name in names:
        if is_private(name) and mangle(name, class_name) != name:
            return f"{name!r} stands in a class as {mangle(name, class_name)!r}"
    return None


def _yield(module: Module, function: Function, place: int, class_name: str | None) -> str | None:
    return None if function.is_generator else "the function is not a generator"


def _return(module: Module, function: Function, place: int, class_name: str | None) -> str | None:
    if function.returns is None or function.is_generator:
        return None
    before = function.instructions[place - 1].op.name if place else ""
    return None if before == "CHECK_RETURN" else "the return annotation is not checked before it"


def _check_parameters(
    module: Module, function: Function, place: int, class_name: str | None
) -> str | None:
    return "it stands first in a function" if place else None


def _check_return(
    module: Module, function: Function, place: int, class_name: str | None
) -> str | None:
    after = [instruction.op.name for instruction in function.instructions[place + 1 : place + 2]]
    if function.returns is None:
        return "the function has no return annotation"
    return None if after == ["RETURN"] else "it stands right before RETURN"


def _definition(
    module: Module, function: Function, place: int, class_name: str | None
) -> str | None:
    name, target = function.instructions[place].operands[:2]
    own = module.functions[target].name
    return None if name == mangle(own, class_name) else f"it stores {own!r} as {name!r}"


def _import(module: Module, function: Function, place: int, class_name: str | None) -> str | None:
    path, name = function.instructions[place].operands
    first = path.partition(".")[0]
    return None if name == mangle(first, class_name) else f"it stores {first!r} as {name!r}"


def _annotation(
    module: Module, function: Function, place: int, class_name: str | None
) -> str | None:
    name = function.instructions[place].operands[0]
    if function.kind == "class" and function.variables.get(name, "local") != "local":
        return f"{name!r} is not a variable of the class itself"
    return None


def _tee(module: Module, function: Function, place: int, class_name: str | None) -> str | None:
    name = function.instructions[place].operands[0]
    comprehends = function.kind in COMPREHENSIONS
    if comprehends and function.variables[name] == "local":
        return "a comprehension stores into a variable around it only"
    return None


_RULES: dict[str, Callable[[Module, Function, int, str | None], str | None]] = {
    "YIELD": _yield, "YIELD_FROM": _yield, "RETURN": _return, "CHECK_RETURN": _check_return,
    "CHECK_PARAMETERS": _check_parameters, "DEFINE_FUNCTION": _definition,
    "DEFINE_CLASS": _definition, "IMPORT": _import, "TEE": _tee,
    "ANNOTATE": _annotation, "ANNOTATE_TYPE": _annotation,
}  # fmt: skip


def check_comprehension(module: Module, index: int) -> None:
    """The strict shape: PUSH .0, FOR_EACH, target, {condition FILTER | iterable FOR_EACH target}*,
    EMIT, END*. The stack and the blocks are known to be sound."""
    function = module.functions[index]
    code = function.instructions
    if [i.op.name for i in code[:2]] != ["PUSH", "FOR_EACH"]:
        raise fault(module, index, None, "a comprehension begins with PUSH .0, FOR_EACH", "N4003")
    if code[0].operands != (COMPREHENSION_PARAMETER,):
        raise fault(module, index, 0, "a comprehension begins with its parameter", "N4003")
    depth, emitted, in_target = 1, False, True
    for place, instruction in enumerate(code[2:], 2):
        op = instruction.op
        problem = _comprehension_problem(function, instruction, in_target, emitted)
        if problem:
            raise fault(module, index, place, problem, "N4003")
        emitted = emitted or op.name in ("EMIT", "EMIT_PAIR")
        depth += _growth(module, instruction)
        if op.name == "FOR_EACH":
            in_target, depth = True, 1
        elif op.has(Trait.STATEMENT) and depth == 0:
            in_target = False
    if not emitted:
        raise fault(module, index, None, "a comprehension gives something", "N4003")


def _growth(module: Module, instruction: Instruction) -> int:
    name = instruction.op.name
    if name == "UNPACK":
        return int(instruction.operands[0]) - 1
    if name == "UNPACK_SPREAD":
        return int(sum(instruction.operands))
    return len(instruction.op.pushes) - taken(instruction, module.functions)


def _comprehension_problem(
    function: Function, instruction: Instruction, in_target: bool, emitted: bool
) -> str | None:
    op, operands, _ = instruction
    if emitted:
        return None if op.has(Trait.CLOSES) else "nothing follows what a comprehension gives"
    if op.has(Trait.STATEMENT) and op.name not in (*_TARGETS, "FILTER", "EMIT", "EMIT_PAIR"):
        return "a comprehension holds no statements"
    if op.name in _TARGETS:
        if not in_target:
            return "a comprehension stores only what it iterates over"
        if op.name == "STORE" and function.variables[operands[0]] != "local":
            return "the target of a comprehension is its own variable"
        if op.name == "STORE" and operands[0] == COMPREHENSION_PARAMETER:
            return "the parameter of a comprehension is not stored"
    if op.name == "PUSH" and operands[0] == COMPREHENSION_PARAMETER:
        return "the parameter of a comprehension is read once"
    if op.has(Trait.OPENS) and op.name != "FOR_EACH" and op.name not in EXPRESSION_BLOCKS:
        return "a comprehension holds no statements"
    return "FILTER or EMIT stands in a target" if in_target and op.name in _ENDS else None


_ENDS = ("FILTER", "EMIT", "EMIT_PAIR")
