"""Uploads, data sets and the files of jobs."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from noodle_server.schemas.models import Aliases, Metadata, ModelRef, Tags
from noodle_server.schemas.parts import Id, Listing, Name, PageOf, Shown, Strict, Time

ModelFormat = Literal["trm", "onnx", "safetensors", "pytorch", "tensorflow"]
DataFormat = Literal["npz", "safetensors"]
UploadState = Literal["receiving", "validating", "ready", "refused"]

SUFFIXES: Final[dict[str, tuple[str, ...]]] = {
    "trm": (".trm",), "onnx": (".onnx",), "safetensors": (".safetensors",),
    "pytorch": (".pt2", ".pt", ".pth", ".bin"), "tensorflow": (".keras", ".onnx"), "npz": (".npz",),
}  # fmt: skip
"""How the names of files of each format end. What a file is, its content says."""

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Size = Annotated[int, Field(ge=1, le=1 << 50)]


class ModelUploadIn(Strict):
    """A file to upload as the next version of a model.

    `format`: trm, onnx; safetensors and pytorch, which are whole networks (`.pt2` of torch.export,
    safetensors that Noodle wrote) or weights alone (a state dict), which need the `network` that
    they belong to; tensorflow, which is a `.keras` file or ONNX. Pickles are refused.
    """

    size_bytes: Size
    sha256: Sha256
    format: ModelFormat
    file_name: Name = "model"
    network: ModelRef | None = Field(None, description="the version whose network weights are for")
    description: str = Field("", max_length=10_000)
    tags: Tags = Field(default_factory=list)
    metadata: Metadata = Field(default_factory=dict)
    aliases: Aliases = Field(default_factory=list)


class DatasetIn(Strict):
    """A file of arrays to upload."""

    name: Name
    size_bytes: Size
    sha256: Sha256
    format: DataFormat


class Upload(Shown):
    """An upload: send what lies after `received`. `ready`: `version` or `dataset_id` says what it
    became. `refused`: `error` says why."""

    id: Id
    purpose: Literal["model", "data"]
    model_id: str | None
    format: str
    file_name: str
    size_bytes: int
    sha256: str
    received: int
    state: UploadState
    job_id: str | None
    version: int | None
    dataset_id: str | None
    error: dict[str, Any] | None
    created_at: Time


class UploadListing(Listing):
    """Which uploads, and in what order."""

    model_id: Id | None = None
    sort: Literal["created_at", "-created_at"] = "-created_at"


class Dataset(Shown):
    """Arrays by name: dtype and shape of each."""

    id: Id
    owner_id: str
    name: str
    format: str
    sha256: str
    size_bytes: int
    arrays: dict[str, Any]
    created_at: Time


class DatasetListing(Listing):
    """Which data sets, and in what order."""

    name: str | None = Field(None, max_length=200, description="only those whose name has this")
    sort: Literal["name", "-name", "created_at", "-created_at"] = "-created_at"


class JobFile(Shown):
    """A file that a job reads ("input") or has made ("result")."""

    role: Literal["input", "result"]
    name: str
    sha256: str
    size_bytes: int
    format: str
    model_id: str | None
    version: int | None


class JobFiles(Shown):
    """All files of a job."""

    items: list[JobFile]


UploadPage = PageOf[Upload]
DatasetPage = PageOf[Dataset]
