"""The routes of projects."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.projects import (
    Project,
    ProjectChange,
    ProjectIn,
    ProjectListing,
    ProjectPage,
)

ROUTES: Final = (
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
