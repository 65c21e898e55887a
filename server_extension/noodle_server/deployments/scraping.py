"""What all workers count, in one registry: the texts that `ahr.infer` gives, put together.

Names and labels are those of the workers (Triton's), and the owner's account is a label more:
two owners may call deployments the same. The server adds up nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, final

from prometheus_client.core import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

_TOTAL: Final = re.compile(rb"^(# (?:HELP|TYPE) nv_\w+?)_total ", re.MULTILINE)


@final
class Scraped(Collector):
    """What was read last."""

    def __init__(self) -> None:
        self._families: list[Metric] = []

    def hold(self, texts: Iterable[tuple[str, str]]) -> None:
        """Owners, and what a worker of theirs says."""
        made: dict[str, Metric] = {}
        for owner, text in texts:
            for family in text_string_to_metric_families(text):
                into = made.setdefault(
                    family.name, Metric(family.name, family.documentation, family.type)
                )
                for each in family.samples:  # of counters the parser has added this to the name
                    name = each.name.removesuffix("_total")
                    into.add_sample(name, each.labels | {"owner": owner}, each.value)
        self._families = list(made.values())

    def collect(self) -> Iterator[Metric]:
        yield from self._families


def plain(text: bytes) -> bytes:
    """Without what prometheus_client adds to the names of counters in their descriptions."""
    return _TOTAL.sub(rb"\1 ", text)
