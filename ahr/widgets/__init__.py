"""Pictures of optimisation in notebooks: Noodle's and Python's alike.

A study shows itself (`explore` returns what is shown, to ask it what was chosen); `compare` sets
two models beside each other layer by layer; `heat` colours a model's graph by numbers.
What needs anywidget is imported when it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ahr.packages import naming_packages
from ahr.widgets.heat import Heat, heat
from ahr.widgets.layers import Comparison, Layer, compare

if TYPE_CHECKING:
    from ahr.optimise.study import Study
    from ahr.widgets.explorer import Explorer

__all__ = ["Comparison", "Heat", "Layer", "compare", "explore", "heat"]


@naming_packages()
def explore(study: Study) -> Explorer:
    """The live picture of a study: `.selected` is the candidate that was chosen in it. Raises
    ModelError N6013 without anywidget."""
    from ahr.widgets.showing import explorer_of  # lazy: anywidget is an extra

    return explorer_of(study).hold()


def __getattr__(name: str) -> Any:
    if name != "Explorer":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with naming_packages():
        from ahr.widgets.explorer import Explorer  # lazy: anywidget is an extra

    return Explorer
