"""Asking deployments: JSON with inputs by name, and the Open Inference Protocol, version 2.

Bodies are not read here: they go to the worker as they came, and its answers out as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, final

from noodle_server.deployments.fleet import Fleet
from noodle_server.deployments.keeper import Keeper
from noodle_server.deployments.rows import deployment_row, named_row
from noodle_server.errors import ApiError, not_found
from noodle_server.identity.callers import Caller
from noodle_server.schemas.deployments import InferQuery
from noodle_server.schemas.open_inference import (
    Live,
    ModelMetadata,
    ModelReady,
    Ready,
    ServerMetadata,
    TensorMetadata,
)
from noodle_server.store.database import Database
from noodle_server.version import VERSION

JSON_LENGTH: Final = "Inference-Header-Content-Length"
"""The header that says where JSON ends and bytes begin, in requests and in answers."""

Row = Mapping[Any, Any]


@final
@dataclass(frozen=True, slots=True)
class Raw:
    """A body as it came, or as it goes out: JSON, or JSON with bytes behind it."""

    body: bytes
    json_bytes: int | None = None

    @property
    def kind(self) -> str:
        return "application/json" if self.json_bytes is None else "application/octet-stream"


@final
class Inference:
    """What can be asked of deployments."""

    def __init__(self, database: Database, fleet: Fleet) -> None:
        self._database, self._fleet = database, fleet

    async def infer(self, caller: Caller, deployment_id: str, given: Raw, query: InferQuery) -> Raw:
        """Raises ApiError N7003, N7060 to N7064."""
        keeper = self._fleet.own(caller, deployment_id)
        if keeper is None:
            row = await self._database.read(
                lambda each: deployment_row(each, caller, deployment_id)
            )
            keeper = self._fleet.find(deployment_id)
            if keeper is None:
                raise _away(row, None)
        return await _answer(keeper, "named", given, query)

    async def infer_named(
        self, caller: Caller, name: str, version: str | None, given: Raw, query: InferQuery
    ) -> Raw:
        """By the protocol."""
        keeper = self._fleet.named(caller, name)
        if keeper is None or not _serves(keeper, version):
            row, keeper = await self._found(caller, name, version)
            if keeper is None:
                raise _away(row, None)
        return await _answer(keeper, "open", given, query)

    async def server(self) -> ServerMetadata:
        return ServerMetadata(name="noodle", version=VERSION, extensions=["binary_tensor_data"])

    async def live(self) -> Live:
        return Live(live=True)

    async def ready(self) -> Ready:
        """Raises ApiError N7060 until all that is to run was begun, N7008 without the database.
        Deployments that have crashed or failed are no reason to ask another server."""
        await self._database.read(lambda connection: None)
        if self._fleet.is_starting:
            raise ApiError("N7060", "deployments are being started", retry_after_s=1.0)
        return Ready(ready=True)

    async def model_ready(self, caller: Caller, name: str, version: str | None) -> ModelReady:
        """Raises ApiError N7060 where it is not."""
        row, keeper = await self._found(caller, name, version)
        if keeper is None or keeper.process is None:
            raise _away(row, keeper)
        return ModelReady(name=name, ready=True)

    async def model(self, caller: Caller, name: str, version: str | None) -> ModelMetadata:
        """Raises ApiError N7060 where it does not run: only then its inputs are known."""
        row, keeper = await self._found(caller, name, version)
        if keeper is None or keeper.process is None or keeper.serving is None:
            raise _away(row, keeper)
        about = keeper.process.about
        return ModelMetadata(
            name=name, versions=[str(keeper.serving.version)],
            platform=f"noodle_{about['backend']}",
            inputs=[_tensor(each) for each in about["inputs"]],
            outputs=[_tensor(each) for each in about["outputs"]],
        )  # fmt: skip

    async def _found(
        self, caller: Caller, name: str, version: str | None
    ) -> tuple[Row, Keeper | None]:
        """Raises ApiError N7003 also where another version answers."""
        row = await self._database.read(lambda connection: named_row(connection, caller, name))
        keeper = self._fleet.find(row["id"])
        serving = None if keeper is None or keeper.process is None else keeper.serving
        served = row["version"] if serving is None else serving.version
        if version is not None and int(version) != served:
            raise not_found(f"version of {name}", version)
        return row, keeper


async def _answer(keeper: Keeper, form: str, given: Raw, query: InferQuery) -> Raw:
    head = {"form": form, "json_bytes": given.json_bytes}
    frame = await keeper.infer(head, given.body, query.timeout_s)
    return Raw(frame.body, frame.head["json_bytes"])


def _serves(keeper: Keeper, version: str | None) -> bool:
    """Whether it answers, and with that version."""
    if keeper.process is None or keeper.serving is None:
        return False
    return version is None or int(version) == keeper.serving.version


def _away(row: Row, keeper: Keeper | None) -> ApiError:
    if keeper is not None:
        return keeper.away()
    state = "starting" if row["is_started"] else "stopped"
    return ApiError("N7060", f"{row['name']} is {state}", details={"state": state},
                    retry_after_s=1.0)  # fmt: skip


def _tensor(told: Mapping[str, Any]) -> TensorMetadata:
    return TensorMetadata(name=told["name"], datatype=told["datatype"], shape=told["shape"] or [])
