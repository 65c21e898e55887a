"""A graph as a Keras 3 model, for any of its backends. Images stay channels-first."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from ahr.dtypes import BY_NAME
from ahr.graph import Graph, Parameter
from ahr.source.constants import written_list
from ahr.source.modules import ModuleSource, Target, module_source


def keras_source(graph: Graph) -> ModuleSource:
    """The `keras.Model` of a graph; `keys` are paths of fields. Raises CannotWrite."""
    return module_source(graph, KERAS)


def _construct(graph: Graph) -> str:
    """Keras makes every float 32 bits wide, unless it is told to keep the others."""
    others = any(spec.dtype in ("f16", "f64", "bf16") for spec in graph.specs.values())
    return "super().__init__(autocast=False)" if others else "super().__init__()"


def _field(name: str, parameter: Parameter) -> str:
    dtype = BY_NAME[parameter.spec.dtype].numpy
    return (f'self.{name} = self.add_weight(shape={parameter.spec.dims}, dtype="{dtype}", '
            f'trainable={parameter.trainable}, name="{name}")')  # fmt: skip


def _constant(value: np.ndarray[Any, Any]) -> str:
    return f'ops.convert_to_tensor({written_list(value)}, dtype="{value.dtype.name}")'


KERAS: Final = Target(
    imports={"keras": "import keras", "layers": "from keras import layers",
             "ops": "from keras import ops"},
    base="keras.Model", method="call", reserved=("mask", "training"),
    block="layers.Layer", blocks="[{block}() for _ in range({count})]",
    layer=lambda row: row.keras_layer, builder=lambda row: row.keras,
    field=_field, constant=_constant, construct=_construct,
)  # fmt: skip
