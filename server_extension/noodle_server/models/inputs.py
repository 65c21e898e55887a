"""The files that a job is given: found when it is taken on, so that no alias moves under it.

The caller must be able to see all of it, also the model that a result is to become a version of.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, select

from noodle_server.errors import not_found
from noodle_server.identity.callers import Caller
from noodle_server.models.rows import Row, meant, model_row
from noodle_server.services.ownership import visible
from noodle_server.store.model_tables import DATASETS, UPLOADS

Input = dict[str, Any]
"""A row of the table of jobs' files, without the job."""


def inputs(
    connection: Connection, caller: Caller, kind: str, request: Mapping[str, Any]
) -> list[Input]:
    """What a job of this kind reads. Raises ApiError N7003."""
    found = _FOUND.get(kind)
    return [] if found is None else found(connection, caller, request)


def _of_training(connection: Connection, caller: Caller, request: Mapping[str, Any]) -> list[Input]:
    if request["into"] is not None:
        model_row(connection, caller, request["into"]["model_id"])
    made = [] if request["model"] is None else [_model(connection, caller, request["model"])]
    return made + _data(connection, caller, request["data"])


def _of_optimising(
    connection: Connection, caller: Caller, request: Mapping[str, Any]
) -> list[Input]:
    made = [_model(connection, caller, request["model"])]
    if request["into"] is not None:
        model_row(connection, caller, request["into"]["model_id"])
    if request["student"] is not None:
        made.append(_model(connection, caller, request["student"], "student"))
    return made + _data(connection, caller, request["data"])


def _of_benchmarking(
    connection: Connection, caller: Caller, request: Mapping[str, Any]
) -> list[Input]:
    made = [_model(connection, caller, ref, f"model{number}")
            for number, ref in enumerate(request["models"])]  # fmt: skip
    return made + _data(connection, caller, request["data"])


def _of_drawing(connection: Connection, caller: Caller, request: Mapping[str, Any]) -> list[Input]:
    return [_model(connection, caller, request["model"])]


def _of_validating(
    connection: Connection, caller: Caller, request: Mapping[str, Any]
) -> list[Input]:
    row = connection.execute(
        select(UPLOADS).where(UPLOADS.c.id == request["upload_id"], *visible(UPLOADS, caller))
    ).mappings().first()  # fmt: skip
    if row is None:
        raise not_found("upload", request["upload_id"])
    # A model's format is what its content says: nothing must look like a promise.
    made = [_input(request["purpose"], row, row["format"] if row["purpose"] == "data" else "any")]
    network = row["settings"].get("network")
    return made if network is None else [*made, _model(connection, caller, network, "network")]


def _model(
    connection: Connection, caller: Caller, ref: Mapping[str, Any], name: str = "model"
) -> Input:
    model, row = meant(connection, caller, ref)
    made = _input(name, row, row["format"], model_id=model["id"], version=row["version"])
    if row["whole_sha256"] is not None:
        made |= {"sha256": row["whole_sha256"], "size_bytes": row["whole_size_bytes"],
                 "format": "trm"}  # fmt: skip
    return made


def _data(connection: Connection, caller: Caller, data: Mapping[str, Any] | None) -> list[Input]:
    if data is None or data["dataset_id"] is None:
        return []
    row = connection.execute(
        select(DATASETS).where(DATASETS.c.id == data["dataset_id"], *visible(DATASETS, caller))
    ).mappings().first()  # fmt: skip
    if row is None:
        raise not_found("data set", data["dataset_id"])
    return [_input("data", row, row["format"])]


def _input(
    name: str, row: Row | Mapping[Any, Any], form: str, model_id: str | None = None,
    version: int | None = None,
) -> Input:  # fmt: skip
    return {"role": "input", "name": name, "sha256": row["sha256"],
            "size_bytes": row["size_bytes"], "format": form, "model_id": model_id,
            "version": version}  # fmt: skip


_FOUND: Final[Mapping[str, Callable[[Connection, Caller, Mapping[str, Any]], list[Input]]]] = {
    "train": _of_training, "optimise": _of_optimising, "benchmark": _of_benchmarking,
    "draw": _of_drawing, "validate": _of_validating,
}  # fmt: skip
