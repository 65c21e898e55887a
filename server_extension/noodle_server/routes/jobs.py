"""The routes of jobs."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.jobs import EventListing, EventPage, Job, JobIn, JobListing, JobPage

ROUTES: Final = (
    Route("GET", "/api/v1/jobs", lambda s, c, g: s.jobs.list(c, g.query),
          "jobs:read", "List jobs", JobPage, query=JobListing),
    Route("POST", "/api/v1/jobs",
          lambda s, c, g: s.jobs.submit(c, g.body, g.headers.get("Idempotency-Key")),
          "jobs:execute", "Submit a job", Job, body=JobIn, status=202,
          errors=("N7003", "N7005")),
    Route("GET", "/api/v1/jobs/{job_id}", lambda s, c, g: s.jobs.get(c, g.path["job_id"]),
          "jobs:read", "Read a job", Job, errors=("N7003",)),
    Route("POST", "/api/v1/jobs/{job_id}/cancel",
          lambda s, c, g: s.jobs.cancel(c, g.path["job_id"]),
          "jobs:execute", "Cancel a job", Job, errors=("N7003",)),
    Route("POST", "/api/v1/jobs/{job_id}/retry",
          lambda s, c, g: s.jobs.retry(c, g.path["job_id"]),
          "jobs:execute", "Begin a job again that ended without success", Job,
          errors=("N7003", "N7005")),
    Route("GET", "/api/v1/jobs/{job_id}/events",
          lambda s, c, g: s.jobs.events(c, g.path["job_id"], g.query),
          "jobs:read", "What happened to a job, its log too", EventPage, query=EventListing,
          errors=("N7003",)),
)  # fmt: skip
