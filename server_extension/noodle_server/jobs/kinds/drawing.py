"""Says of a model what its picture needs: the graph, and how its weights are distributed.

The picture itself is drawn where it is looked at: labextension/src/models.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

import ahr
from ahr.drawing.families import COLOURS
from ahr.drawing.weights import distribution
from noodle_server.schemas.model_requests import DrawRequest

NAME: Final = "graph.json"
WEIGHTS_AT_MOST: Final = 2000
"""Weights whose distribution is told; of larger networks the first ones."""


def run(request: DrawRequest, teller: Any) -> tuple[Any, Mapping[str, Any]]:
    """The file has `graph`, `colours` and `weights`."""
    teller.progress("reading the model", 0.1)
    model = ahr.load(teller.workplace.files["model"])
    known = model.parameters.items() if model.is_initialised else ()
    weights = [distribution(name, array) for name, array in islice(known, WEIGHTS_AT_MOST)]
    graph: dict[str, Any] = ahr.graph(model)
    made = {"graph": graph, "colours": dict(COLOURS), "weights": weights}

    def write(place: Path) -> None:
        place.write_text(json.dumps(made, allow_nan=False), encoding="utf-8")

    teller.workplace.put(NAME, write)
    return {"file": NAME, "nodes": len(graph["nodes"])}, {}
