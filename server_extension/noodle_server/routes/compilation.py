"""The routes of compilation."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.compilation import (
    Compilation,
    CompilationIn,
    CompilationListing,
    CompilationPage,
    CompilationWait,
)

ROUTES: Final = (
    Route("POST", "/api/v1/compilation",
          lambda s, c, g: s.compilations.submit(
              c, g.body, key=g.headers.get("Idempotency-Key"), wait_s=g.query.wait),
          "compilation:execute", "Compile source; with `wait`, return its result", Compilation,
          body=CompilationIn, query=CompilationWait, status=202, errors=("N7003", "N7005")),
    Route("GET", "/api/v1/compilation", lambda s, c, g: s.compilations.list(c, g.query),
          "compilation:read", "List compilations", CompilationPage, query=CompilationListing),
    Route("GET", "/api/v1/compilation/{job_id}",
          lambda s, c, g: s.compilations.get(c, g.path["job_id"]),
          "compilation:read", "Read a compilation", Compilation, errors=("N7003",)),
    Route("POST", "/api/v1/compilation/{job_id}/cancel",
          lambda s, c, g: s.compilations.cancel(c, g.path["job_id"]),
          "compilation:execute", "Cancel a compilation", Compilation, errors=("N7003",)),
)  # fmt: skip
