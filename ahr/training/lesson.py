"""What a teacher has to say to each training sample, and how a student is scored by it.

Classes are compared as distributions, softened by a temperature (the Kullback-Leibler divergence
times its square, so that gradients keep their size); values by the mean squared error.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, final

import numpy as np


@final
@dataclass(frozen=True, slots=True)
class Lesson:
    """`outputs` are the teacher's, one for each sample: scores (not probabilities) of classes, or
    values. `share` of the loss is what they say, the rest what the targets say. `of_probabilities`:
    the student's outputs are probabilities."""

    outputs: np.ndarray[Any, Any]
    of_classes: bool
    temperature: float = 4.0
    share: float = 0.9
    of_probabilities: bool = False

    def loss(self, torch: Any) -> Callable[[Any, Any], Any]:
        """torch's function of (the student's outputs, the teacher's)."""
        functions = torch.nn.functional
        if not self.of_classes:
            return lambda outputs, taught: functions.mse_loss(outputs, taught)

        def divergence(outputs: Any, taught: Any) -> Any:
            scores = outputs.clamp_min(1e-30).log() if self.of_probabilities else outputs
            ours = functions.log_softmax(scores / self.temperature, dim=1)
            theirs = functions.log_softmax(taught / self.temperature, dim=1)
            each = functions.kl_div(ours, theirs, reduction="none", log_target=True)
            return each.sum(dim=1).mean() * self.temperature**2

        return divergence
