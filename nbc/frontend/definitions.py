"""Lowering of what has a body of its own: functions, lambdas, classes and comprehensions."""

from __future__ import annotations

import ast
from collections.abc import Callable

from nbc.bytecode.module import Parameter
from nbc.errors import Position
from nbc.frontend.annotations import noodle_annotation
from nbc.frontend.builder import EXPRESSIONS, STATEMENTS, Builder, position
from nbc.frontend.expressions import spread_arguments
from nbc.frontend.scopes import every_parameter
from nbc.frontend.targets import store


def _function(builder: Builder, node: ast.FunctionDef) -> None:
    if getattr(node, "type_params", None):  # Python 3.12's `def f[T](...)`
        builder.unit.unsupported(node, "a type parameter list")
    for decorator in node.decorator_list:
        builder.expression(decorator)
    _defaults(builder, node.args)
    parameters = _parameters(builder, node.args)
    returns = noodle_annotation(builder, node.returns)
    returns_annotated = node.returns is not None and returns is None
    if node.returns is not None and returns is None:
        builder.annotation(node.returns)
    index = _reserve(builder)
    inner = builder.nested(node, "function", node.name)
    body, docstring = _without_docstring(node.body)
    inner.returns_checked = returns is not None
    if returns is not None or any(parameter.type for parameter in parameters):
        inner.emit("CHECK_PARAMETERS", _header(node))
    inner.block(body)
    last = node.body[-1]
    line, column = last.end_lineno or last.lineno, last.end_col_offset or 0
    _return_none(inner, (line, column, line, column))  # no width: not in the source
    builder.unit.functions[index] = inner.finish(
        position(node), parameters=parameters, docstring=docstring,
        returns=returns, returns_annotated=returns_annotated,
    )  # fmt: skip
    decorators = len(node.decorator_list)
    builder.emit("DEFINE_FUNCTION", node, builder.variable(node.name), index, decorators)


def _header(node: ast.FunctionDef) -> Position:
    return (node.lineno, node.col_offset, node.lineno, node.col_offset + 3)


def _return_none(inner: Builder, place: Position) -> None:
    inner.constant(None, place)
    if inner.returns_checked and not inner.scope.is_generator:
        inner.emit("CHECK_RETURN", place)
    inner.emit("RETURN", place)


def _defaults(builder: Builder, args: ast.arguments) -> None:
    for default in args.defaults:
        builder.expression(default)
    for keyword_default in args.kw_defaults:
        if keyword_default is not None:
            builder.expression(keyword_default)


def _parameters(builder: Builder, args: ast.arguments) -> tuple[Parameter, ...]:
    """The parameters, their Python annotations pushed."""
    types = {arg: noodle_annotation(builder, arg.annotation) for arg in every_parameter(args)}
    for arg, type_text in types.items():
        if arg.annotation is not None and type_text is None:
            builder.annotation(arg.annotation)

    def parameter(arg: ast.arg, kind: str, has_default: bool = False) -> Parameter:
        hint = arg.annotation is not None and types[arg] is None
        return Parameter(
            builder.mangled(arg.arg), kind, has_default, types[arg], hint, position(arg)
        )

    positional = [*args.posonlyargs, *args.args]
    first_default = len(positional) - len(args.defaults)
    result = [
        parameter(arg, "positional_only" if i < len(args.posonlyargs) else "positional",
                  i >= first_default)
        for i, arg in enumerate(positional)
    ]  # fmt: skip
    if args.vararg:
        result.append(parameter(args.vararg, "var_positional"))
    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        result.append(parameter(arg, "keyword_only", default is not None))
    if args.kwarg:
        result.append(parameter(args.kwarg, "var_keyword"))
    return tuple(result)


def _lambda(builder: Builder, node: ast.Lambda) -> None:
    _defaults(builder, node.args)
    parameters = _parameters(builder, node.args)
    index = _reserve(builder)
    inner = builder.nested(node, "lambda", "<lambda>")
    inner.expression(node.body)
    inner.emit("RETURN", node.body)
    builder.unit.functions[index] = inner.finish(position(node), parameters=parameters)
    builder.emit("LAMBDA", node, index)


def _class(builder: Builder, node: ast.ClassDef) -> None:
    if getattr(node, "type_params", None):
        builder.unit.unsupported(node, "a type parameter list")
    for decorator in node.decorator_list:
        builder.expression(decorator)
    items = spread_arguments(builder, node.bases, node.keywords)
    index = _reserve(builder)
    inner = builder.nested(node, "class", node.name)
    body, docstring = _without_docstring(node.body)
    inner.block(body)
    builder.unit.functions[index] = inner.finish(position(node), docstring=docstring)
    name = builder.variable(node.name)
    builder.emit("DEFINE_CLASS", node, name, index, len(node.decorator_list), items)


def _without_docstring(body: list[ast.stmt]) -> tuple[list[ast.stmt], str | None]:
    first = body[0]
    value = first.value if isinstance(first, ast.Expr) else None
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return body[1:], value.value
    return body, None


_KINDS = {ast.ListComp: "list", ast.SetComp: "set", ast.DictComp: "dict",
          ast.GeneratorExp: "generator"}  # fmt: skip
_NAMES = {"list": "<listcomp>", "set": "<setcomp>", "dict": "<dictcomp>", "generator": "<genexpr>"}


def _comprehension(builder: Builder, node: ast.ListComp | ast.DictComp) -> None:
    kind = _KINDS[type(node)]
    builder.expression(node.generators[0].iter)
    index = _reserve(builder)
    inner = builder.nested(node, kind, _NAMES[kind])
    _clauses(inner, node)
    builder.unit.functions[index] = inner.finish(
        position(node), parameters=(Parameter(".0", "positional_only"),)
    )
    builder.emit("COMPREHEND", node, index)


def _clauses(inner: Builder, node: ast.ListComp | ast.DictComp) -> None:
    for number, generator in enumerate(node.generators):
        if generator.is_async:
            inner.unit.unsupported(generator.target, "an asynchronous comprehension")
        if number == 0:
            inner.push(".0", generator.iter)
        else:
            inner.expression(generator.iter)
        inner.emit("FOR_EACH", generator.target)
        store(inner, generator.target)
        for condition in generator.ifs:
            inner.expression(condition)
            inner.emit("FILTER", condition)
    if isinstance(node, ast.DictComp):
        inner.expression(node.key)
        inner.expression(node.value)
        inner.emit("EMIT_PAIR", node)
    else:
        inner.expression(node.elt)
        inner.emit("EMIT", node.elt)
    for _ in node.generators:
        inner.emit("END", node)


def _reserve(builder: Builder) -> int:
    """An index for a function about to be lowered: outer ones come first."""
    builder.unit.functions.append(None)
    return len(builder.unit.functions) - 1


def _unsupported(construct: str) -> Callable[[Builder, ast.AST], None]:
    def lower(builder: Builder, node: ast.AST) -> None:
        builder.unit.unsupported(node, construct)

    return lower


EXPRESSIONS.update({ast.Lambda: _lambda, **dict.fromkeys(_KINDS, _comprehension)})
STATEMENTS.update({
    ast.FunctionDef: _function, ast.ClassDef: _class,
    ast.AsyncFunctionDef: _unsupported("async def"),
    ast.AsyncFor: _unsupported("async for"), ast.AsyncWith: _unsupported("async with"),
    ast.TryStar: _unsupported("except*"),
})  # fmt: skip
