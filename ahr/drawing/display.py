"""What a notebook is given to show a model: a live picture, a still one, and a line of text.

The still one is what a saved notebook, nbconvert and viewers without a kernel show; it is also all
there is where anywidget is not installed.
"""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING, Any, Final

from ahr.drawing.data import graph
from ahr.drawing.heating import Heating
from ahr.drawing.scene import scene
from ahr.drawing.svg import svg

if TYPE_CHECKING:
    from ahr.models import Model

WIDGET: Final = "application/vnd.jupyter.widget-view+json"
SVG: Final = "image/svg+xml"

Json = dict[str, Any]


def mimebundle(model: Model) -> dict[str, Any]:
    """The pictures by MIME type."""
    return bundle(graph(model), model, repr(model))


def bundle(data: Json, model: Model, text: str, heat: Heating | None = None) -> dict[str, Any]:
    """Those of data that are there already. heat: what colours mean beyond the kind of op."""
    heated = None if heat is None else (heat, data["nodes"])
    made: dict[str, Any] = {"text/plain": text, SVG: svg(scene(data), model.name, heated)}
    if _has_kernel() and importlib.util.find_spec("anywidget") is not None:
        from ahr.drawing.widget import GraphWidget  # lazy: anywidget is an extra

        name = GraphWidget(data, model, heat).model_id
        made[WIDGET] = {"version_major": 2, "version_minor": 0, "model_id": name}
    return made


def _has_kernel() -> bool:
    """Whether a front end could talk to a live picture."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return hasattr(shell, "kernel")
