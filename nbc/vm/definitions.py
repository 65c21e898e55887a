"""Writers of functions, lambdas, classes and comprehensions: each body by a `Writer` of its own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from nbc.bytecode.candidates import obstacle
from nbc.bytecode.effects import bound_names, definition_values
from nbc.bytecode.module import Function, Instruction
from nbc.runtime.records import field_types, is_record
from nbc.vm.arithmetic import without_temporaries
from nbc.vm.expressions import spread_call
from nbc.vm.sites import prologue, whole_expression
from nbc.vm.targets import target
from nbc.vm.writer import (
    LOAD,
    STORE,
    WRITERS,
    CannotWrite,
    Place,
    Writer,
    at,
    at_position,
    place_of,
)


def body_of(writer: Writer, *, offered: bool = False) -> list[ast.stmt]:
    """A function's statements, with the declarations that its scopes need. `offered`: native code
    is asked first."""
    writer.run()
    place = at_position(writer.function.position)
    start = [*_docstring(writer.function, place), *_declarations(writer, place)]
    if offered:
        start.append(prologue(writer, writer.out or [ast.Pass(**place)]))
    return [*start, *writer.out, *_unstored(writer, place)] or [ast.Pass(**place)]


def _unstored(writer: Writer, place: Place) -> list[ast.stmt]:
    """Locals whose every store was unreachable and is gone: they must stay locals. An annotation
    without a value makes them so and leaves no code that a tracer would see."""
    function = writer.function
    if function.kind == "class":
        return []
    known = {parameter.name for parameter in function.parameters} | set(_stored(writer, function))
    names = [n for n, scope in function.variables.items() if scope == "local" and n not in known]
    hint = ast.Constant(None, **place)
    return [ast.AnnAssign(ast.Name(n, STORE, **place), hint, None, 1, **place) for n in names]


def _docstring(function: Function, place: Place) -> list[ast.stmt]:
    if function.docstring is None:
        return []
    return [ast.Expr(ast.Constant(function.docstring, **place), **place)]


def _declarations(writer: Writer, place: Place) -> list[ast.stmt]:
    """`global` and `nonlocal` for what the function stores, and for globals that an outer local
    would hide."""
    stored = _stored(writer, writer.function)
    names: dict[str, list[str]] = {"global": [], "free": []}
    for name, scope in {**stored, **writer.function.variables}.items():
        if scope == "global" and (name in stored or _hidden(writer, name)):
            names["global"].append(name)
        elif scope == "free" and name in stored:
            names["free"].append(name)
    declared: list[ast.stmt] = []
    if names["global"]:
        declared.append(ast.Global(names["global"], **place))
    if names["free"]:
        declared.append(ast.Nonlocal(names["free"], **place))
    return declared


def _hidden(writer: Writer, name: str) -> bool:
    outer = writer.parent
    while outer is not None:
        if outer.function.kind not in ("cell", "class") and (
            outer.function.variables.get(name) == "local"
        ):
            return True
        outer = outer.parent
    return False


def _stored(writer: Writer, function: Function) -> dict[str, str]:
    """The names that a function binds, those of its comprehensions' walruses among them."""
    found: dict[str, str] = {}
    for instruction in function.instructions:
        if instruction.op.name == "COMPREHEND":
            inner = _stored(writer, writer.module.functions[instruction.operands[0]])
            found |= {name: scope for name, scope in inner.items() if scope != "local"}
        else:
            found |= {name: function.variables[name] for name in bound_names(instruction)}
    return {name: function.variables.get(name, scope) for name, scope in found.items()}


def _define_function(writer: Writer, ins: Instruction) -> None:
    name, index, decorator_count = ins.operands
    function = writer.module.functions[index]
    decorators, args, returns = _header(writer, function, decorator_count)
    if _is_offered(writer, index):
        decorators.append(ast.Name("__nbc_native__", LOAD, **at(ins)))
    body: list[ast.stmt] = [ast.Pass(**at(ins))]
    if index not in writer.skeletons:
        body = _function_body(writer, index, ins)
    shown = function.name if name.endswith(function.name) else name
    writer.statement(_function_node(shown, args, body, decorators, returns, at(ins)))


def _is_offered(writer: Writer, index: int) -> bool:
    """Whether a function is offered to native code when it is defined."""
    return writer.native and writer.function.kind == "cell" and not obstacle(writer.module, index)


def _function_node(
    name: str, args: ast.arguments, body: list[ast.stmt], decorators: list[ast.expr],
    returns: ast.expr | None, place: Place,
) -> ast.FunctionDef:  # fmt: skip
    node = ast.FunctionDef(name, args, body, decorators, returns, None, **place)
    node.type_params = []  # type: ignore[attr-defined]  # required from Python 3.12 on
    return node


def _function_body(writer: Writer, index: int, ins: Instruction) -> list[ast.stmt]:
    function = writer.module.functions[index]
    offered = _is_offered(writer, index)
    body = body_of(Writer(writer.module, writer.all_checks, index, writer), offered=offered)
    yields = any(i.op.name.startswith("YIELD") for i in function.instructions)
    if function.is_generator and not yields:
        place = at(ins)
        dead = ast.Expr(ast.Yield(None, **place), **place)
        body.append(ast.If(ast.Constant(False, **place), [dead], [], **place))
    return body


def _header(
    writer: Writer, function: Function, decorator_count: int
) -> tuple[list[ast.expr], ast.arguments, ast.expr | None]:
    positional, keyword, annotations = definition_values(function)
    values = writer.pop(decorator_count + positional + keyword + annotations)
    decorators, values = values[:decorator_count], values[decorator_count:]
    decorators = [_without_numba(decorator) for decorator in decorators]
    defaults, values = values[:positional], values[positional:]
    keyword_defaults, hints = iter(values[:keyword]), values[keyword:]
    returns = hints.pop() if function.returns_annotated else None
    place = at_position(function.position)
    if function.returns is not None:
        returns = ast.Constant(function.returns, **place)
    args = _arguments(function, list(defaults), keyword_defaults, iter(hints))
    return decorators, args, returns


def _without_numba(decorator: ast.expr) -> ast.expr:
    """What may be numba's `njit` is asked at run time whether it is."""
    named = decorator.func if isinstance(decorator, ast.Call) else decorator
    name = named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")
    if name not in ("njit", "jit"):
        return decorator
    place = place_of(decorator)
    asked = ast.Name("__nbc_decorator__", LOAD, **place)
    return ast.Call(asked, [decorator], [], **place)


def _arguments(
    function: Function, defaults: list[ast.expr], keyword_defaults: Iterator[ast.expr],
    hints: Iterator[ast.expr],
) -> ast.arguments:  # fmt: skip
    result = ast.arguments([], [], None, [], [], None, defaults)
    for parameter in function.parameters:
        where = at_position(parameter.position)
        hint: ast.expr | None = None
        if parameter.type is not None:
            hint = ast.Constant(parameter.type, **where)
        elif parameter.annotated:
            hint = next(hints)
        arg = ast.arg(parameter.name, hint, None, **where)
        match parameter.kind:
            case "positional_only":
                result.posonlyargs.append(arg)
            case "positional":
                result.args.append(arg)
            case "var_positional":
                result.vararg = arg
            case "var_keyword":
                result.kwarg = arg
            case _:
                result.kwonlyargs.append(arg)
                default = next(keyword_defaults) if parameter.has_default else None
                result.kw_defaults.append(default)
    return result


def _lambda(writer: Writer, ins: Instruction) -> None:
    index = ins.operands[0]
    function = writer.module.functions[index]
    _, args, _ = _header(writer, function, 0)
    inner = Writer(writer.module, writer.all_checks, index, writer)
    inner.run()
    place = at(ins)
    if len(inner.out) == 1 and isinstance(inner.out[0], ast.Return) and inner.out[0].value:
        writer.stack.append(_short_lambda(writer, inner, args, inner.out[0].value, place))
        return
    writer.settle()
    name = writer.fresh()
    node = _function_node(name, args, inner.out or [ast.Pass(**place)], [], None, place)
    writer.out.append(node)
    writer.stack.append(writer.read(name, place))


def _short_lambda(
    writer: Writer, inner: Writer, args: ast.arguments, result: ast.expr, place: Place
) -> ast.expr:
    """Native code is asked first where the lambda gets a name at once."""
    if not _is_offered(writer, inner.index) or writer.code[writer.pc].op.name != "STORE":
        return ast.Lambda(args, result, **place)
    made = ast.Lambda(args, whole_expression(inner, result), **place)
    return ast.Call(ast.Name("__nbc_native__", LOAD, **place), [made], [], **place)


def _define_class(writer: Writer, ins: Instruction) -> None:
    name, index, decorator_count, items = ins.operands
    function = writer.module.functions[index]
    values = writer.pop(decorator_count + len(items))
    bases, keywords = spread_call(items, values[decorator_count:])
    body = body_of(Writer(writer.module, writer.all_checks, index, writer))
    shown = function.name if name.endswith(function.name) else name
    decorators = values[:decorator_count]
    if is_record(function):
        decorators.append(_record_decorator(function, at(ins)))
    node = ast.ClassDef(shown, bases, keywords, body, decorators, **at(ins))
    node.type_params = []  # type: ignore[attr-defined]  # required from Python 3.12 on
    writer.statement(node)


def _record_decorator(function: Function, place: Place) -> ast.expr:
    fields = field_types(function)
    names: list[ast.expr | None] = [ast.Constant(name, **place) for name in fields]
    types: list[ast.expr] = [ast.Constant(text, **place) for text in fields.values()]
    arguments: list[ast.expr] = [ast.Dict(names, types, **place)]
    return ast.Call(ast.Name("__nbc_record__", LOAD, **place), arguments, [], **place)


def _comprehend(writer: Writer, ins: Instruction) -> None:
    index = ins.operands[0]
    inner = Writer(writer.module, writer.all_checks, index, writer)
    inner.direct = True  # a comprehension has no place for statements
    place = at(ins)
    generators, parts = _clauses(inner, writer.stack.pop())
    kind = inner.function.kind
    if kind == "dict":
        node: ast.expr = ast.DictComp(parts[0], parts[1], generators, **place)
    else:
        make = {"list": ast.ListComp, "set": ast.SetComp, "generator": ast.GeneratorExp}[kind]
        node = make(parts[0], generators, **place)
    writer.stack.append(node)


def _clauses(inner: Writer, iterable: ast.expr) -> tuple[list[ast.comprehension], list[ast.expr]]:
    generators: list[ast.comprehension] = []
    while True:
        stop = inner.run()
        inner.skip()
        if stop == "FOR_EACH":
            source = inner.stack.pop()
            inner.direct = False
            found = inner.attempt(lambda: target(inner))
            inner.direct = True
            if found is None:
                raise CannotWrite
            source = without_temporaries(source if generators else iterable)
            generators.append(ast.comprehension(found, source, [], 0))
        elif stop == "FILTER":
            generators[-1].ifs.append(inner.stack.pop())
        else:
            return generators, inner.pop(2 if stop == "EMIT_PAIR" else 1)


def _check_parameters(writer: Writer, ins: Instruction) -> None:
    """`a, b, __nbc_dims__ = __nbc_enter__((("a", "f64[n]"), ("b", "f64")), a, b)`"""
    place = at(ins)
    typed = [(p.name, p.type) for p in writer.function.parameters if p.type is not None]
    constant: Any = tuple(typed)
    args: list[ast.expr] = [ast.Constant(constant, **place)]
    args += [ast.Name(name, LOAD, **place) for name, _ in typed]
    call = ast.Call(ast.Name("__nbc_enter__", LOAD, **place), args, [], **place)
    names = [*(name for name, _ in typed), "__nbc_dims__"]
    stored: list[ast.expr] = [ast.Name(name, STORE, **place) for name in names]
    writer.statement(ast.Assign([ast.Tuple(stored, STORE, **place)], call, **place))


WRITERS.update({
    "DEFINE_FUNCTION": _define_function, "LAMBDA": _lambda, "DEFINE_CLASS": _define_class,
    "COMPREHEND": _comprehend, "CHECK_PARAMETERS": _check_parameters,
})  # fmt: skip
