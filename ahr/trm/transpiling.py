"""`transpile`: from whatever says what is computed to whatever else can say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import numpy as np

from ahr.models import Model
from ahr.ops.row import CannotWrite
from ahr.trm import annotated, plain, writing
from ahr.trm.taking import Definition, take
from ahr.trm.tracing import traced
from ahr.trm.transpiled import Transpiled
from nbc.errors import ModelError

TARGETS: Final[dict[str, Callable[[Model], Transpiled]]] = {
    "noodle": writing.noodle, "numpy": writing.numpy, "torch": writing.torch,
    "onnx": writing.onnx, "keras": writing.keras, "trm": writing.trm,
}  # fmt: skip


def transpile(
    source: Any, to: str, *, name: str | None = None, inputs: Mapping[str, Any] | None = None
) -> Transpiled:
    """The same program for another target: "noodle", "numpy", "torch", "onnx", "keras", "trm".

    source: a function of Noodle or Python, its text (`name` chooses one of several), a model
    function, a model, or Neural-DSL. inputs: what its arguments are, where annotations do not say
    it: a TensorSpec, its text ("f32[N, 64]") or an example array; other values are fixed.

    Raises ModelError: N6014 for what cannot be converted, at its place; N6001 where shapes do not
    fit; N6012 where the target cannot say an op. Raises SourceError for text that is no Noodle.
    """
    if to not in TARGETS:
        raise ModelError("N6014", f"there is no target {to!r}",
                         hint=f"choose one of {', '.join(TARGETS)}")  # fmt: skip
    annotated.prepare()
    taken = take(source, name)
    if isinstance(taken, Definition) and to == "noodle":
        return _as_noodle(taken, inputs)
    if isinstance(taken, Definition) and to == "numpy" and not taken.makes_layers:
        return _as_plain(taken)
    model = taken if isinstance(taken, Model) else traced(taken, inputs)
    try:
        return TARGETS[to](model)
    except CannotWrite as error:
        raise ModelError("N6012", f"{model.name} cannot be written for {to}: {error}",
                         hint="choose another target: trm has all of them") from None  # fmt: skip


def _as_noodle(definition: Definition, inputs: Mapping[str, Any] | None) -> Transpiled:
    text = annotated.to_noodle(definition, inputs)
    load = partial(annotated.loaded, text, definition.name, definition.around)
    return Transpiled("noodle", definition.name, text, None, None, (), load)


def _as_plain(definition: Definition) -> Transpiled:
    text, notes = plain.to_plain(definition)

    def load() -> Callable[..., Any]:
        namespace: dict[str, Any] = {"__name__": definition.name}
        exec(compile(text, f"<numpy of {definition.name}>", "exec", dont_inherit=True), namespace)
        function = namespace[definition.name]

        def call(*arrays: Any) -> Any:
            with np.errstate(all="ignore"):
                return function(*arrays)

        return call

    return Transpiled("numpy", definition.name, text, None, None, notes, load)
