"""Pictures of networks, and networks as plain data.

What needs no more than NumPy is here; the live picture (`widget`) needs anywidget.
"""

from __future__ import annotations

from ahr.drawing.data import graph

__all__ = ["graph"]
