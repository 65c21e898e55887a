"""All services together, made once for a server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, final

from noodle_server.deployments.fleet import Fleet
from noodle_server.events.hub import Hub
from noodle_server.identity.callers import Caller
from noodle_server.services.compilation import Compilations
from noodle_server.services.datasets import Datasets, Files
from noodle_server.services.deployments import AT_MOST, Deployments
from noodle_server.services.identity import Identity, IdentitySettings
from noodle_server.services.inference import Inference
from noodle_server.services.jobs import Jobs
from noodle_server.services.models import Models
from noodle_server.services.projects import Projects
from noodle_server.services.sweeping import Keeping, Sweeper
from noodle_server.services.system import System
from noodle_server.services.uploads import UPLOAD_AT_MOST, Uploads
from noodle_server.services.versions import Versions
from noodle_server.store.database import Database
from noodle_server.store.files import FileStore


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
    identity: Identity
    models: Models
    versions: Versions
    uploads: Uploads
    datasets: Datasets
    files: Files
    sweeper: Sweeper
    fleet: Fleet
    deployments: Deployments
    inference: Inference
    is_signed_in: Callable[[Caller], bool] = lambda _: True
    """Whether a caller of some time ago may still call: connections that stay open ask."""

    @classmethod
    def over(
        cls, database: Database, settings: IdentitySettings, store: FileStore,
        wake: Callable[[], None], *, upload_at_most: int = UPLOAD_AT_MOST,
        deployments_at_most: int = AT_MOST, keeping: Keeping | None = None,
    ) -> Self:  # fmt: skip
        """On one database and one folder of files. `wake` is called when there is a job to do."""
        hub, jobs = Hub(database), Jobs(database, wake)
        fleet = Fleet(database, store, hub)
        identity = Identity.over(database, settings)
        return cls(
            database=database, hub=hub, projects=Projects(database), jobs=jobs,
            compilations=Compilations(jobs, hub), system=System(database, hub, fleet),
            identity=identity, is_signed_in=identity.sessions.is_valid,
            models=Models(database, store), versions=Versions(database, store),
            uploads=Uploads(database, store, jobs, upload_at_most),
            datasets=Datasets(database, store), files=Files(database, store),
            sweeper=Sweeper(database, store, keeping or Keeping()), fleet=fleet,
            deployments=Deployments(database, fleet, deployments_at_most),
            inference=Inference(database, fleet),
        )  # fmt: skip
