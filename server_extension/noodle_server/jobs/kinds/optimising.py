"""Optimises a model: each candidate is an event; a study that was lost goes on where it was.

The study is kept in a folder as it grows, and is a file at the end; so is each candidate that is
worth having.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import ahr
from ahr.optimise import Candidate, Study
from noodle_server.jobs.kinds.samples import samples
from noodle_server.jobs.kinds.signatures import signature
from noodle_server.jobs.values import to_json
from noodle_server.schemas.model_requests import OptimizeRequest

_OTHERS: Final = {"model", "data", "student", "register_kept", "into", "metric", "max_drop"}
"""What are no settings, or told apart."""


def run(request: OptimizeRequest, teller: Any) -> tuple[Any, Mapping[str, Any]]:
    """The table of candidates; `best` is the fastest. The files are named by keys."""
    files = teller.workplace.files
    model = ahr.load(files["model"])
    settings = {name: value for name, value in request.model_dump(exclude=_OTHERS).items()
                if value is not None}  # fmt: skip
    if "student" in files:
        settings["student"] = ahr.load(files["student"])
    data = samples(request.data, teller.workplace)
    study = ahr.optimize(
        model, data if data[2] is not None else data[:2], request.metric, request.max_drop,
        folder=teller.workplace.state / "study", progress=False, watch=_watcher(teller), **settings,
    )  # fmt: skip
    for each in study.pareto():
        teller.workplace.put(f"{each.key}.trm", each.model.save)
    teller.workplace.put("study.zip", study.save)
    best = study.best(request.objectives[0])
    value = {"candidates": [_row(each) for each in study.candidates], "best": best.key,
             "state": study.state, "signature": signature(model), "study": "study.zip",
             "cpu": to_json(study.cpu.to_dict())}  # fmt: skip
    return value, {"speedup": best.speedup, "candidates": len(study)}


def _watcher(teller: Any) -> Callable[[Study], None]:
    """Says what is done, and each candidate once."""
    told: set[str] = set()

    def watch(study: Study) -> None:
        for each in study.candidates:
            if each.key not in told:
                told.add(each.key)
                teller.tell("candidate", _row(each))
        text, part = study.now
        teller.progress(f"{len(study)} tried; {text}", part)

    return watch


def _row(candidate: Candidate) -> dict[str, Any]:
    made: dict[str, Any] = to_json(candidate.to_json())
    return made
