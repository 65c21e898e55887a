"""Compiles Noodle source: NBC as JSON, its disassembly, and which lines run on which tier."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from nbc import Session
from noodle_server.jobs.values import from_json
from noodle_server.schemas.requests import CompileRequest


def run(request: CompileRequest, teller: Any) -> tuple[Any, Mapping[str, Any]]:
    """Raises SourceError, whose errors are those of the whole source."""
    session = Session(optimize=request.optimization_level)
    session.bind(**{name: from_json(value) for name, value in request.inputs.items()})
    started = time.perf_counter()
    program = session.compile(request.source_code, source_id="job")
    metrics = {"compile_time_s": time.perf_counter() - started}
    if request.execute:
        teller.progress("running", 0.5)
        started = time.perf_counter()
        session.execute(program)
        metrics["run_time_s"] = time.perf_counter() - started
    code = program.to_json()
    metrics["instructions"] = sum(len(each) for each in _bodies(code))
    value = {"compiled_code": code, "disassembly": program.disassemble(),
             "tiers": program.explain()}  # fmt: skip
    return value, metrics


def _bodies(code: Mapping[str, Any]) -> list[Any]:
    """All lists of instructions in a module's JSON."""
    found = [code.get("instructions", [])]
    functions = code.get("functions", [])
    every = functions.values() if isinstance(functions, Mapping) else functions
    return found + [each.get("instructions", []) for each in every]
