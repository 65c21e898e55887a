"""What each kind of job is asked."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from noodle_server.schemas.parts import Strict

SOURCE_AT_MOST = 1_000_000


class NoodleRequest(Strict):
    """Run Noodle source; `inputs` are variables that it finds."""

    source_code: str = Field(max_length=SOURCE_AT_MOST)
    optimization_level: int = Field(3, ge=1, le=3)
    inputs: dict[str, Any] = Field(default_factory=dict, max_length=1000)
    outputs: list[str] = Field(default_factory=list, max_length=100,
                               description="variables whose values are the result")  # fmt: skip


class CompileRequest(Strict):
    """Compile Noodle source, and run it where `execute` is true."""

    source_code: str = Field(max_length=SOURCE_AT_MOST)
    optimization_level: int = Field(3, ge=1, le=3)
    inputs: dict[str, Any] = Field(default_factory=dict, max_length=1000)
    execute: bool = False
