"""What becomes of a job that has succeeded: versions and data sets, in the transaction of its end.

So a version is there exactly if the job that made it has succeeded, and once.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from noodle_server.clock import now
from noodle_server.errors import ApiError, not_found
from noodle_server.identity.callers import Caller
from noodle_server.models.rows import add_version
from noodle_server.store.model_tables import DATASETS, JOB_FILES, UPLOADS

Row = Any
"""A row as a mapping."""

Result = dict[str, Any]


def concluded(connection: Connection, job: Row, result: Any) -> Any:
    """The job's result, with what it became. Its files are rows already. Raises ApiError where the
    model is gone that it was for."""
    conclude = _CONCLUDED.get(job["kind"])
    return result if conclude is None else conclude(connection, job, result)


def made_version(
    connection: Connection, caller: Caller, job: Row, file_name: str, into: Mapping[str, Any]
) -> int:
    """A version of a file that a job made: its number. Raises ApiError N7003 where the model is
    gone, N7005 for a job that has no such file, or whose files are no models."""
    file = _file_or_none(connection, job["id"], file_name)
    if file is None:
        raise ApiError("N7005", f"job {job['id']} has made no {file_name}",
                       hint="the job's files say what it has made")  # fmt: skip
    told = _TOLD.get(job["kind"])
    if told is None or file["format"] != "trm" or job["state"] not in ("running", "succeeded"):
        raise ApiError("N7005", f"{file_name} of job {job['id']} is not a model to register",
                       hint="name a .trm of a job that trained or optimised")  # fmt: skip
    source = _input(connection, job["id"], "model")
    data = _input(connection, job["id"], "data")
    return add_version(
        connection, caller, into, format="trm", file_name=file_name, sha256=file["sha256"],
        size_bytes=file["size_bytes"], origin=job["kind"], job_id=job["id"],
        **told(job, file_name, {
            "job_id": job["id"], "model": source and _ref(source),
            "data_sha256": data and data["sha256"],
        }),
    )  # fmt: skip


def _of_training(connection: Connection, job: Row, result: Result) -> Result:
    into = job["request"]["into"]
    if into is None:
        return result
    number = made_version(connection, _owner(job), {**job, "result": result}, "model.trm", into)
    return {**result, "model_id": into["model_id"], "version": number}


def _of_optimising(connection: Connection, job: Row, result: Result) -> Result:
    request = job["request"]
    wanted = {"none": [], "best": [result["best"]],
              "all": [each["key"] for each in result["candidates"]
                      if each["verdict"] == "kept"]}[request["register_kept"]]  # fmt: skip
    into = request["into"] or {
        "model_id": request["model"]["model_id"], "description": "", "tags": [], "metadata": {},
        "aliases": [],
    }  # fmt: skip
    versions = {}
    for key in wanted:
        named = {**into, "aliases": into["aliases"] if key == result["best"] else []}
        versions[key] = made_version(connection, _owner(job), {**job, "result": result},
                                     f"{key}.trm", named)  # fmt: skip
    return {**result, "model_id": into["model_id"], "versions": versions}


def _of_validating(connection: Connection, job: Row, result: Result) -> Result:
    upload = connection.execute(
        select(UPLOADS).where(UPLOADS.c.id == job["request"]["upload_id"])
    ).mappings().first()  # fmt: skip
    if upload is None:
        raise not_found("upload", job["request"]["upload_id"])
    if upload["purpose"] == "data":
        return {**result, "dataset_id": _dataset(connection, upload, result)}
    network = _input(connection, job["id"], "network")
    whole = _file_or_none(connection, job["id"], "whole.trm")
    into = {**upload["settings"], "model_id": upload["model_id"]}
    number = add_version(
        connection, _owner(job), into, format=result["format"], file_name=upload["file_name"],
        sha256=upload["sha256"], size_bytes=upload["size_bytes"], origin="upload",
        job_id=job["id"], signature=result["signature"],
        whole_sha256=whole and whole["sha256"], whole_size_bytes=whole and whole["size_bytes"],
        lineage={"network": network and _ref(network)},
    )  # fmt: skip
    return {**result, "model_id": upload["model_id"], "version": number}


def _dataset(connection: Connection, upload: Row, result: Result) -> str:
    row = {"id": uuid.uuid4().hex, "created_at": now(), "name": upload["file_name"],
           "arrays": result["arrays"],
           **{name: upload[name] for name in ("owner_id", "format", "sha256", "size_bytes")},
           }  # fmt: skip
    connection.execute(insert(DATASETS).values(row))
    return str(row["id"])


def _told_of_training(job: Row, _: str, lineage: dict[str, Any]) -> dict[str, Any]:
    result, request = job["result"], job["request"]
    return {"signature": result["signature"], "metrics": result["metrics"],
            "lineage": {**lineage, "settings": request["settings"],
                        "source_code": request["source_code"]}}  # fmt: skip


def _told_of_optimising(job: Row, file_name: str, lineage: dict[str, Any]) -> dict[str, Any]:
    result = job["result"]
    found = next(each for each in result["candidates"] if f"{each['key']}.trm" == file_name)
    figures = {name: found[name] for name in ("metric", "drop", "latency_s", "speedup",
                                              "size_bytes", "parameters")}  # fmt: skip
    return {"signature": result["signature"], "metrics": figures,
            "lineage": {**lineage, "steps": found["lineage"], "name": found["name"]}}  # fmt: skip


def _owner(job: Row) -> Caller:
    """Who took it on, and was asked then whether they may."""
    return Caller(job["owner_id"], job["owner_id"], "admin")


def _ref(row: Row) -> dict[str, Any]:
    return {"model_id": row["model_id"], "version": row["version"]}


def _file_or_none(connection: Connection, job_id: str, name: str, role: str = "result") -> Any:
    return connection.execute(select(JOB_FILES).where(
        JOB_FILES.c.job_id == job_id, JOB_FILES.c.role == role, JOB_FILES.c.name == name,
    )).mappings().first()  # fmt: skip


def _input(connection: Connection, job_id: str, name: str) -> Any:
    return _file_or_none(connection, job_id, name, "input")


_CONCLUDED: Final[Mapping[str, Callable[[Connection, Row, Result], Result]]] = {
    "train": _of_training, "optimise": _of_optimising, "validate": _of_validating,
}  # fmt: skip
_TOLD: Final[Mapping[str, Callable[[Row, str, dict[str, Any]], dict[str, Any]]]] = {
    "train": _told_of_training, "optimise": _told_of_optimising,
}  # fmt: skip
