"""A graph as a live Keras model: its own exported source, executed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from ahr.graph import Graph
from ahr.source.keras_source import keras_source


def keras_model(graph: Graph, weights: Mapping[str, Any], inputs: Sequence[Any]) -> Any:
    """The `keras.Model` with the weights in it. Keras makes the variables of layers when it sees
    tensors: `inputs` are examples."""
    written = keras_source(graph)
    namespace: dict[str, Any] = {}
    exec(compile(written.text, f"<keras source of {graph.name}>", "exec"), namespace)
    model = namespace[written.class_name]()
    model(*inputs)
    held = {**graph.constants, **weights}
    for name, key in written.keys.items():
        axes = written.axes.get(name)
        value = held[name] if axes is None else held[name].transpose(axes)
        reduce(_part, key.split("."), model).assign(value)
    return model


def _part(whole: Any, name: str) -> Any:
    """A field, or a block by its number."""
    return whole[int(name)] if name.isdigit() else getattr(whole, name)
