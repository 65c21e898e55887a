"""`Model`: a graph with its weights: what a model function becomes, what files are read into."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, final

import numpy as np

from ahr.dims import evaluate
from ahr.dtypes import noodle_name, numpy_dtype
from ahr.graph import Graph, TensorSpec
from ahr.initial import initial_weights
from ahr.packages import naming_packages
from ahr.prepared import Prepared
from ahr.running.session import runner, written_runner
from ahr.summary import Summary, summary
from ahr.trace.inlining import inline
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.training.history import History

Array = np.ndarray[Any, Any]
_Wanted = tuple[np.dtype[Any], tuple[Any, ...]]
"""The element type and the lengths of an input: numbers, and names of those that may differ."""


@final
class Model:
    """A network that can be called, trained, drawn and saved.

    `graph` is what it computes; `metadata` what is known of its making (JSON's values). `function`
    is the model function that it was traced from, if it was; `brought` are numbers of parameters
    that trained networks inside it came with, which `init` leaves. `history` is that of the last
    `fit`, however it ended.
    """

    def __init__(
        self, graph: Graph | Prepared, weights: Mapping[str, Array] | None = None, *,
        metadata: Mapping[str, Any] | None = None, function: Callable[..., Any] | None = None,
        brought: Mapping[str, Array] | None = None,
    ) -> None:  # fmt: skip
        self._face = graph
        self.metadata: dict[str, Any] = dict(metadata or {})
        self.function = function
        self.history: History | None = None
        self._brought = dict(brought or {})
        self._weights: dict[str, Array] = {}
        self._run: Callable[[Mapping[str, Any]], tuple[Any, ...]] | None = None
        self._wanted: tuple[_Wanted | None, ...] | None = None
        self._prepared: Prepared | None = None
        if weights is not None:
            self.load_weights(weights, finite=isinstance(graph, Prepared))
        self._prepared = graph if isinstance(graph, Prepared) else None

    @property
    def graph(self) -> Graph:
        """What it computes."""
        if isinstance(self._face, Prepared):
            self._face = self._face.read()
        return self._face

    @property
    def name(self) -> str:
        return self._face.name

    @property
    def is_initialised(self) -> bool:
        """Whether every parameter has its numbers."""
        return self._weights.keys() >= self._face.parameters.keys()

    @property
    def parameters(self) -> Mapping[str, Array]:
        """The arrays of all parameters by name. Raises ModelError N6004 where there are none."""
        if not self.is_initialised:
            hint = f"call {self.name}.init(seed=0), fit it, or load weights"
            raise ModelError("N6004", f"{self.name} has no parameters yet", hint=hint)
        return MappingProxyType(self._weights)

    def init(self, seed: int = 0) -> Self:
        """Fills all parameters anew; the same seed gives the same numbers."""
        self._weights = initial_weights(self.graph, seed) | self._brought
        self._run = self._prepared = None
        return self

    def load_weights(self, weights: Mapping[str, Any], *, finite: bool = False) -> Self:
        """Takes arrays for all parameters; `finite`: their numbers are known to be. Raises
        ModelError N6004 where names or shapes differ, and N6009 for numbers that are not finite;
        then nothing has changed."""
        taken = {name: np.asarray(value) for name, value in weights.items()}
        wanted = self._face.parameters
        for name in sorted(taken.keys() ^ wanted.keys()):
            said = "is missing" if name in wanted else "does not belong to it"
            raise ModelError("N6004", f"the weights do not fit {self.name}: {name} {said}")
        for name, array in taken.items():
            _check_weight(name, array, wanted[name].spec, finite)
        self._weights = taken
        self._run = self._prepared = None
        return self

    def summary(self, **lengths: int) -> Summary:
        """A table of the layers: shapes, parameters, multiply-accumulates, bytes. Symbolic lengths
        count as one sample unless they are given (`net.summary(N=32)`)."""
        return summary(self.graph, lengths)

    @naming_packages()
    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes a `.trm`: the whole model, with proof of what it computes (`ahr.formats.trm`)."""
        from ahr.formats import saving  # lazy: it imports this file

        saving.save(self, path)

    @naming_packages()
    def export(self, path: str | os.PathLike[str], *, target: str | None = None) -> None:
        """Writes the file that the suffix says: .onnx, .safetensors (weights, and what they belong
        to), .py (source; target: "torch" or "keras"), .trm. It is there whole or not at all.
        Raises ModelError N6012 where the format has no way to say the model."""
        from ahr.formats import saving  # lazy: it imports this file

        saving.export(self, path, target)

    @naming_packages()
    def to_torch_source(self) -> str:
        """The text of a Python file with an `nn.Module` that computes the same."""
        from ahr.formats import saving  # lazy: it imports this file

        return saving.source(self, "torch")

    @naming_packages()
    def to_keras_source(self) -> str:
        """The text of a Python file with a `keras.Model` that computes the same."""
        from ahr.formats import saving  # lazy: it imports this file

        return saving.source(self, "keras")

    @naming_packages()
    def to_torch(self) -> Any:
        """The `torch.nn.Module` of that source with copies of the parameters, in eval mode."""
        from ahr.running.torch_module import torch_module  # lazy: torch

        return torch_module(self.graph, self.parameters)

    def fit(
        self, x: Any, y: Any, *, epochs: int | None = None, batch_size: int | None = None,
        loss: str | None = None, optimizer: str | None = None, lr: float | None = None,
        weight_decay: float | None = None, schedule: str = "constant",
        clip_norm: float | None = None, validation: tuple[Any, Any] | float | None = None,
        patience: int | None = None, checkpoint: str | os.PathLike[str] | None = None,
        seed: int = 0, device: str | None = None, progress: bool = True,
    ) -> History:  # fmt: skip
        """Learns from arrays, in place; the history of the training.

        x: the input, one sample a row (a tuple of arrays for several inputs); y: labels or values.
        loss: cross_entropy (for labels, if None), mse (for others), nll, bce, bce_with_logits, mae,
        huber. optimizer: adam, adamw, sgd, rmsprop, adagrad. schedule, of the learning rate `lr`:
        constant, linear, cosine. clip_norm: the largest norm of the gradients.
        validation: (x, y), or the part of the samples to keep for it; the weights of the epoch with
        the least validation loss are kept (without it, the last). patience: epochs without
        improvement before it stops. checkpoint: a file that is written after each epoch, and gone
        on from if it is there. device: torch's name of one; a GPU where there is one.
        What is None is what `metadata["training"]` says, or else 10 epochs, batches of 32, adam
        with lr=0.001, weight_decay=0.

        Raises ModelError: N6010 for data that do not fit, N6011 for a loss that is no number (the
        weights are then those of the last good epoch), N6013 without torch. An interrupt passes
        through; the model has the best weights so far.
        """
        with naming_packages():
            from ahr.training import fit  # lazy: torch

        return fit(
            self, x, y, epochs=epochs, batch_size=batch_size, loss=loss, optimizer=optimizer,
            lr=lr, weight_decay=weight_decay, schedule=schedule, clip_norm=clip_norm,
            validation=validation, patience=patience, checkpoint=checkpoint, seed=seed,
            device=device, progress=progress,
        )  # fmt: skip

    def __call__(self, *inputs: Any) -> Any:
        """The output for arrays of the inputs' shapes and dtypes (a tuple of outputs where there
        are several), by ONNX Runtime where it is installed. Raises ModelError N6010 for an
        input that does not fit. In a model function the nodes become part of that network."""
        if any(isinstance(each, Tensor) for each in inputs):
            return self._inlined(inputs)
        fed = self.checked_inputs(inputs)
        if self._run is None:
            self._run = self._started()
        results = self._run(fed)
        return results[0] if len(results) == 1 else results

    def _started(self) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
        """What runs it. With the numbers of a file it is what was kept when it last started."""
        known = self._prepared
        if known is not None and known.onnx:
            run = written_runner(known.onnx, {**known.constants, **self.parameters})
            if run is not None:
                return run
        return runner(self.graph, self.parameters, known.keep if known else None)

    def _inlined(self, inputs: tuple[Any, ...]) -> Any:
        """Its outputs in a network that is being recorded."""
        record = next(each.recording for each in inputs if isinstance(each, Tensor))
        held = self._weights if self.is_initialised else self._brought
        results = inline(record, self.graph, held, inputs, id(self))
        return results[0] if len(results) == 1 else results

    def checked_inputs(self, inputs: tuple[Any, ...]) -> dict[str, Array]:
        """The inputs by name, each as its spec says."""
        names = self._face.inputs
        if len(inputs) != len(names):
            raise ModelError("N6010", f"{self.name}() takes {len(names)} inputs "
                             f"({', '.join(names)}), got {len(inputs)}")  # fmt: skip
        if self._wanted is None:
            self._wanted = tuple(_wanted(self._face.specs[name]) for name in names)
        lengths: dict[str, int] = {}
        return {
            name: value if _fits(value, wanted, lengths)
            else _fitting(name, value, self._face.specs[name], lengths)
            for name, value, wanted in zip(names, inputs, self._wanted, strict=True)
        }  # fmt: skip

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """What a notebook shows: the network as a graph."""
        from ahr.drawing.display import mimebundle  # lazy: only notebooks draw

        return mimebundle(self)

    def __repr__(self) -> str:
        inputs = ", ".join(f"{name}: {self.graph.specs[name]}" for name in self.graph.inputs)
        outputs = ", ".join(str(self.graph.specs[name]) for name in self.graph.outputs)
        return f"<model {self.name}({inputs}) -> {outputs}>"


def _check_weight(name: str, array: Array, spec: TensorSpec, finite: bool) -> None:
    if array.shape != spec.dims or noodle_name(array.dtype) != spec.dtype:
        raise ModelError("N6004", f"parameter {name} is {spec}, got "
                         f"{TensorSpec(noodle_name(array.dtype), array.shape)}")  # fmt: skip
    if not finite and array.dtype.kind == "f" and not np.isfinite(array).all():
        count = int(array.size - np.isfinite(array).sum())
        raise ModelError("N6009", f"parameter {name} holds {count} numbers that are not finite")


def _wanted(spec: TensorSpec) -> _Wanted | None:
    """A spec to compare with quickly, where its lengths are numbers and names."""
    dims = spec.dims
    if dims is None or not all(isinstance(each, int) or str(each).isidentifier() for each in dims):
        return None
    return numpy_dtype(spec.dtype), dims


def _fits(value: Any, wanted: _Wanted | None, lengths: dict[str, int]) -> bool:
    """Whether a value is certainly what is wanted: what most calls are made with."""
    if type(value) is not np.ndarray or wanted is None or value.dtype != wanted[0]:
        return False
    shape, dims = value.shape, wanted[1]
    if len(shape) != len(dims):
        return False
    for dim, length in zip(dims, shape, strict=True):
        if dim != length and (type(dim) is int or lengths.setdefault(dim, length) != length):
            return False
    return True


def _fitting(name: str, value: Any, spec: TensorSpec, lengths: dict[str, int]) -> Array:
    """An input as an array. Python's numbers take the dtype; arrays must be of its kind."""
    if spec.dtype == "list":
        return value  # type: ignore[no-any-return]
    wanted = numpy_dtype(spec.dtype)
    try:
        array = np.asarray(value)
        if array.dtype != wanted:
            if isinstance(value, np.ndarray) and not np.can_cast(array.dtype, wanted, "same_kind"):
                raise ModelError("N6010", f"input {name} is {spec}, got an array of {array.dtype}",
                                 hint=f"convert it with .astype('{wanted}')")  # fmt: skip
            array = array.astype(wanted)
    except (TypeError, ValueError, OverflowError) as error:  # texts, rows of different lengths
        raise ModelError("N6010", f"input {name} is {spec}: {error}") from None
    if spec.dims is None:
        return array
    got = TensorSpec(spec.dtype, array.shape)
    if array.ndim != len(spec.dims):
        hint = "add the axis of the batch: x[None]" if array.ndim == len(spec.dims) - 1 else None
        raise ModelError("N6010", f"input {name} is {spec}, got {got}", hint=hint)
    for axis, (dim, length) in enumerate(zip(spec.dims, array.shape, strict=True)):
        if isinstance(dim, str) and dim.isidentifier():
            lengths.setdefault(dim, length)
        known = evaluate(dim, lengths)
        if known is not None and known != length:
            raise ModelError("N6010", f"input {name} is {spec}, got {got}: axis {axis} must have "
                             f"{known} elements")  # fmt: skip
    return array
