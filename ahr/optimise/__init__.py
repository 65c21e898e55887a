"""Interactive model optimisation: smaller and faster models under a bound on what they lose.

What is public is `optimize`, `Study` and `open_study`, which `ahr` offers.
"""

from __future__ import annotations

from ahr.optimise.candidate import Candidate, Step
from ahr.optimise.study import Study, open_study, optimize

__all__ = ["Candidate", "Step", "Study", "open_study", "optimize"]
