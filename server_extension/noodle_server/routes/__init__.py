"""Every route of the REST API, one row each: what is served, tested and documented."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.routes import (
    compilation,
    datasets,
    deployments,
    identity,
    jobs,
    models,
    optimisation,
    projects,
    system,
    uploads,
    versions,
)

ROUTES: Final[tuple[Route, ...]] = (
    *identity.ROUTES, *projects.ROUTES, *jobs.ROUTES, *compilation.ROUTES, *models.ROUTES,
    *versions.ROUTES, *uploads.ROUTES, *datasets.ROUTES, *optimisation.ROUTES, *system.ROUTES,
    *deployments.ROUTES,
)  # fmt: skip
