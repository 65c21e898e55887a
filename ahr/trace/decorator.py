"""`model`: the decorator that makes a network of a function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, overload

from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.trace.function import trace_with_weights


@overload
def model(function: Callable[..., Any], /) -> Model: ...


@overload
def model(
    *, name: str | None = None, inputs: dict[str, TensorSpec] | None = None
) -> Callable[[Callable[..., Any]], Model]: ...


def model(
    function: Callable[..., Any] | None = None, /, *, name: str | None = None,
    inputs: dict[str, TensorSpec] | None = None,
) -> Any:  # fmt: skip
    """A network of a function that calls layers: `@model def net(x: f32[N, 64]): ...`.

    The function is called once, with tensors that only record; its annotations (or `inputs`) say
    what they are. Raises ModelError: N6001 where shapes do not fit, at the layer; N6003 where the
    function does what cannot be recorded.
    """

    def made(function: Callable[..., Any]) -> Model:
        graph, brought = trace_with_weights(function, inputs, name=name)
        return Model(graph, brought=brought, function=function)

    return made if function is None else made(function)
