"""AHR, the runtime for AI models: networks as plain functions, traced to graphs.

A graph (`graph`) is data: what every format is read into and written from, what is drawn, trained
and run. Each op is a row of one table (`ops`). Importing this imports no heavy package.
"""

from ahr.graph import TensorSpec
from ahr.language import register
from ahr.models import Model
from ahr.trace.decorator import model

__all__ = ["Model", "TensorSpec", "model", "register"]

register()
