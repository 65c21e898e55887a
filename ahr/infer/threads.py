"""How many threads a served model gets, and how many executions at the same time.

A network that takes less than half a millisecond for one sample runs in one thread: handing parts
to others costs about as much. Larger ones get a thread more for each half millisecond, up to all
cores that this process may use (of one with two cores, 5 ms become 2.9, and as many requests are
answered). The time is estimated from the network: what it multiplies and what parameters it reads.

Batches are executed `cores // threads` at a time, so that all cores work whatever was chosen.
"""

from __future__ import annotations

from typing import Final

from ahr.bench.cpu import features
from ahr.costs import for_lengths, node_costs
from ahr.graph import Graph

MACS_PER_S: Final = 40e9
"""Of one core of a server; the estimate need not be better than a factor of two."""

BYTES_PER_S: Final = 10e9
"""Parameters that one core reads from memory."""

WORTH_A_THREAD_S: Final = 0.5e-3


def cores() -> int:
    """How many this process may use."""
    return features().usable_cores


def estimated_s(graph: Graph) -> float:
    """About how long one core needs for one sample."""
    costs = node_costs(graph)
    macs = sum(for_lengths(each.macs) or 0 for each in costs)
    size = sum(each.parameter_bytes for each in costs)
    return max(macs / MACS_PER_S, size / BYTES_PER_S)


def threads_for(graph: Graph, available: int) -> int:
    """The threads of one execution."""
    return max(1, min(available, int(estimated_s(graph) / WORTH_A_THREAD_S)))


def slots_for(threads: int, available: int) -> int:
    """Executions at the same time."""
    return max(1, available // threads)
