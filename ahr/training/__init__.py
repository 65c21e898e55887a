"""Training: data and a model come in, the trained model and its history go out. torch underneath.

Open `fit.py`.
"""

from ahr.training.fit import fit
from ahr.training.history import History

__all__ = ["History", "fit"]
