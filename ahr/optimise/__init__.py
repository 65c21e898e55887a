"""Interactive model optimisation: smaller and faster models under a bound on what they lose.

What is public is `optimize`, `sensitivity`, `Study` and `open_study`, which `ahr` offers.
"""

from __future__ import annotations

from ahr.optimise.candidate import Candidate, Step
from ahr.optimise.fragility import Layer, Sensitivity
from ahr.optimise.study import Study, open_study, optimize, sensitivity

__all__ = [
    "Candidate", "Layer", "Sensitivity", "Step", "Study", "open_study", "optimize", "sensitivity",
]  # fmt: skip
