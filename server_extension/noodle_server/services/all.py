"""All services together, made once for a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, final

from noodle_server.events.hub import Hub
from noodle_server.identity.callers import Caller
from noodle_server.services.compilation import Compilations
from noodle_server.services.jobs import Jobs
from noodle_server.services.projects import Projects
from noodle_server.services.system import System
from noodle_server.store.database import Database


@final
@dataclass(frozen=True, slots=True)
class Services:
    """What routes call, and the hub that WebSockets listen to."""

    database: Database
    hub: Hub
    projects: Projects
    jobs: Jobs
    compilations: Compilations
    system: System
    is_signed_in: Callable[[Caller], bool] = lambda _: True
    """Whether a caller of some time ago may still call: connections that stay open ask."""

    @classmethod
    def over(cls, database: Database, wake: Callable[[], None]) -> Self:
        """On one database. `wake` is called when there is a job to do."""
        hub, jobs = Hub(database), Jobs(database, wake)
        return cls(
            database=database, hub=hub, projects=Projects(database), jobs=jobs,
            compilations=Compilations(jobs, hub), system=System(database, hub),
        )  # fmt: skip
