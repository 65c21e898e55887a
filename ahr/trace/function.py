"""`trace`: from a function and the shapes of its arguments to a graph."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from inspect import signature
from typing import Any

from ahr.dtypes import BY_NAME
from ahr.graph import Graph, TensorSpec
from ahr.trace.recording import Recording, recording
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError
from nbc.types import parse_type
from nbc.types.model import Array


def trace(
    function: Callable[..., Any], specs: Mapping[str, TensorSpec] | None = None, *,
    name: str | None = None, **fixed: Any,
) -> Graph:  # fmt: skip
    """The graph of a function: see `trace_with_weights`."""
    return trace_with_weights(function, specs, name=name, **fixed)[0]


def trace_with_weights(
    function: Callable[..., Any], specs: Mapping[str, TensorSpec] | None = None, *,
    name: str | None = None, **fixed: Any,
) -> tuple[Graph, dict[str, Any]]:  # fmt: skip
    """The graph of a function, and the numbers that networks which it calls bring with them.

    Its annotations (`x: f32[N, 64]`) say what the arguments are, or `specs` does; `fixed` are
    arguments that are no tensors. Raises ModelError N6001, N6002, N6003.
    """
    code = function.__code__
    record = Recording(name or function.__name__, code)
    wanted = specs if specs is not None else _annotated(function)
    _check_arguments(function, wanted.keys() | fixed.keys())
    arguments = {
        argument: Tensor(record, record.builder.input(argument, spec))
        for argument, spec in wanted.items()
    }
    with recording(record):
        result = function(**arguments, **fixed)
    results = result if isinstance(result, tuple | list) else (result,)
    if not results or not all(isinstance(each, Tensor) for each in results):
        raise ModelError(
            "N6003", f"{function.__name__}() must return tensors, not {type(result).__name__}",
            hint="return the last layer's result",
        )  # fmt: skip
    return record.builder.finish([each.name for each in results]), record.weights


def _check_arguments(function: Callable[..., Any], given: Collection[str]) -> None:
    """Every parameter is a tensor of a known type, or has a value."""
    for parameter in signature(function).parameters.values():
        optional = parameter.default is not parameter.empty or parameter.kind in (
            parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)  # fmt: skip
        if parameter.name not in given and not optional:
            raise ModelError(
                "N6003", f"what {function.__name__}() is given as {parameter.name!r} is not known",
                hint=f"annotate it with its type and shape: {parameter.name}: f32[N, 64]",
            )  # fmt: skip


def _annotated(function: Callable[..., Any]) -> dict[str, TensorSpec]:
    found: dict[str, TensorSpec] = {}
    for name, annotation in function.__annotations__.items():
        if name == "return" or not isinstance(annotation, str):
            continue
        kind = parse_type(annotation)
        if isinstance(kind, Array) and kind.dtype in BY_NAME:
            found[name] = TensorSpec(kind.dtype, kind.dims)
    return found
