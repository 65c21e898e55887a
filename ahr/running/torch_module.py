"""A graph as a live torch module: its own exported source, executed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ahr.graph import Graph
from ahr.source.torch_source import torch_source


def torch_module(graph: Graph, weights: Mapping[str, Any]) -> Any:
    """The `nn.Module`, with the weights in it, in eval mode."""
    import torch  # lazy: heavy, and only for those who train

    written = torch_source(graph)
    namespace: dict[str, Any] = {}
    exec(compile(written.text, f"<torch source of {graph.name}>", "exec"), namespace)
    module = namespace[written.class_name]()
    held = {**graph.constants, **weights}
    state = {key: torch.from_numpy(held[name].copy()) for name, key in written.keys.items()}
    module.load_state_dict(state, strict=True)
    return module.eval()
