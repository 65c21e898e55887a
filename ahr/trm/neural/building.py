"""A model of a network's text: its layers are applied one after the other while recording."""

from __future__ import annotations

import difflib
from typing import Any, Final

from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.trace.function import trace
from ahr.trace.tensor import Tensor
from ahr.trm.neural.arguments import WrongArgument
from ahr.trm.neural.layers import ROWS, Row, activation
from ahr.trm.neural.parsing import Call, Network, parse_network
from ahr.trm.neural.searching import refuse_search
from ahr.trm.neural.settings import training
from nbc.errors import ModelError

_BLOCKS: Final = ("residual", "residualconnection", "sequential")
_BOTH_WAYS: Final = "bidirectional"


def read_neural(text: str) -> Model:
    """The model of a text. Its training settings are in `metadata["training"]`, which `fit` starts
    from. Raises ModelError: N6014 for what is not understood, N6001 and N6002 for layers that do
    not fit, each at its place."""
    network = parse_network(text)
    if not network.layers:
        raise ModelError("N6014", f"{network.name} has no layers", network.span,
                         hint="write layers: and a layer a line")  # fmt: skip
    spec = _input(network)

    def apply(**given: Tensor) -> Any:
        (x,) = given.values()
        for call in network.layers:
            x = _applied(x, call)
        return x

    graph = trace(apply, {"x": spec}, name=network.name)
    settings, notes = training(network)
    metadata: dict[str, Any] = {"training": settings}
    if notes:
        metadata["notes"] = list(notes)
    return Model(graph, metadata=metadata)


def _input(network: Network) -> TensorSpec:
    """Channels-first: (28, 28, 1) is [N, 1, 28, 28]."""
    shape = network.input if isinstance(network.input, tuple) else (network.input,)
    lengths = [f"D{at}" if each is None else each for at, each in enumerate(shape)]
    if not all(isinstance(each, str) or type(each) is int and each > 0 for each in lengths) or (
        network.input is None or isinstance(network.input, str)
    ):
        raise ModelError("N6014", f"the input of {network.name} is not a shape", network.span,
                         hint="write input: (28, 28, 1), without the batch")  # fmt: skip
    last = lengths[-1:] if len(lengths) > 1 else []
    first = lengths[:-1] if len(lengths) > 1 else lengths
    embeds = _name(network.layers[0]) == "embedding"
    dims = ["N", *lengths] if embeds else ["N", *last, *first]
    return TensorSpec("i64" if embeds else "f32", tuple(dims))


def _applied(x: Any, call: Call) -> Any:
    for _ in range(call.count):
        x = _once(x, call)
    return x


def _once(x: Any, call: Call) -> Any:
    name = _name(call)
    if name in _BLOCKS:
        return _block(x, call, name)
    if name == _BOTH_WAYS:
        return _both_ways(x, call)
    row = ROWS.get(name)
    if row is None:
        near = difflib.get_close_matches(name, [*ROWS, *_BLOCKS, _BOTH_WAYS], n=1)
        raise ModelError("N6014", f"there is no layer {call.name}", call.span,
                         hint=f"did you mean {near[0]}?" if near else
                         f"there are {', '.join(ROWS)}")  # fmt: skip
    return _made(x, call, row)


def _both_ways(x: Any, call: Call) -> Any:
    """A recurrent layer, as an argument or in braces, that also reads from the end."""
    inner = next((each for each in (*call.positional, *(call.body or ()))), None)
    if not isinstance(inner, Call) or _name(inner) not in ("lstm", "gru"):
        raise ModelError("N6014", f"{call.name} has no recurrent layer", call.span,
                         hint=f"write {call.name}(LSTM(64))")  # fmt: skip
    return _made(x, inner, ROWS[_name(inner)], both=True)


def _made(x: Any, call: Call, row: Row, **more: Any) -> Any:
    given, after = _given(call, row)
    try:
        made = row.apply(x, **given, **more)
        return made if after is None else activation(made, after)
    except WrongArgument as error:
        raise ModelError("N6014", f"{call.name}: {error}", call.span) from None
    except ModelError as error:
        code = "N6014" if error.code == "N6003" else error.code
        raise ModelError(code, f"{call.name}: {error.message}", call.span,
                         hint=error.hint) from None  # fmt: skip


def _block(x: Any, call: Call, name: str) -> Any:
    """Layers in braces; what comes in is added where it is a residual block."""
    if not call.body:
        raise ModelError("N6014", f"{call.name} has no layers", call.span,
                         hint=f"write them in braces: {call.name}() {{ ... }}")  # fmt: skip
    made = x
    for each in call.body:
        made = _applied(made, each)
    if name == "sequential":
        return made
    if made.spec.dims != x.spec.dims:
        raise ModelError(
            "N6001", f"{call.name}: what comes in is {x.spec}, what the block gives {made.spec}",
            call.span, hint='let both be the same: padding="same" and as many filters',
        )  # fmt: skip
    return x + made


def _given(call: Call, row: Row) -> tuple[dict[str, Any], str | None]:
    """The arguments by name, and the activation."""
    names = list(row.parameters)
    given: dict[str, Any] = {}
    after: str | None = None
    for at, value in enumerate(call.positional):
        refuse_search(value, call.name)
        if row.takes_activation and isinstance(value, str) and at >= _required(row):
            after = value
        elif at < len(names):
            given[names[at]] = value
        else:
            raise ModelError("N6014", f"{call.name} takes {len(names)} arguments, got "
                             f"{len(call.positional)}", call.span)  # fmt: skip
    for key, value in call.named.items():
        refuse_search(value, call.name)
        if key == "activation" and row.takes_activation:
            after = _activation_name(value, call)
        elif key not in names:
            raise ModelError("N6014", f"{call.name} has no argument {key}", call.span,
                             hint=f"it has {', '.join(names) or 'none'}")  # fmt: skip
        else:
            given[key] = value
    missing = [
        key for key, default in row.parameters.items() if default is ... and key not in given
    ]
    if missing:
        raise ModelError("N6014", f"{call.name} wants {missing[0]}", call.span,
                         hint=f"write {call.name}({missing[0]}=...)")  # fmt: skip
    return {**row.parameters, **given}, after


def _required(row: Row) -> int:
    return sum(default is ... for default in row.parameters.values())


def _activation_name(value: Any, call: Call) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise ModelError("N6014", f"{call.name}: an activation is a name, got {value!r}", call.span)


def _name(call: Call) -> str:
    return call.name.lower().replace("_", "")
