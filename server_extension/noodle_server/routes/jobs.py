"""The routes of jobs."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.jobs import EventListing, EventPage, Job, JobIn, JobListing, JobPage
from noodle_server.schemas.uploads import JobFiles

ROUTES: Final = (
    Route("GET", "/api/v1/jobs", lambda s, c, g: s.jobs.list(c, g.query),
          "jobs:read", "List jobs", JobPage, query=JobListing),
    Route("POST", "/api/v1/jobs",
          lambda s, c, g: s.jobs.submit(c, g.body, g.headers.get("Idempotency-Key")),
          "jobs:execute", "Submit a job", Job, body=JobIn, status=202,
          errors=("N7003", "N7005")),
    Route("GET", "/api/v1/jobs/{job_id}", lambda s, c, g: s.jobs.get(c, g.path["job_id"]),
          "jobs:read", "Read a job", Job, errors=("N7003",)),
    Route("DELETE", "/api/v1/jobs/{job_id}", lambda s, c, g: s.jobs.delete(c, g.path["job_id"]),
          "jobs:write", "Delete a job that has ended, with its log and its files", status=204,
          errors=("N7003", "N7005")),
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
    Route("GET", "/api/v1/jobs/{job_id}/files",
          lambda s, c, g: s.files.list(c, g.path["job_id"]),
          "jobs:read", "List what a job reads and what it has made", JobFiles, errors=("N7003",)),
    Route("GET", "/api/v1/jobs/{job_id}/files/{file_name}",
          lambda s, c, g: s.files.file(c, g.path["job_id"], g.path["file_name"]),
          "jobs:read", "Download a file that a job has made", errors=("N7003", "N7035"),
          gives_file=True),
)  # fmt: skip
