"""The live picture of a network, and its answers to what the picture asks.

Its program is `static/graph.js`, which `make widgets` builds from `labextension/`. The model is not
kept alive: once it is gone, the picture stays and only its weights are gone.
"""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import anywidget
import traitlets

from ahr.drawing.families import COLOURS
from ahr.drawing.heating import Heating
from ahr.drawing.weights import distribution

if TYPE_CHECKING:
    from ahr.models import Model

PROGRAM: Final = Path(__file__).parent / "static" / "graph.js"
_MOST_WEIGHTS: Final = 32
"""Of one question."""

Json = dict[str, Any]


class GraphWidget(anywidget.AnyWidget):
    """Shows `ahr.graph(...)` data; the weights are those of `model`."""

    _esm = PROGRAM
    data = traitlets.Dict().tag(sync=True)
    colours = traitlets.Dict().tag(sync=True)
    heat = traitlets.Dict().tag(sync=True)
    """The overlay that is shown at first, as `Heating` says it."""

    def __init__(
        self, data: Json, model: Model | None = None, heat: Heating | None = None
    ) -> None:  # fmt: skip
        shown = {} if heat is None else heat.to_json()
        super().__init__(data=data, colours=dict(COLOURS), heat=shown)
        self._model = (lambda: None) if model is None else weakref.ref(model)
        self.on_msg(self._answer)

    def _answer(self, _: Any, content: Any, __: Any) -> None:
        """Answers {"kind": "weights", "names": [...]}; anything else is not for us."""
        if not isinstance(content, dict) or content.get("kind") != "weights":
            return
        names = [str(name) for name in content.get("names", ())][:_MOST_WEIGHTS]
        self.send({"kind": "weights", "weights": [self._weight(name) for name in names]})

    def _weight(self, name: str) -> Json:
        model = self._model()
        if model is None:
            return {"name": name, "error": "the model is gone"}
        if not model.is_initialised:
            return {"name": name, "error": f"no weights yet: {model.name}.init(seed=0) makes them"}
        array = model.parameters.get(name)
        if array is None:
            return {"name": name, "error": "the model has no such weight"}
        return distribution(name, array)
