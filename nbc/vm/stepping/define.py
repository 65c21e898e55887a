"""Functions, lambdas, classes and comprehensions of a stepped program as real Python objects.

A function is a real `function` whose code is a stub: CPython binds the arguments (and words the
errors), then the stub hands them to an `Entry`, which runs the NBC. So methods, decorators,
`sorted` and `inspect` work as usual.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from types import CellType, CodeType, FunctionType, prepare_class, resolve_bases
from typing import Any, final

from nbc.bytecode.effects import definition_values
from nbc.bytecode.module import Function, Instruction, Module
from nbc.runtime.records import field_types, is_record, record
from nbc.vm.stepping.frame import Frame, Prepared, Program, store
from nbc.vm.stepping.machine import ACTIONS, Run, drive, run_nested
from nbc.vm.stepping.meaning import call_in
from nbc.vm.stepping.traces import ENTRY


@final
class Entry:
    """What the stubs of a function call, with the arguments and the cells of its free variables.
    `steps_in` asks for the frame instead of the result, once."""

    is_noodle_entry = True

    def __init__(self, program: Program, code: Prepared) -> None:
        function = code.function
        self.program = program
        self.code = code
        self.parameters = tuple(parameter.name for parameter in function.parameters)
        self.free = tuple(sorted(free_names(program.module, code.index)))
        self.is_generator = function.is_generator or function.kind == "generator"
        self.steps_in = False
        self.stub = self._stub(function)

    def __call__(self, values: tuple[Any, ...], cells: tuple[CellType, ...] | None) -> Any:
        outer = dict(zip(self.free, cells, strict=True)) if cells else {}
        frame = Frame(self.program, self.code, outer)
        for name, value in zip(self.parameters, values, strict=True):
            frame.cells[name] = CellType(value)
        if self.is_generator:
            return drive(frame)
        if self.steps_in:
            self.steps_in = False
            return frame
        return run_nested(frame)

    def _stub(self, function: Function) -> CodeType:
        """`return entry((parameters), (lambda: (free names)).__closure__)`; entry is a constant."""
        names = list(self.parameters) if function.kind != "generator" else ["iterable"]
        # Not a plain constant: CPython warns of calls of those.
        entry = ast.BoolOp(ast.Or(), [ast.Constant(0), ast.Constant(ENTRY)])
        nothing = ast.arguments([], [], None, [], [], None, [])
        cells = ast.Attribute(ast.Lambda(nothing, _tuple(self.free)), "__closure__", ast.Load())
        call: ast.expr = ast.Call(entry, [_tuple(names), cells], [])
        if self.is_generator:
            call = ast.YieldFrom(call)
        stub = ast.FunctionDef("stub", _arguments(function, names), [ast.Return(call)], [], None)
        code = _compiled(stub, self.free, self.program.filename)
        constants = tuple(self if constant == ENTRY else constant for constant in code.co_consts)
        return code.replace(
            co_name=function.name, co_qualname=function.qualname or function.name,
            co_firstlineno=function.position[0], co_consts=constants,
        )  # fmt: skip


def _tuple(names: Sequence[str]) -> ast.expr:
    return ast.Tuple([ast.Name(name, ast.Load()) for name in names], ast.Load())


def _compiled(stub: ast.stmt, free: Sequence[str], filename: str) -> CodeType:
    """The stub's code, made inside a function that has its free variables."""
    given = ast.arguments([], [ast.arg(name) for name in free], None, [], [], None, [])
    outer = ast.FunctionDef("make", given, [stub], [], None)
    tree = ast.fix_missing_locations(ast.Module([outer], []))
    return _code_in(_code_in(compile(tree, filename, "exec", dont_inherit=True)))


def free_names(module: Module, index: int) -> set[str]:
    """The variables of functions around it that a function, or one inside it, uses."""
    function = module.functions[index]
    own = {p.name for p in function.parameters}
    names = {name for name, scope in function.variables.items() if scope == "free"}
    if function.kind == "class":
        own.add("__class__")
    else:
        own |= {name for name, scope in function.variables.items() if scope == "local"}
    for op, operands, _ in function.instructions:
        for operand, value in zip(op.operands, operands, strict=True):
            if operand.kind == "fn":
                names |= free_names(module, value) - own
    return names


def _code_in(code: CodeType) -> CodeType:
    return next(constant for constant in code.co_consts if isinstance(constant, CodeType))


def _arguments(function: Function, names: Sequence[str]) -> ast.arguments:
    args = ast.arguments([], [], None, [], [], None, [])
    for parameter, name in zip(function.parameters, names, strict=True):
        arg = ast.arg(name)
        if parameter.kind == "positional_only":
            args.posonlyargs.append(arg)
        elif parameter.kind == "positional":
            args.args.append(arg)
        elif parameter.kind == "keyword_only":
            args.kwonlyargs.append(arg)
            args.kw_defaults.append(None)
        elif parameter.kind == "var_positional":
            args.vararg = arg
        else:
            args.kwarg = arg
    return args


def _make(frame: Frame, index: int) -> FunctionType:
    program = frame.program
    function = program.module.functions[index]
    entry = program.entries.get(index)
    if entry is None:
        entry = program.entries[index] = Entry(program, program.prepared(index))
    cells = frame.environment()
    closure = tuple(cells[name] for name in entry.free) or None
    made = FunctionType(entry.stub, program.namespace, function.name, None, closure)
    made.__qualname__ = function.qualname or function.name
    made.__doc__ = function.docstring
    return made


def _make_with(frame: Frame, index: int, values: list[Any]) -> FunctionType:
    """The function with defaults and annotations: `values` as DEFINE_FUNCTION takes them."""
    made = _make(frame, index)
    function = frame.program.module.functions[index]
    positional, keyword, _ = definition_values(function)
    if positional:
        made.__defaults__ = tuple(values[:positional])
    names = [p.name for p in function.parameters if p.kind == "keyword_only" and p.has_default]
    if names:
        defaults = values[positional : positional + keyword]
        made.__kwdefaults__ = dict(zip(names, defaults, strict=True))
    hints = iter(values[positional + keyword :])
    annotations: dict[str, Any] = {}
    for parameter in function.parameters:
        if parameter.type is not None:
            annotations[parameter.name] = parameter.type
        elif parameter.annotated:
            annotations[parameter.name] = next(hints)
    if function.returns is not None:
        annotations["return"] = function.returns
    elif function.returns_annotated:
        annotations["return"] = next(hints)
    if annotations:
        made.__annotations__ = annotations
    return made


def _lambda(run: Run, frame: Frame, instruction: Instruction) -> None:
    index = instruction.operands[0]
    count = sum(definition_values(frame.program.module.functions[index]))
    frame.stack.append(_make_with(frame, index, frame.pop(count)))


def _define_function(run: Run, frame: Frame, instruction: Instruction) -> None:
    name, index, count = instruction.operands
    values = frame.pop(count + sum(definition_values(frame.program.module.functions[index])))
    made = _make_with(frame, index, values[count:])
    store(frame, name, _decorated(frame, values[:count], made))


def _decorated(frame: Frame, decorators: list[Any], made: Any) -> Any:
    call = call_in(frame.program.namespace, (".",))
    for decorator in reversed(decorators):
        made = call(decorator, [made])
    return made


def _comprehend(run: Run, frame: Frame, instruction: Instruction) -> None:
    iterator = iter(frame.stack.pop())
    index = instruction.operands[0]
    code = frame.program.prepared(index)
    if code.function.kind == "generator":
        frame.stack.append(_make(frame, index)(iterator))
        return
    inner = Frame(frame.program, code, dict(frame.environment()))
    inner.cells[".0"] = CellType(iterator)
    run.enter(inner)


def _define_class(run: Run, frame: Frame, instruction: Instruction) -> None:
    name, index, count, items = instruction.operands
    values = frame.pop(count + len(items))
    bases, keywords = call_in(frame.program.namespace, items)(_gather, values[count:])
    code = frame.program.prepared(index)
    own_name = code.function.name
    resolved = resolve_bases(bases)
    meta, mapping, keywords = prepare_class(own_name, resolved, keywords)
    body = Frame(frame.program, code, dict(frame.environment()), mapping)
    _start_class(frame.program, code.function, mapping)

    def finish(_: Any) -> None:
        if resolved is not bases:
            mapping["__orig_bases__"] = bases
        has_cell = needs_class_cell(frame.program.module, index)
        if has_cell:
            mapping["__classcell__"] = body.class_cell
        shape = (".", ".", ".", "**")
        values_ = [own_name, resolved, mapping, keywords]
        made = call_in(frame.program.namespace, shape)(meta, values_)
        if has_cell and isinstance(made, type):
            _check_class_cell(body.class_cell, own_name, made)
        if is_record(code.function):
            made = record(field_types(code.function))(made)
        store(frame, name, _decorated(frame, values[:count], made))

    body.on_return = finish
    run.enter(body)


def _gather(*bases: Any, **keywords: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    return bases, keywords


def _start_class(program: Program, function: Function, mapping: Any) -> None:
    mapping["__module__"] = program.namespace.get("__name__", "builtins")
    mapping["__qualname__"] = function.qualname or function.name
    annotates = any(ins.op.name in ("ANNOTATE", "ANNOTATE_TYPE") for ins in function.instructions)
    if annotates and "__annotations__" not in mapping:
        mapping["__annotations__"] = {}
    if function.docstring is not None:
        mapping["__doc__"] = function.docstring


def _check_class_cell(cell: CellType, name: str, made: Any) -> None:
    try:
        found = cell.cell_contents
    except ValueError:
        raise RuntimeError(
            f"__class__ not set defining {name!r} as {made!r}."
            " Was __classcell__ propagated to type.__new__?"
        ) from None
    if found is not made:
        raise TypeError(f"__class__ set to {found!r} defining {name!r} as {made!r}")


def needs_class_cell(module: Module, index: int) -> bool:
    """Whether a method of the class reads `__class__` (or uses `super()`)."""
    for op, operands, _ in module.functions[index].instructions:
        for operand, value in zip(op.operands, operands, strict=True):
            if operand.kind != "fn":
                continue
            inner = module.functions[value]
            if inner.variables.get("__class__") == "free":
                return True
            if inner.kind != "class" and needs_class_cell(module, value):
                return True
    return False


ACTIONS.update({
    "LAMBDA": _lambda, "DEFINE_FUNCTION": _define_function, "DEFINE_CLASS": _define_class,
    "COMPREHEND": _comprehend,
})  # fmt: skip
