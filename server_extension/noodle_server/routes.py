"""Every route of the REST API, one row each: what is served, tested and documented."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.jobs import EventListing, EventPage, Job, JobIn, JobListing, JobPage
from noodle_server.schemas.projects import (
    Project,
    ProjectChange,
    ProjectIn,
    ProjectListing,
    ProjectPage,
)
from noodle_server.schemas.system import SystemHealth

_PROJECTS: Final = (
    Route("GET", "/api/v1/projects", lambda s, c, g: s.projects.list(c, g.query),
          "projects:read", "List projects", ProjectPage, query=ProjectListing),
    Route("POST", "/api/v1/projects", lambda s, c, g: s.projects.create(c, g.body),
          "projects:write", "Make a project", Project, body=ProjectIn, status=201,
          errors=("N7005",)),
    Route("GET", "/api/v1/projects/{project_id}",
          lambda s, c, g: s.projects.get(c, g.path["project_id"]),
          "projects:read", "Read a project", Project, errors=("N7003",)),
    Route("PATCH", "/api/v1/projects/{project_id}",
          lambda s, c, g: s.projects.change(c, g.path["project_id"], g.body),
          "projects:write", "Change a project", Project, body=ProjectChange,
          errors=("N7003", "N7005")),
    Route("DELETE", "/api/v1/projects/{project_id}",
          lambda s, c, g: s.projects.delete(c, g.path["project_id"]),
          "projects:write", "Delete a project", status=204, errors=("N7003",)),
)  # fmt: skip

_JOBS: Final = (
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

_SYSTEM: Final = (
    Route("GET", "/api/v1/system/health", lambda s, c, g: s.system.health(), None,
          "The state of each part", SystemHealth),
)  # fmt: skip

ROUTES: Final[tuple[Route, ...]] = (*_PROJECTS, *_JOBS, *_SYSTEM)
