"""Times models on engines, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ahr
from noodle_server.jobs.kinds.samples import samples
from noodle_server.jobs.values import to_json
from noodle_server.schemas.model_requests import BenchmarkRequest


def run(request: BenchmarkRequest, teller: Any) -> tuple[Any, Mapping[str, Any]]:
    """A row for each model, engine and size of batch; models are named by their places."""
    files = teller.workplace.files
    models = {f"model{number}": ahr.load(files[f"model{number}"])
              for number in range(len(request.models))}  # fmt: skip
    data = None if request.data is None else samples(request.data, teller.workplace)[0]
    steps = 0

    def tell(line: str) -> None:
        nonlocal steps
        steps += 1
        expected = len(request.batch_sizes) * (len(models) * 4 + request.rounds)
        teller.progress(line, min(0.99, steps / expected))

    found = ahr.benchmark(
        models, data, engines=request.engines, batch_sizes=request.batch_sizes,
        threads=request.threads, rounds=request.rounds, seconds=request.seconds, progress=tell,
    )  # fmt: skip
    return to_json(found.to_dict()), {"results": len(found)}
