"""A graph as a live torch module: its own exported source, executed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, final

import numpy as np

from ahr.graph import Graph
from ahr.source.torch_source import torch_source


@final
@dataclass(frozen=True, slots=True)
class LiveModule:
    """`module` is an `nn.Module`; `keys` says under which key of its state dict each parameter and
    constant of the graph is."""

    module: Any
    keys: Mapping[str, str]

    def weights(self, graph: Graph) -> dict[str, np.ndarray[Any, Any]]:
        """Copies of the graph's parameters as they are now. One that the graph does not use is not
        in the module, and not here."""
        state = self.module.state_dict()
        return {
            name: state[self.keys[name]].detach().cpu().numpy().copy()
            for name in graph.parameters
            if name in self.keys
        }


def live_module(graph: Graph, weights: Mapping[str, Any]) -> LiveModule:
    """The module with the weights in it, in eval mode. Raises CannotWrite."""
    import torch  # lazy: heavy, and only for those who train

    written = torch_source(graph)
    namespace: dict[str, Any] = {}
    exec(compile(written.text, f"<torch source of {graph.name}>", "exec"), namespace)
    module = namespace[written.class_name]()
    held = {**graph.constants, **weights}
    state = {key: torch.from_numpy(np.array(held[name])) for name, key in written.keys.items()}
    module.load_state_dict(state | {key: torch.tensor(0) for key in written.counters})
    return LiveModule(module.eval(), written.keys)


def torch_module(graph: Graph, weights: Mapping[str, Any]) -> Any:
    """The `nn.Module` alone."""
    return live_module(graph, weights).module
