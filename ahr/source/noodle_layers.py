"""How Noodle writes ops: layers that own parameters, operators, functions and methods.

Each writer gives None where the op is used in a way that its short form cannot say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod, sqrt
from typing import Any, Final, final

from ahr.graph import Graph, Initial, Node, Parameter
from ahr.ops import lookup
from ahr.ops.writing import arguments

_ONES: Final = Initial("constant", 1.0)
_ZEROS: Final = Initial("constant", 0.0)


@final
@dataclass(frozen=True, slots=True)
class Owned:
    """A node whose parameters are its own, by their last names; `x` is the text of its input."""

    graph: Graph
    node: Node
    x: str
    parameters: Mapping[str, Parameter]

    def __getitem__(self, attribute: str) -> Any:
        return self.node.attributes[attribute]

    def shape(self, name: str) -> tuple[int, ...]:
        return tuple(each for each in self.parameters[name].spec.dims or () if type(each) is int)

    @property
    def rank(self) -> int:
        return len(self.graph.specs[self.node.inputs[0]].dims or ())

    def starts(self, **wanted: Initial) -> bool:
        """Whether the parameters are these, and start as the layer has them start."""
        dtype = self.graph.specs[self.node.inputs[0]].dtype
        return self.parameters.keys() == wanted.keys() and all(
            each.initial == wanted[name] and each.spec.dtype == dtype
            and each.trainable != name.startswith("running_")
            for name, each in self.parameters.items()
        )  # fmt: skip

    def call(self, layer: str, *given: Any, **options: Any) -> str:
        """`layer(x, ...)`; an option is a pair of its value and its default."""
        said = [f"{key}={value!r}" for key, (value, usual) in options.items() if value != usual]
        name = "" if self.node.name == layer else f"name={self.node.name!r}"
        return f"{layer}({arguments(self.x, *map(_shown, given), *said, name)})"


def _shown(value: Any) -> str:
    """One number where all are the same."""
    if isinstance(value, tuple) and len(value) > 1 and len(set(value)) == 1:
        return repr(value[0])
    return repr(value)


def _weighted(owned: Owned, fan_in: int) -> bool | None:
    """Whether there is a bias; None where the parameters are not a layer's."""
    start = Initial("uniform", 1 / sqrt(fan_in)) if fan_in else _ZEROS
    if owned.starts(weight=start, bias=start):
        return True
    return False if owned.starts(weight=start) else None


def _linear(owned: Owned) -> str | None:
    if "weight" not in owned.parameters:
        return None
    shape = owned.shape("weight")
    bias = _weighted(owned, shape[1])
    return None if bias is None else owned.call("linear", shape[0], bias=(bias, True))


def _conv(owned: Owned) -> str | None:
    rank = owned.rank - 2
    if "weight" not in owned.parameters or rank not in (1, 2):
        return None
    filters, channels, *kernel = owned.shape("weight")
    bias = _weighted(owned, channels * prod(kernel))
    if bias is None:
        return None
    return owned.call(
        f"conv{rank}d", filters, tuple(kernel), stride=(owned["stride"], 1),
        padding=(owned["padding"], 0), dilation=(owned["dilation"], 1),
        groups=(owned["groups"], 1), bias=(bias, True),
    )  # fmt: skip


def _conv_transpose(owned: Owned) -> str | None:
    rank = owned.rank - 2
    if "weight" not in owned.parameters or rank not in (1, 2) or owned["output_shape"] is not None:
        return None
    _, filters, *kernel = owned.shape("weight")
    bias = _weighted(owned, filters * prod(kernel))
    if bias is None:
        return None
    return owned.call(
        f"conv_transpose{rank}d", filters * owned["groups"], tuple(kernel),
        stride=(owned["stride"], 1), padding=(owned["padding"], 0),
        output_padding=(owned["output_padding"], 0), dilation=(owned["dilation"], 1),
        groups=(owned["groups"], 1), bias=(bias, True),
    )  # fmt: skip


def _embedding(owned: Owned) -> str | None:
    """Its table, the second input, is of floats; the first are positions."""
    given = owned.parameters.get("weight")
    if given is None or given.initial != Initial("normal", 1.0) or given.spec.dtype != "f32":
        return None
    return owned.call("embedding", *owned.shape("weight")) if given.trainable else None


def _batch_norm(owned: Owned) -> str | None:
    if not owned.starts(weight=_ONES, bias=_ZEROS, running_mean=_ZEROS, running_var=_ONES):
        return None
    momentum = 1.0 - owned["momentum"]
    usual = 0.1 if 1.0 - momentum == 1.0 - 0.1 else momentum
    return owned.call("batch_norm", epsilon=(owned["epsilon"], 1e-5), momentum=(usual, 0.1))


def _layer_norm(owned: Owned) -> str | None:
    if not owned.starts(weight=_ONES, bias=_ZEROS) or owned["statistics"] or owned["axis"] >= 0:
        return None
    return owned.call("layer_norm", axes=(-owned["axis"], 1), epsilon=(owned["epsilon"], 1e-5))


def _rms_norm(owned: Owned) -> str | None:
    if not owned.starts(weight=_ONES) or owned["axis"] != -1:
        return None
    return owned.call("rms_norm", epsilon=(owned["epsilon"], 1e-5))


def _group_norm(owned: Owned) -> str | None:
    if not owned.starts(weight=_ONES, bias=_ZEROS):
        return None
    return owned.call("group_norm", owned["groups"], epsilon=(owned["epsilon"], 1e-5))


Call = Callable[[Graph, Node, Sequence[str]], str | None]


def _operator(sign: str) -> Call:
    def write(graph: Graph, node: Node, texts: Sequence[str]) -> str | None:
        dtypes = {graph.specs[name].dtype for name in node.inputs}
        whole = sign in "/**" and not dtypes <= {"f16", "f32", "f64"}
        constants = all(name in graph.constants for name in node.inputs)
        return None if len(dtypes) > 1 or whole or constants else f"{texts[0]} {sign} {texts[1]}"

    return write


def _function(name: str, *attributes: str) -> Call:
    """A call of one operand, of floats; attributes are said where they are not the usual ones."""

    def write(graph: Graph, node: Node, texts: Sequence[str]) -> str | None:
        usual = lookup(node.op).attributes
        if graph.specs[node.inputs[0]].dtype not in ("f16", "f32", "f64") or len(texts) != 1:
            return None
        if node.inputs[0] in graph.constants:
            return None
        said = [f"{key}={node.attributes[key]!r}" for key in attributes
                if node.attributes[key] != usual[key]]  # fmt: skip
        others = [key for key in node.attributes if key not in attributes]
        if any(node.attributes[key] != usual[key] for key in others):
            return None
        return f"{name}({arguments(texts[0], *said)})"

    return write


def _hard_sigmoid(graph: Graph, node: Node, texts: Sequence[str]) -> str | None:
    usual = node.attributes["alpha"] == 1 / 6 and node.attributes["beta"] == 0.5
    return f"hard_sigmoid({texts[0]})" if usual else None


def _dropout(graph: Graph, node: Node, texts: Sequence[str]) -> str | None:
    ratio = node.attributes["ratio"]
    if node.attributes["mask"] or not isinstance(ratio, float) or not 0 <= ratio < 1:
        return None
    return f"dropout({arguments(texts[0], '' if ratio == 0.5 else repr(ratio))})"


def _pool(layer: str) -> Call:
    def write(graph: Graph, node: Node, texts: Sequence[str]) -> str | None:
        given = node.attributes
        kernel: Any = given["kernel"]
        others = [key for key in given if key not in ("kernel", "stride", "padding")]
        if any(given[key] != lookup(node.op).attributes[key] for key in others):
            return None
        if not isinstance(kernel, tuple) or len(kernel) not in (1, 2) or given["stride"] is None:
            return None
        said = "" if given["stride"] == kernel else f"stride={given['stride']!r}"
        pads = "" if given["padding"] == 0 else f"padding={given['padding']!r}"
        return f"{layer}{len(kernel)}d({arguments(texts[0], _shown(kernel), said, pads)})"

    return write


def _reduced(method: str) -> Call:
    def write(graph: Graph, node: Node, texts: Sequence[str]) -> str | None:
        dtype = graph.specs[node.inputs[0]].dtype
        if dtype not in ("f16", "f32", "f64") or node.attributes["noop_with_empty_axes"]:
            return None
        if node.inputs[0] in graph.constants:
            return None
        axes = ""
        if len(node.inputs) > 1 and node.inputs[1]:
            value = graph.constants.get(node.inputs[1])
            if value is None or value.ndim != 1:
                return None
            known = tuple(value.tolist())
            axes = f"axis={known[0] if len(known) == 1 else known}"
        elif len(node.inputs) > 1:
            axes = ""
        keep = "keepdims=True" if node.attributes["keepdims"] else ""
        return f"{texts[0]}.{method}({arguments(axes, keep)})"

    return write


def _reshape(graph: Graph, node: Node, texts: Sequence[str]) -> str | None:
    value = graph.constants.get(node.inputs[1])
    dims = graph.specs[node.inputs[0]].dims
    if value is None or dims is None or node.attributes["allow_zero"]:
        return None
    if node.inputs[0] in graph.constants:
        return None
    parts = []
    made = graph.specs[node.outputs[0]].dims or ()
    for axis, each in enumerate(value.tolist()):
        if each == -1 and isinstance(made[axis], int):
            each = made[axis]  # as reading it gives
        if each == 0 and (axis >= len(dims) or not isinstance(dims[axis], str)):
            return None
        parts.append(f"{texts[0]}.shape[{axis}]" if each == 0 else str(each))
    return f"{texts[0]}.reshape({', '.join(parts)})"


def _transpose(graph: Graph, node: Node, texts: Sequence[str]) -> str | None:
    perm: Any = node.attributes["perm"]
    if node.inputs[0] in graph.constants:
        return None
    return f"{texts[0]}.T" if perm is None else f"{texts[0]}.transpose({', '.join(map(str, perm))})"


def _concat(graph: Graph, node: Node, texts: Sequence[str]) -> str | None:
    dtypes = {graph.specs[name].dtype for name in node.inputs}
    if len(dtypes) > 1 or all(name in graph.constants for name in node.inputs):
        return None
    return f"np.concatenate([{', '.join(texts)}], axis={node.attributes['axis']})"


def _where(graph: Graph, node: Node, texts: Sequence[str]) -> str | None:
    same = graph.specs[node.inputs[1]].dtype == graph.specs[node.inputs[2]].dtype
    constants = all(name in graph.constants for name in node.inputs)
    return f"np.where({', '.join(texts)})" if same and not constants else None


def _cast(graph: Graph, node: Node, texts: Sequence[str]) -> str | None:
    wanted, dtype = node.attributes["to"], graph.specs[node.inputs[0]].dtype
    if wanted == dtype or node.inputs[0] in graph.constants or wanted in ("str", "bf16", "bool"):
        return None
    return f"{texts[0]}.astype({wanted})" if wanted != "f16" else f"{texts[0]}.astype(np.float16)"


LAYERS: Final[Mapping[str, Callable[[Owned], str | None]]] = {
    "linear": _linear, "conv": _conv, "conv_transpose": _conv_transpose,
    "batch_norm": _batch_norm, "layer_norm": _layer_norm, "rms_norm": _rms_norm,
    "group_norm": _group_norm, "embedding": _embedding,
}  # fmt: skip

_ACTIVATIONS: Final = {"leaky_relu": ("alpha",), "elu": ("alpha",), "gelu": ("approximate",),
                       "softmax": ("axis",), "log_softmax": ("axis",)}  # fmt: skip

CALLS: Final[Mapping[str, Call]] = {
    **{op: _operator(sign) for op, sign in (
        ("add", "+"), ("sub", "-"), ("mul", "*"), ("div", "/"), ("pow", "**"), ("matmul", "@"),
        ("less", "<"), ("less_or_equal", "<="), ("greater", ">"), ("greater_or_equal", ">="),
        ("equal", "=="))},
    **{op: _function(op, *_ACTIVATIONS.get(op, ())) for op in
       ("relu", "selu", "silu", "mish", "softplus", "sigmoid", "hard_swish", *_ACTIVATIONS)},
    **{op: _function(op) for op in ("exp", "log", "sqrt", "sin", "cos", "tan", "tanh", "sinh",
                                    "cosh", "abs")},
    "log1p": _function("np.log1p"), "expm1": _function("np.expm1"),
    "floor": _function("np.floor"), "ceil": _function("np.ceil"), "sign": _function("np.sign"),
    "hard_sigmoid": _hard_sigmoid, "dropout": _dropout, "max_pool": _pool("max_pool"),
    "average_pool": _pool("avg_pool"),
    "global_average_pool": _function("global_avg_pool"),
    "global_max_pool": _function("global_max_pool"),
    "reduce_sum": _reduced("sum"), "reduce_mean": _reduced("mean"), "reduce_max": _reduced("max"),
    "reduce_min": _reduced("min"), "reduce_prod": _reduced("prod"), "reshape": _reshape,
    "transpose": _transpose, "concat": _concat, "where": _where, "cast": _cast,
    "neg": lambda graph, node, texts: f"-{texts[0]}",
}  # fmt: skip
"""By op; those of layers whose parameters are not their own are written as ops of the table."""
