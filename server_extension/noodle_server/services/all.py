"""All services together, made once for a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, final

from noodle_server.services.jobs import Jobs
from noodle_server.services.projects import Projects
from noodle_server.services.system import System
from noodle_server.store.database import Database


@final
@dataclass(frozen=True, slots=True)
class Services:
    """What routes call."""

    database: Database
    projects: Projects
    jobs: Jobs
    system: System

    @classmethod
    def over(cls, database: Database, wake: Callable[[], None]) -> Self:
        """On one database. `wake` is called when there is a job to do."""
        return cls(database, Projects(database), Jobs(database, wake), System(database))
