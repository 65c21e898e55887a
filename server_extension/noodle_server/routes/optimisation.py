"""The routes of AHR: what has a shape of its own beside the jobs."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.jobs import Job
from noodle_server.schemas.model_requests import OptimizeRequest
from noodle_server.services.jobs import asked

ROUTES: Final = (
    Route("POST", "/api/v1/ahr/optimize",
          lambda s, c, g: s.jobs.submit(c, asked("optimise", g.body),
                                        g.headers.get("Idempotency-Key")),
          "models:execute", "Look for smaller and faster versions of a model, as a job", Job,
          body=OptimizeRequest, status=202, errors=("N7003", "N7005")),
)  # fmt: skip
