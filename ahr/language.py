"""What Noodle cells know of models: the names they have without an import, and their typing rules.

A layer's rule is the layer itself: it is called with a tensor of the argument's type, and what it
would make is the type of the result. So the checker refuses what tracing would refuse, before the
cell runs. `ahr.names` calls `register` when a cell first uses one of the names.
"""

from __future__ import annotations

from functools import partial
from inspect import Parameter as Argument
from inspect import signature
from typing import Any, Final

from ahr.dtypes import BY_NAME
from ahr.graph import TensorSpec
from ahr.trace import layers
from ahr.trace.decorator import model
from ahr.trace.recording import Recording
from ahr.trace.tensor import Tensor
from nbc import add_names
from nbc.builtins import RuleError
from nbc.builtins.entry import Entry
from nbc.builtins.signature import Arguments
from nbc.errors import ModelError
from nbc.types.model import OBJECT, Array, NoneType, Object, Scalar, Tuple, Type

MODEL: Final = Object("ahr.models.Model")


def register() -> None:
    """Gives every cell `model` and the layers."""
    add_names({"model": model, **layers.LAYERS}, __name__)


def _typing_of(name: str) -> Any:
    return partial(_typed, name)


def _typed(name: str, arguments: Arguments) -> Type:
    """The type of a layer's result. Raises RuleError where the layer would raise."""
    record = Recording(name)
    given: dict[str, Any] = {}
    try:
        for argument, kind in arguments.types.items():
            given[argument] = _value(record, argument, kind)
        result = layers.LAYERS[name](**given)
    except _Unknown:
        return OBJECT
    except ModelError as error:
        raise RuleError("N2002", error.message, hint=error.hint) from None
    if isinstance(result, tuple):
        return Tuple(tuple(_type(each.spec) for each in result))
    return _type(result.spec)


class _Unknown(Exception):
    """An argument whose value is not known before the cell runs."""


def _value(record: Recording, name: str, kind: Type) -> Any:
    """What a layer is called with: a tensor of the type, or the constant."""
    match kind:
        case Array(dtype=str(dtype), dims=tuple(dims)) if dtype in BY_NAME:
            return Tensor(record, record.builder.input(name, TensorSpec(dtype, dims)))
        case Scalar(value=value) if value is not None:
            return value
        case NoneType():
            return None
        case Tuple(items=tuple(items)):
            return tuple(_value(record, f"{name}{index}", item) for index, item in enumerate(items))
    raise _Unknown


def _type(spec: TensorSpec) -> Type:
    return Array(spec.dtype, spec.dims)


def _entry(name: str, function: Any) -> Entry:
    parameters = [
        each.replace(annotation=Argument.empty) for each in signature(function).parameters.values()
    ]
    text = str(signature(function).replace(parameters=parameters, return_annotation=Argument.empty))
    summary = (function.__doc__ or "").partition("\n")[0].rstrip(".")
    return Entry(name + text, _typing_of(name), summary)


FUNCTIONS: Final = (
    Entry("model(function=None, /, *, name=None, inputs=None)", lambda _: MODEL,
          "a network of a function that calls layers", pure=False),
    *(_entry(name, function) for name, function in layers.LAYERS.items()),
)  # fmt: skip
