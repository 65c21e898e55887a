"""What the kinds of jobs are asked that have to do with models, data and notebooks."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from noodle_server.schemas.models import Into, ModelRef
from noodle_server.schemas.parts import Id, Strict
from noodle_server.schemas.requests import SOURCE_AT_MOST

Dtype = Literal["f64", "f32", "i64", "i32", "i16", "i8", "u64", "u32", "u16", "u8", "bool"]
ArrayName = Annotated[str, Field(min_length=1, max_length=200)]
Technique = Annotated[str, Field(min_length=1, max_length=64)]


class ArrayIn(Strict):
    """An array, its elements in row order; the job says what is wrong with them."""

    dtype: Dtype
    shape: list[Annotated[int, Field(ge=0, le=1 << 40)]] = Field(max_length=16)
    data: list[Any]


Arrays = ArrayName | ArrayIn | list[ArrayName | ArrayIn]
"""Arrays themselves, or names of arrays of the data set; several where a model has several
inputs."""


class DataIn(Strict):
    """Samples: arrays, or an uploaded data set and the names that they have there. `x_held` and
    `y_held` are to judge by."""

    dataset_id: Id | None = None
    x: Arrays = "x"
    y: Arrays | None = "y"
    x_held: Arrays | None = None
    y_held: Arrays | None = None


class TrainSettings(Strict):
    """What `Model.fit` is told."""

    epochs: int | None = Field(None, ge=1, le=1_000_000)
    batch_size: int | None = Field(None, ge=1, le=1_000_000)
    loss: str | None = Field(None, max_length=64)
    optimizer: str | None = Field(None, max_length=64)
    lr: float | None = Field(None, gt=0)
    weight_decay: float | None = Field(None, ge=0)
    schedule: str = Field("constant", max_length=64)
    clip_norm: float | None = Field(None, gt=0)
    validation: float | None = Field(None, gt=0, lt=1)
    patience: int | None = Field(None, ge=1, le=1_000_000)
    seed: int = Field(0, ge=0, le=2**31)
    device: str | None = Field(None, max_length=32)


class TrainRequest(Strict):
    """Train the network that `source_code` defines under the name `network`, or a version of a
    model; the result is a file `model.trm` of the job, and a version where `into` says which
    model's."""

    source_code: str | None = Field(None, max_length=SOURCE_AT_MOST)
    network: str = Field("net", max_length=200)
    model: ModelRef | None = None
    data: DataIn
    settings: TrainSettings = Field(default_factory=TrainSettings)
    into: Into | None = None

    @model_validator(mode="after")
    def _one(self) -> TrainRequest:
        if (self.source_code is None) == (self.model is None):
            raise ValueError("give source_code or a model, one of the two")
        return self


class OptimizeRequest(Strict):
    """Look for smaller and faster versions of a model that keep a metric: what `ahr.optimize` is
    told. Each candidate that is worth having is a file of the job; `register` makes versions of
    them, in the model itself unless `into` says another."""

    model: ModelRef
    data: DataIn
    metric: str = Field("accuracy", max_length=64)
    max_drop: float = Field(0.005, ge=0)
    objectives: list[Literal["latency", "size"]] = Field(["latency", "size"], min_length=1)
    techniques: list[Technique] | None = Field(None, max_length=64)
    batch_size: int = Field(1, ge=1, le=65_536)
    threads: int = Field(1, ge=0, le=1024)
    rounds: int = Field(15, ge=1, le=10_000)
    seed: int = Field(0, ge=0, le=2**31)
    search: Literal["enumerate", "optuna"] = "enumerate"
    trials: int = Field(30, ge=1, le=10_000)
    time_limit_s: float | None = Field(None, gt=0)
    student: ModelRef | None = None
    training: dict[str, Any] = Field(default_factory=dict, max_length=32)
    register_kept: Literal["none", "best", "all"] = "none"
    into: Into | None = None


class BenchmarkRequest(Strict):
    """Time versions of models on engines, side by side: what `ahr.benchmark` is told. Without data
    the samples are random."""

    models: list[ModelRef] = Field(min_length=1, max_length=16)
    data: DataIn | None = None
    engines: list[Annotated[str, Field(max_length=64)]] | None = Field(None, max_length=16)
    batch_sizes: list[Annotated[int, Field(ge=1, le=65_536)]] = Field([1], max_length=16)
    threads: int = Field(1, ge=0, le=1024)
    rounds: int = Field(15, ge=1, le=10_000)
    seconds: float = Field(60.0, gt=0, le=86_400)


class ValidateRequest(Strict):
    """Look at what was uploaded, before anybody sees it."""

    upload_id: Id
    purpose: Literal["model", "data"]
    format: str


class DrawRequest(Strict):
    """A version of a model as a graph to draw: the result is a file `graph.json` of the job."""

    model: ModelRef


class NotebookRequest(Strict):
    """Run a notebook. `parameters` are set in a cell after the one with the tag `parameters`, or
    at the top."""

    notebook: dict[str, Any]
    parameters: dict[Annotated[str, Field(pattern="^[A-Za-z_][A-Za-z0-9_]{0,99}$")], Any] = Field(
        default_factory=dict, max_length=1000
    )
    kernel_name: str | None = Field(None, max_length=100, pattern="^[A-Za-z0-9][A-Za-z0-9._-]*$")
    folder: str | None = Field(
        None, max_length=4096, description="where it runs: a folder of Jupyter's files"
    )
    cell_timeout: float | None = Field(None, gt=0, le=604_800)
    allow_errors: bool = False
