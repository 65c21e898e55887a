"""Models that answer: sessions that are ready, requests joined to batches, and what is counted.

`serve` makes one, `Repository` holds several by name and version. No network is known here; a
server hands requests over to `Served.submit` and reads `Served.metadata` and `Repository.metrics`.
"""

from __future__ import annotations

from ahr.infer.batching import Batching
from ahr.infer.counters import Metrics
from ahr.infer.repository import Entry, Repository
from ahr.infer.request import Answer, Timing
from ahr.infer.serving import Served, serve
from ahr.infer.signature import Metadata, TensorInfo

__all__ = ["Answer", "Batching", "Entry", "Metadata", "Metrics", "Repository", "Served",
           "TensorInfo", "Timing", "serve"]  # fmt: skip
