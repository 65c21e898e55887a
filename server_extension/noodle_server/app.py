"""The extension: made by Jupyter Server, it brings the database up and the routes in.

Alone as `noodle serve`, or part of any Jupyter server in which this distribution is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from jupyter_core.paths import jupyter_data_dir
from jupyter_server.extension.application import ExtensionApp
from sqlalchemy.engine import make_url
from traitlets import Float, Integer, Unicode, default

from noodle_server.identity.provider import install
from noodle_server.jobs.dispatcher import Dispatcher
from noodle_server.jobs.engine import LocalEngine
from noodle_server.rest.making import handlers, rest
from noodle_server.rest.openapi import document
from noodle_server.rest.pages import pages
from noodle_server.routes import ROUTES
from noodle_server.services.all import Services
from noodle_server.services.deployments import AT_MOST
from noodle_server.services.identity import IdentitySettings
from noodle_server.services.sweeping import Keeping
from noodle_server.services.uploads import UPLOAD_AT_MOST
from noodle_server.serving import Serving
from noodle_server.store.database import Database
from noodle_server.store.files import FileStore
from noodle_server.store.migrating import migrate
from noodle_server.ws.making import websockets

NAME: Final = "noodle_server"


class NoodleServerApp(Serving, ExtensionApp):
    """Noodle's REST and WebSocket API."""

    name = NAME
    extension_url = "/noodle/docs"
    load_other_extensions = True

    database_url = Unicode(
        help="SQLAlchemy's URL of the database: SQLite, or postgresql+psycopg://..."
    ).tag(config=True)

    job_slots = Integer(help="How many jobs run at once; 0: as many as there are processors").tag(
        config=True
    )

    data_folder = Unicode(
        help="Where files are kept; beside the database if that is a file, else in Jupyter's data"
    ).tag(config=True)

    upload_at_most = Integer(UPLOAD_AT_MOST, help="Bytes of the largest file to upload").tag(
        config=True
    )

    events_kept_days = Float(
        Keeping().events_days, min=0, help="How long events of ended jobs are kept; 0: for ever"
    ).tag(config=True)

    audit_kept_days = Float(
        Keeping().audit_days, min=0, help="How long the audit is kept; 0: for ever"
    ).tag(config=True)

    deployments_at_most = Integer(AT_MOST, help="How many deployments may run at once").tag(
        config=True
    )

    @default("data_folder")
    def _data_folder(self) -> str:
        url = make_url(self.database_url)
        if url.get_backend_name() == "sqlite" and url.database:
            return str(Path(url.database).absolute().parent / "files")
        return str(Path(jupyter_data_dir()) / "noodle" / "files")

    access_token_minutes = Float(30.0, help="How long an access token is good").tag(config=True)

    refresh_token_days = Float(7.0, help="How long a refresh token is good, once").tag(config=True)

    requests_per_minute = Integer(
        IdentitySettings().requests_a_minute, help="Of one key or user, at most; 0: any number"
    ).tag(config=True)

    address_requests_per_minute = Integer(
        IdentitySettings().address_requests_a_minute, help="Of one address, at most; 0: any number"
    ).tag(config=True)

    password_memory_kib = Integer(
        IdentitySettings().password_memory_kib, min=8, help="What argon2 takes for one password"
    ).tag(config=True)

    @default("database_url")
    def _database_url(self) -> str:
        return f"sqlite:///{Path(jupyter_data_dir()) / 'noodle' / 'noodle.sqlite'}"

    def initialize_settings(self) -> None:
        database = Database(self.database_url)
        migrate(database)
        store = FileStore(Path(self.data_folder))
        assert self.serverapp is not None
        engine = LocalEngine(self.database_url, store.folder, slots=self.job_slots or None,
                             root=self.serverapp.root_dir)  # fmt: skip
        self.dispatcher = Dispatcher(database, engine)
        minute_s, day_s = 60.0, 86_400.0
        settings = IdentitySettings(
            access_s=self.access_token_minutes * minute_s,
            refresh_s=self.refresh_token_days * day_s,
            requests_a_minute=self.requests_per_minute,
            address_requests_a_minute=self.address_requests_per_minute,
            password_memory_kib=self.password_memory_kib,
        )
        self.services = Services.over(database, settings, store, self.dispatcher.wake,
                                      upload_at_most=self.upload_at_most,
                                      deployments_at_most=self.deployments_at_most,
                                      keeping=Keeping(self.events_kept_days, self.audit_kept_days)
                                      )  # fmt: skip
        self.services.system.watch("jobs", lambda: self.dispatcher.trouble)
        self._let_users_in()

    def _let_users_in(self) -> None:
        """Accounts and keys, for all that this Jupyter server has."""
        assert self.serverapp is not None
        identity = self.services.identity
        install(self.serverapp.identity_provider, self.serverapp.authorizer, identity.sessions,
                identity.tokens)  # fmt: skip

    def initialize_handlers(self) -> None:
        assert self.serverapp is not None
        base = self.serverapp.base_url.rstrip("/") + "/noodle"
        self.handlers.extend([
            *handlers(ROUTES, self.services),
            *websockets(self.services),
            *pages(self.services, document(ROUTES, base)),
            *rest(self.services),
        ])  # fmt: skip

    async def _start_jupyter_server_extension(self, serverapp: Any) -> None:
        """What needs the loop, which runs by now."""
        self.begin_lines()
        server = getattr(serverapp, "http_server", None)
        if server is not None:  # where an application without a server is tested
            self.limit(server)
        self.dispatcher.start()
        self.services.hub.start()
        self.services.fleet.start()
        self.services.sweeper.start()
        self.services.identity.start()

    async def stop_extension(self) -> None:
        await self.services.fleet.stop()
        await self.services.sweeper.stop()
        await self.services.hub.stop()
        await self.services.identity.stop()
        await self.dispatcher.stop()
        self.services.database.close()
        self.end_lines()


def main(words: Sequence[str]) -> int:
    """`noodle serve`: a Jupyter server with this extension. The words are Jupyter's own options."""
    launch: Callable[[list[str]], None] = NoodleServerApp.launch_instance
    launch(list(words))
    return 0
