"""Trains a network: each epoch is an event; a training that was lost goes on where it was."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import ahr
from ahr import Model
from ahr.packages import naming_packages
from nbc import Session
from nbc.errors import ModelError
from noodle_server.jobs.kinds.samples import samples
from noodle_server.jobs.kinds.signatures import signature
from noodle_server.jobs.values import to_json
from noodle_server.schemas.model_requests import TrainRequest


def run(request: TrainRequest, teller: Any) -> tuple[Any, Mapping[str, Any]]:
    """The trained network is the file `model.trm`."""
    model = _network(request, teller)
    x, y, x_held, y_held = samples(request.data, teller.workplace)
    settings = request.settings.model_dump()
    if x_held is not None:
        settings["validation"] = (x_held, y_held)
    with naming_packages():
        from ahr.training import History, fit  # lazy: torch

    told = 0

    def watch(history: History) -> None:
        nonlocal told
        for epoch in history.epochs[told:]:
            teller.tell("epoch", to_json(dict(epoch)))
        told = len(history)
        part = (told + history.underway) / history.planned
        teller.progress(history.last_line(), part)

    history = fit(model, x, y, **settings, progress=False, watch=watch,
                  checkpoint=teller.workplace.state / "checkpoint")  # fmt: skip
    teller.workplace.put("model.trm", model.save)
    kept = history.epochs[(history.best_epoch or len(history)) - 1]
    metrics = {name: value for name, value in kept.items() if math.isfinite(value)}
    value = {"file": "model.trm", "signature": signature(model), "metrics": metrics,
             "history": to_json(history.to_json())}  # fmt: skip
    return value, metrics


def _network(request: TrainRequest, teller: Any) -> Model:
    if request.source_code is None:
        return ahr.load(teller.workplace.files["model"])
    session = Session()
    session.execute(session.compile(request.source_code, source_id="job"))
    try:
        found = session[request.network]
    except KeyError:
        found = None
    if not isinstance(found, Model):
        raise ModelError("N6002", f"the source defines no model named {request.network}",
                         hint="write @model def net(x: f32[N, 4]): ...")  # fmt: skip
    return found
