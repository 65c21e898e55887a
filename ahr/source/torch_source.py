"""A graph as a PyTorch module."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from ahr.dtypes import BY_NAME
from ahr.graph import Graph, Parameter
from ahr.source.constants import written_list
from ahr.source.modules import ModuleSource, Target, module_source


def torch_source(graph: Graph) -> ModuleSource:
    """The `nn.Module` of a graph; `keys` are those of its state dict. Raises CannotWrite."""
    return module_source(graph, TORCH)


def _field(name: str, parameter: Parameter) -> str:
    dtype = BY_NAME[parameter.spec.dtype].torch
    empty = f"torch.empty({parameter.spec.dims}, dtype=torch.{dtype})"
    if parameter.trainable:
        return f"self.{name} = nn.Parameter({empty})"
    return f'self.register_buffer("{name}", {empty})'


def _constant(value: np.ndarray[Any, Any]) -> str:
    return f"torch.tensor({written_list(value)}, dtype=torch.{value.dtype.name})"


TORCH: Final = Target(
    imports={"torch": "import torch", "F": "import torch.nn.functional as F",
             "nn": "from torch import nn"},
    base="nn.Module", method="forward", tensor="torch.Tensor",
    block="nn.Module", blocks="nn.ModuleList({block}() for _ in range({count}))",
    layer=lambda row: row.torch_layer, builder=lambda row: row.torch,
    field=_field, constant=_constant,
)  # fmt: skip
