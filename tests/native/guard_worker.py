"""A process that runs guarded programs, and may die of it: one JSON request a line, one answer a line.

A request names a body of `guard_programs` and a dtype. The function runs on the VM and natively for
arrays of many sizes against either guard page, and what differs is the answer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from tests.native.guard_programs import MATRICES, VECTORS, source_of
from tests.native.guarded import PAGE, Guarded, Side, guarded
from tests.property.agreement import Loaded, differs, load

LENGTHS = (0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33)
SHAPES = ((0, 3), (3, 0), (1, 1), (1, 5), (5, 1), (2, 3), (4, 4), (3, 9), (17, 8))
SIDES: tuple[Side, ...] = ("end", "start")
LAYOUTS = ((1, False), (2, False), (1, True))


def answer(name: str, dtype: str) -> str:
    body = VECTORS.get(name) or MATRICES[name]
    shapes = SHAPES if name in MATRICES else tuple((length,) for length in LENGTHS)
    source = source_of(body)
    vm, native = load(source, "vm"), load(source, "native")
    for shape in (*shapes, *((PAGE // 8,) for _ in range(1) if name in VECTORS)):
        for side in SIDES:
            for step, backwards in LAYOUTS:
                with_ = {"side": side, "step": step, "backwards": backwards}
                if wrong := run(vm, native, dtype, shape, with_):
                    return f"{source}{dtype} {shape} {with_}: {wrong}"
    return ""


def run(
    vm: Loaded, native: Loaded, dtype: str, shape: tuple[int, ...], with_: dict[str, Any]
) -> str:
    wanted = vm.call("f", (*(g.array for g in arrays(dtype, shape, with_)), shape[0]))
    given = arrays(dtype, shape, with_)
    found = native.call("f", (*(g.array for g in given), shape[0]))
    if not all(one.intact() for one in given):
        return "wrote beside its arrays"
    return differs(found, wanted)


def arrays(dtype: str, shape: tuple[int, ...], with_: dict[str, Any]) -> tuple[Guarded, Guarded]:
    size = int(np.prod(shape))
    first = (np.arange(size) * 7 % 11).astype(dtype).reshape(shape)
    second = (np.arange(size) * 5 % 9).astype(dtype).reshape(shape)
    return guarded(first, **with_), guarded(second, **with_)


def requests() -> Iterator[dict[str, Any]]:
    yield from map(json.loads, sys.stdin)


if __name__ == "__main__":
    for request in requests():
        print(json.dumps(answer(**request)), flush=True)
