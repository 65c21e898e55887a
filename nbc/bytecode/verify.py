"""The structure of NBC, checked: what `verify` accepts can be compiled, stepped and shown safely.

It trusts nothing, since modules arrive over the network, and raises `VerifyError` (N4xxx) naming
the function and the instruction. Here: the module, its functions, parameters and names. Operands
are checked in `verify_operands`, blocks and the stack in `verify_stack`. Declared types are the
business of `nbc.typing`, which the pipeline asks afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nbc.bytecode.identifiers import COMPREHENSION_PARAMETER, is_bindable, is_identifier
from nbc.bytecode.module import (
    COMPREHENSIONS,
    FUNCTION_KINDS,
    PARAMETER_KINDS,
    SCOPES,
    Function,
    Instruction,
    Module,
    Parameter,
)
from nbc.bytecode.optable import BY_CODE, NBC_VERSION, Op
from nbc.bytecode.verify_faults import fault, module_fault
from nbc.bytecode.verify_operands import check_operands, is_type
from nbc.bytecode.verify_place import check_comprehension, check_placement
from nbc.bytecode.verify_stack import check_stack
from nbc.errors import VerifyError

MAX_FUNCTIONS = 50_000
MAX_INSTRUCTIONS = 2_000_000
MAX_TEXT = 64 * 2**20
MAX_CONSTANT_DEPTH = 50
_MAX_POSITION = 2**31 - 1
_MAKES = {
    "LAMBDA": (0, ("lambda",)), "COMPREHEND": (0, COMPREHENSIONS),
    "DEFINE_FUNCTION": (1, ("function",)), "DEFINE_CLASS": (1, ("class",)),
}  # fmt: skip
"""Per opcode that makes something of a function: which operand names it, and its kinds."""


def verify(module: Module) -> None:
    """Raises VerifyError unless the module's structure is sound."""
    _check_module(module)
    for index, function in enumerate(module.functions):
        _check_function(module, index, function)
    owners = _owners(module)
    depths = [0] * len(module.functions)
    for index in _outside_in(module, owners):
        _check_free(module, owners, index)
        check_placement(module, index, _class_name(module, owners, index))
        check_stack(module, index, depths)
        if module.functions[index].kind in COMPREHENSIONS:
            check_comprehension(module, index)
            _check_assignments(module, owners, index)


def _check_module(module: Module) -> None:
    if module.version != NBC_VERSION:
        raise VerifyError(
            "N4002",
            f"this module is version {module.version!r} of NBC; Noodle here reads {NBC_VERSION}",
            hint="compile it again from its source",
        )
    if not module.functions:
        raise module_fault("it has no function")
    if len(module.functions) > MAX_FUNCTIONS:
        raise module_fault(f"it has more than {MAX_FUNCTIONS} functions", "N4007")
    if sum(len(f.instructions) for f in module.functions) > MAX_INSTRUCTIONS:
        raise module_fault(f"it has more than {MAX_INSTRUCTIONS} instructions", "N4007")
    if not isinstance(module.source_id, str) or not _is_text_or_none(module.source):
        raise module_fault("its source is not text")
    for table in (module.types, module.metadata):
        _check_texts(table)
    for name, text in module.types.items():
        if not is_type(text):
            raise module_fault(f"the type declared for {name[:60]!r} is none", "N4005")
    for key, value in module.constants.items():
        if not isinstance(key, str):
            raise module_fault(f"the key {key!r} of a constant is not text")
        _check_constant(key, value, 0)


def _check_texts(table: Any) -> None:
    for key, value in table.items():
        if not isinstance(key, str) or not isinstance(value, str):
            raise module_fault("its types and metadata must map text to text")


def _check_constant(key: str, value: Any, depth: int) -> None:
    if depth > MAX_CONSTANT_DEPTH:
        raise module_fault(f"the constant {key!r} nests too deeply", "N4007")
    if type(value) is tuple:
        for item in value:
            _check_constant(key, item, depth + 1)
    elif value is not None and value is not ... and type(value) not in _CONSTANT_TYPES:
        raise module_fault(f"the constant {key!r} is a {type(value).__name__}")


_CONSTANT_TYPES = (bool, int, float, complex, str, bytes)


def _is_text_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= MAX_TEXT)


def _check_function(module: Module, index: int, function: Function) -> None:
    """What can be said of a function by itself."""
    problem = _function_problem(index, function) or _parameters_problem(function)
    if problem:
        raise fault(module, index, None, problem)
    for place, instruction in enumerate(function.instructions):
        problem = _instruction_problem(instruction)
        if problem:
            raise fault(module, index, place, problem, "N4003")
        check_operands(module, index, place)


def _function_problem(index: int, function: Function) -> str | None:
    if function.kind not in FUNCTION_KINDS or (function.kind == "cell") != (index == 0):
        return f"cannot be of kind {function.kind!r}: function 0, and only it, is the cell"
    if not all(isinstance(text, str) for text in (function.name, function.qualname)):
        return "its name is not text"
    if function.kind in ("function", "class") and not is_bindable(function.name):
        return f"{function.name!r} is not a name for a function or class"
    if "\0" in function.name or "\0" in function.qualname or not _printable(function):
        return "its name holds characters that Python refuses"
    if not _is_text_or_none(function.docstring):
        return "its docstring is not text"
    if function.returns is not None and not is_type(function.returns):
        return "what it returns is not a Noodle type"
    for name, scope in function.variables.items():
        if scope not in SCOPES or (function.kind == "cell" and scope != "global"):
            return f"its variable {name!r} cannot be {scope!r}"
        comprehends = function.kind in COMPREHENSIONS and name == COMPREHENSION_PARAMETER
        if not is_identifier(name) and not comprehends:
            return f"{name!r} is not a variable's name"
    return None if is_position(function.position) else "it has no position"


def _printable(function: Function) -> bool:
    try:
        (function.name + function.qualname).encode()
    except UnicodeEncodeError:
        return False
    return True


def is_position(position: Any) -> bool:
    if not isinstance(position, tuple) or len(position) != 4:
        return False
    if not all(type(part) is int and 0 <= part <= _MAX_POSITION for part in position):
        return False
    line, column, end_line, end_column = position
    return line >= 1 and (line, column) <= (end_line, end_column)


def _parameters_problem(function: Function) -> str | None:
    parameters = function.parameters
    if function.kind in COMPREHENSIONS:
        plain = [(p.name, p.has_default, p.type, p.annotated) for p in parameters]
        only = plain == [(COMPREHENSION_PARAMETER, False, None, False)]
        return None if only else "a comprehension has one parameter, '.0'"
    if function.kind in ("cell", "class"):
        return "a cell or class has no parameters" if parameters else None
    for parameter in parameters:
        problem = _parameter_problem(parameter, function)
        if problem:
            return f"parameter {parameter.name!r}: {problem}"
    if len({p.name for p in parameters}) < len(parameters):
        return "two parameters have one name"
    return _order_problem(parameters)


def _parameter_problem(parameter: Parameter, function: Function) -> str | None:
    if not is_bindable(parameter.name):
        return "this is not a name"
    if function.variables.get(parameter.name, "local") != "local":
        return "it is not a local variable of the function"
    if parameter.kind not in PARAMETER_KINDS:
        return f"there is no kind {parameter.kind!r}"
    if parameter.kind.startswith("var_") and parameter.has_default:
        return "it cannot have a default"
    if parameter.type is not None and (parameter.annotated or not is_type(parameter.type)):
        return "its type is not a Noodle type, or stands beside a hint"
    return None if is_position(parameter.position) else "it has no position"


def _order_problem(parameters: Sequence[Parameter]) -> str | None:
    ranks = [PARAMETER_KINDS.index(p.kind) for p in parameters]
    if ranks != sorted(ranks) or any(ranks.count(rank) > 1 for rank in (2, 4)):
        return "its parameters are out of order"
    defaults = [p.has_default for p in parameters if p.kind in PARAMETER_KINDS[:2]]
    return "a parameter without default follows one with" if defaults != sorted(defaults) else None


def _instruction_problem(instruction: Any) -> str | None:
    if not isinstance(instruction, Instruction) or not isinstance(instruction.op, Op):
        return "this is not an instruction"
    if BY_CODE.get(instruction.op.code) is not instruction.op:
        return "this is not an opcode of the table"
    if not is_position(instruction.position):
        return "it has no position in the source"
    return None


def _owners(module: Module) -> list[tuple[int, int] | None]:
    """Per function the function and instruction that make something of it."""
    owners: list[tuple[int, int] | None] = [None] * len(module.functions)
    for index, function in enumerate(module.functions):
        for place, (op, operands, _) in enumerate(function.instructions):
            if op.name not in _MAKES:
                continue
            position, kinds = _MAKES[op.name]
            target = operands[position]
            if module.functions[target].kind not in kinds:
                kind = module.functions[target].kind
                raise fault(module, index, place, f"function {target} is of kind {kind!r}", "N4003")
            if owners[target] is not None:
                raise fault(module, index, place, f"function {target} is used twice", "N4003")
            owners[target] = (index, place)
    return owners


def _outside_in(module: Module, owners: Sequence[tuple[int, int] | None]) -> list[int]:
    """Every function behind the one that it stands in."""
    inside: dict[int, list[int]] = {}
    for index, owner in enumerate(owners):
        if owner is not None:
            inside.setdefault(owner[0], []).append(index)
    order = [index for index, owner in enumerate(owners) if owner is None]
    for index in order:
        order.extend(inside.get(index, ()))
    if len(order) < len(owners):
        lost = min(set(range(len(owners))) - set(order))
        raise fault(module, lost, None, "it stands inside itself")
    return order


def _class_name(module: Module, owners: Sequence[tuple[int, int] | None], index: int) -> str | None:
    """The class whose body the function is, or stands in: it mangles private names."""
    place: int | None = index
    while place is not None:
        if module.functions[place].kind == "class":
            return module.functions[place].name
        owner = owners[place]
        place = owner[0] if owner else None
    return None


def _check_assignments(
    module: Module, owners: Sequence[tuple[int, int] | None], index: int
) -> None:
    """CPython has no assignment in a comprehension of a class body."""
    owner = owners[index]
    while owner is not None and module.functions[owner[0]].kind in COMPREHENSIONS:
        owner = owners[owner[0]]
    if owner is None or module.functions[owner[0]].kind != "class":
        return
    for place, instruction in enumerate(module.functions[index].instructions):
        if instruction.op.name == "TEE":
            raise fault(module, index, place, "a comprehension in a class assigns", "N4003")


def _check_free(module: Module, owners: Sequence[tuple[int, int] | None], index: int) -> None:
    for name, scope in module.functions[index].variables.items():
        if scope == "free" and not _is_bound_outside(module, owners, index, name):
            problem = f"no enclosing function has its free variable {name!r}"
            raise fault(module, index, None, problem)


def _is_bound_outside(
    module: Module, owners: Sequence[tuple[int, int] | None], index: int, name: str
) -> bool:
    """Functions that nothing uses any more (a pass dropped the code) may have lost theirs."""
    owner, outermost = owners[index], index
    while owner is not None:
        outermost = owner[0]
        function = module.functions[outermost]
        if function.kind == "class":
            if name == "__class__":
                return True
        elif function.variables.get(name) != "free" and name in function.variables:
            return function.variables[name] == "local"
        owner = owners[outermost]
    return outermost != 0
