"""Deployments: models that answer, each in a process of its own."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import Field

from noodle_server.schemas.models import OneVersion
from noodle_server.schemas.parts import Id, Listing, PageOf, Query, Shown, Strict, Time

NAME_PATTERN: Final = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"
"""Names of deployments, which are parts of paths."""

DeploymentName = Annotated[str, Field(pattern=NAME_PATTERN, examples=["digits"])]
State = Literal["starting", "ready", "crashed", "failed", "stopping", "stopped"]
"""`crashed`: its process ended by itself and is begun again in a moment. `failed`: the model cannot
be served so; it waits until something is changed, or until it is started."""


class DeploymentSettings(Strict):
    """How it runs. `batching` "auto" joins requests where the model allows it."""

    batching: Literal["auto", "on", "off"] = "auto"
    max_batch_size: int = Field(32, ge=1, le=4096, description="samples in one execution")
    queue_size: int = Field(256, ge=1, le=10_000, description="requests that may wait")
    threads: int | None = Field(None, ge=1, le=64, description="of one execution; null: chosen")
    instances: int | None = Field(
        None, ge=1, le=64, description="executions at the same time; null: as many as fit the cores"
    )
    timeout_s: float = Field(30.0, gt=0, le=600, description="of a request that does not say")
    memory_limit_mb: int = Field(2048, ge=256, le=1_000_000)


class DeploymentIn(OneVersion):
    """A deployment to make, of a version, of what an alias names (which is followed), or of the
    latest version there is now."""

    name: DeploymentName
    model_id: Id
    settings: DeploymentSettings = DeploymentSettings()
    is_started: bool = True


class DeploymentChange(OneVersion):
    """What to change: a version, which ends following an alias; an alias; all settings. What is
    left out stays. The old version answers until the new one is ready."""

    settings: DeploymentSettings | None = None


class Reason(Shown):
    """Why it does not run, or what became of the last change."""

    error_code: str
    error_message: str
    hint: str | None = None


class Tensor(Shown):
    """An input or output: Noodle's type, lengths (names where they may differ)."""

    name: str
    dtype: str
    dims: list[int | str] | None
    datatype: str
    shape: list[int] | None


class Running(Shown):
    """What runs: `why_alone` says why requests are not joined, empty where they are."""

    version: int
    backend: str
    threads: int
    instances: int | None
    max_batch_size: int
    why_alone: str
    inputs: list[Tensor]
    outputs: list[Tensor]
    memory_mb: float
    since: Time


class Live(Shown):
    """The last ten seconds."""

    throughput_per_s: float
    p50_us: float | None
    p99_us: float | None
    errors: int
    at_work: int


class Deployment(Shown):
    """A deployment. `version` is what it is to serve, `running` what does."""

    id: Id
    owner_id: str
    name: str
    model_id: Id
    model_name: str | None
    version: int
    alias: str | None
    settings: DeploymentSettings
    is_started: bool
    state: State
    reason: Reason | None
    restarts: int
    running: Running | None
    live: Live
    created_at: Time
    updated_at: Time


class DeploymentListing(Listing):
    """Which deployments, and in what order."""

    model_id: Id | None = None
    sort: Literal["name", "-name", "created_at", "-created_at"] = "-created_at"


class InferQuery(Query):
    """How long to wait."""

    timeout_s: float | None = Field(None, gt=0, le=600, description="null: as its settings say")


class InferIn(Strict):
    """Inputs by name, as lists of the shapes that the model takes. NaN, Infinity and -Infinity are
    texts."""

    inputs: dict[str, Any] = Field(examples=[{"x": [[0.5, 1, 2, 3]]}])


class InferOut(Shown):
    """Outputs by name, the version that gave them, and what it took."""

    outputs: dict[str, Any]
    version: int
    queue_us: float
    compute_us: float
    batch_size: int


class MetricsQuery(Query):
    """Of how long."""

    window_s: int = Field(60, ge=1, le=290, description="seconds")


class Quantiles(Shown):
    """Of durations; null where there was none."""

    p50_us: float | None
    p90_us: float | None
    p99_us: float | None
    max_us: float | None


class Latency(Shown):
    """From a request to its answer; of that, waiting for others; computing."""

    total: Quantiles
    queue: Quantiles
    compute: Quantiles


class BatchSize(Shown):
    """Executions of so many samples, and more than half as many."""

    at_most: int
    executions: int


class Second(Shown):
    """One second. `at_work`: how many requests there were at once, at most."""

    ago_s: int
    requests: int
    errors: int
    at_work: int
    p50_us: float | None
    p99_us: float | None


class DeploymentMetrics(Shown):
    """What a deployment did lately, on this server. `errors` are counted by code."""

    state: State
    version: int | None
    window_s: int
    requests: int
    samples: int
    executions: int
    throughput_per_s: float
    errors: dict[str, int]
    latency: Latency
    batch_sizes: list[BatchSize]
    at_work: int
    memory_mb: float
    seconds: list[Second]


DeploymentPage = PageOf[Deployment]
