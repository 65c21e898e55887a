"""Served models: what `infer` costs over `session.run`, and what batches give to sixteen callers.

All in one process; both sides of a row take turns. `wide` reads 34 MB of parameters for each
sample, which a batch reads once: there batching helps. `images` calculates as long for each sample
in a batch as alone, and `small` and `digits` take less than handing a request over: there batching
must not cost.
"""

from __future__ import annotations

import asyncio
import statistics
import threading
from collections.abc import Callable
from typing import Any, Final

from ahr import TensorSpec, model
from ahr.infer import Batching, Served, serve
from ahr.models import Model
from ahr.trace import activations as act
from ahr.trace import layers as nn
from benchmarks.measure import Row, add_row, by_turns, new_table
from benchmarks.networks import digits, images, sample, small
from benchmarks.options import Options
from benchmarks.tables import Table

CALLERS: Final = 16
CALLS_AT_ONCE: Final = 300
OVER_RUN_AIM_S, ALONE_AIM_S = 10e-6, 0.3e-3
NEVER_LESS_AIM, HELPS_AIM = 1.05, 0.5
"""Times of the batched over the unbatched; the former with room for noise."""


def own_table() -> Table:
    return new_table("serving", "Served models beside session.run, and batched beside not", "rival")


def fill(table: Table, options: Options) -> None:
    if options.wants("infer"):
        for row in over_run(options.rounds(41)):
            add_row(table, row)
    for name in ["small"] if options.tiny else NETWORKS:
        if options.wants(name):
            for row in batched(name, options.rounds(15), tiny=options.tiny):
                add_row(table, row)
    table.note(f"rows with {CALLERS} callers: time batched over time unbatched; below 1 is a gain")


def wide() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 1024))})
    def wide(x: Any) -> Any:
        for _ in range(3):
            x = act.relu(nn.linear(x, 2048))
        return nn.linear(x, 10)

    return wide.init(0)


NETWORKS: Final[dict[str, tuple[Callable[[], Model], int, float]]] = {
    "small": (small, 400, NEVER_LESS_AIM),
    "digits": (digits, 150, NEVER_LESS_AIM),
    "images": (images, 2, NEVER_LESS_AIM),
    "wide": (wide, 10, HELPS_AIM),
}
"""How each is made, how often a caller calls in a turn, and what is aimed at."""


def over_run(turns: int) -> list[Row]:
    """`infer` without and with batching beside `session.run` of a session alike."""
    net = small()
    x = sample(net)
    from ahr.running.session import onnx_session  # lazy: onnxruntime

    bare = onnx_session(net.graph, net.parameters, threads=1, serving=True)
    names = [each.name for each in bare.get_outputs()]
    rows = []
    for title, batching in (("infer", None), ("infer, batching on", Batching(at_once=1))):
        with serve(net, batching=batching, threads=1) as served:

            def ours(served: Served = served) -> None:
                for _ in range(CALLS_AT_ONCE):
                    served.infer({"x": x})

            def theirs() -> None:
                for _ in range(CALLS_AT_ONCE):
                    bare.run(names, {"x": x})

            row = by_turns(title, ours, theirs, turns=turns)
        over = between(row, CALLS_AT_ONCE)
        said = f"{title}, over session.run: {over[0] * 1e6:.1f} µs"
        rows.append(Row(said, over, (), OVER_RUN_AIM_S))
    return rows


def batched(name: str, turns: int, *, tiny: bool) -> list[Row]:
    """One caller, many callers and many futures, with batching and without it."""
    make, calls, aim = NETWORKS[name]
    net = make()
    x = sample(net)
    calls = 2 if tiny else calls
    with serve(net) as off, serve(net, batching=Batching()) as on:
        few = max(min(calls // 4, 40), 1)
        alone = by_turns(name, lambda: repeat(on, x, few), lambda: repeat(off, x, few),
                         turns=3 * turns)  # fmt: skip
        return [
            Row(f"{name}, 1 caller, batching over none", between(alone, few), (), ALONE_AIM_S),
            by_turns(f"{name}, {CALLERS} callers", lambda: at_once(on, x, calls),
                     lambda: at_once(off, x, calls), turns=turns, bound=aim),
            by_turns(f"{name}, {CALLERS} futures", lambda: in_loop(on, x, calls),
                     lambda: in_loop(off, x, calls), turns=turns, bound=aim),
        ]  # fmt: skip


def between(row: Row, count: int) -> tuple[float]:
    """What one call of a row's first side takes longer than one of its second."""
    longer_s = statistics.median(row.noodle_s) - statistics.median(row.rival_s)
    return (max(longer_s / count, 1e-9),)


def repeat(served: Served, x: Any, count: int) -> None:
    for _ in range(count):
        served.infer({"x": x})


def at_once(served: Served, x: Any, count: int) -> None:
    """Threads that each ask so often."""
    threads = [threading.Thread(target=repeat, args=(served, x, count)) for _ in range(CALLERS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


def in_loop(served: Served, x: Any, count: int) -> None:
    """The same in an event loop, as a server has it."""

    async def ask() -> None:
        for _ in range(count):
            await asyncio.wrap_future(served.submit({"x": x}))

    async def all_of_them() -> None:
        await asyncio.gather(*(ask() for _ in range(CALLERS)))

    asyncio.run(all_of_them())
