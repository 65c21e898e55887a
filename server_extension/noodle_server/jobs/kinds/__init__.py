"""The kinds of jobs, one row each: the request's schema and the function that does it.

A kind's module is imported when a job of it runs, so that heavy packages stay out of the others.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, final

from pydantic import BaseModel

from noodle_server.schemas.model_requests import (
    BenchmarkRequest,
    DrawRequest,
    NotebookRequest,
    OptimizeRequest,
    TrainRequest,
    ValidateRequest,
)
from noodle_server.schemas.requests import CompileRequest, NoodleRequest


@final
@dataclass(frozen=True, slots=True)
class Kind:
    """`module` has `run(request, teller) -> (value, metrics)`. `is_inner`: only other parts of the
    server ask for it."""

    name: str
    request: type[BaseModel]
    module: str
    permission: str = "jobs:execute"
    is_inner: bool = False

    def run(self, request: Mapping[str, Any], teller: Any) -> tuple[Any, Mapping[str, Any]]:
        """Does it, in this process."""
        function = importlib.import_module(self.module).run
        made: tuple[Any, Mapping[str, Any]] = function(self.request.model_validate(request), teller)
        return made


KINDS: Final[dict[str, Kind]] = {
    each.name: each
    for each in (
        Kind("noodle", NoodleRequest, "noodle_server.jobs.kinds.source"),
        Kind("compile", CompileRequest, "noodle_server.jobs.kinds.compiling",
             "compilation:execute"),
        Kind("notebook", NotebookRequest, "noodle_server.jobs.kinds.notebook"),
        Kind("train", TrainRequest, "noodle_server.jobs.kinds.training", "models:execute"),
        Kind("optimise", OptimizeRequest, "noodle_server.jobs.kinds.optimising",
             "models:execute"),
        Kind("benchmark", BenchmarkRequest, "noodle_server.jobs.kinds.benchmarking",
             "models:execute"),
        Kind("draw", DrawRequest, "noodle_server.jobs.kinds.drawing", "models:read"),
        Kind("validate", ValidateRequest, "noodle_server.jobs.kinds.validating", "models:write",
             is_inner=True),
    )
}  # fmt: skip
