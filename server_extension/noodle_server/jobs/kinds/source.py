"""Runs Noodle source: what it prints is the log, the variables that are asked for the result."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from nbc import Session
from noodle_server.jobs.values import from_json, to_json
from noodle_server.schemas.requests import NoodleRequest


def run(request: NoodleRequest, teller: Any) -> tuple[Any, Mapping[str, Any]]:
    """The named variables by name."""
    session = Session(optimize=request.optimization_level)
    session.bind(**{name: from_json(value) for name, value in request.inputs.items()})
    started = time.perf_counter()
    program = session.compile(request.source_code, source_id="job")
    compiled = time.perf_counter()
    teller.progress("running", 0.0)
    session.execute(program)
    ended = time.perf_counter()
    value = {"outputs": {name: to_json(session[name]) for name in request.outputs}}
    return value, {"compile_time_s": compiled - started, "run_time_s": ended - compiled}
