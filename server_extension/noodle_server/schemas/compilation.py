"""Compilation: a job with a shape of its own."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from noodle_server.schemas.jobs import State
from noodle_server.schemas.parts import Id, Listing, PageOf, Query, Shown, Strict, Time
from noodle_server.schemas.requests import SOURCE_AT_MOST


class CompilationIn(Strict):
    """Source to compile, and to run where `execute` is true."""

    source_code: str = Field(max_length=SOURCE_AT_MOST)
    project_id: Id | None = None
    optimization_level: int = Field(3, ge=1, le=3)
    timeout: int = Field(60, ge=1, le=300, description="seconds of wall-clock time")
    memory_limit: int = Field(1024, ge=64, le=8192, description="MB")
    inputs: dict[str, Any] = Field(default_factory=dict, max_length=1000)
    execute: bool = False


class CompilationWait(Query):
    """How long to wait for the end: the synchronous form, for small work."""

    wait: float = Field(0, ge=0, le=60, description="seconds to wait for the end")


class CompiledCode(Shown):
    """NBC in its public JSON form, its text, and the tier of each line."""

    nbc: dict[str, Any]
    disassembly: str
    tiers: list[dict[str, Any]]


class Compilation(Shown):
    """`execution_time` in seconds and `memory_usage` in MB, of the whole process."""

    job_id: Id
    project_id: str | None
    status: State
    optimization_level: int
    compiled_code: CompiledCode | None
    execution_time: float | None
    memory_usage: float | None
    error: dict[str, Any] | None
    metrics: dict[str, Any]
    created_at: Time
    finished_at: Time | None


class CompilationListing(Listing):
    """Which compilations."""

    status: State | None = None
    project_id: Id | None = None


CompilationPage = PageOf[Compilation]
