"""All services together, made once for a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self, final

from noodle_server.services.projects import Projects
from noodle_server.services.system import System
from noodle_server.store.database import Database


@final
@dataclass(frozen=True, slots=True)
class Services:
    """What routes call."""

    database: Database
    projects: Projects
    system: System

    @classmethod
    def over(cls, database: Database) -> Self:
        """On one database."""
        return cls(database, Projects(database), System(database))
