"""Compilation: jobs of one kind, shown in a shape of their own, and waited for if asked."""

from __future__ import annotations

import asyncio
from typing import Final, final

from noodle_server.errors import not_found
from noodle_server.events.hub import Hub, Wanted
from noodle_server.identity.callers import Caller
from noodle_server.jobs.lease import ENDS
from noodle_server.schemas.compilation import (
    Compilation,
    CompilationIn,
    CompilationListing,
    CompilationPage,
    CompiledCode,
)
from noodle_server.schemas.jobs import Job, JobIn, JobListing
from noodle_server.services.jobs import Jobs

KIND: Final = "compile"


@final
class Compilations:
    """Over the jobs of its kind."""

    def __init__(self, jobs: Jobs, hub: Hub) -> None:
        self._jobs = jobs
        self._hub = hub

    async def submit(
        self, caller: Caller, given: CompilationIn, *, key: str | None, wait_s: float
    ) -> Compilation:  # fmt: skip
        """Compiles in a process of its own; returns at its end, or after `wait_s`."""
        request = given.model_dump(include={"source_code", "optimization_level", "inputs",
                                            "execute"})  # fmt: skip
        job = await self._jobs.submit(caller, JobIn(
            kind=KIND, request=request, name="compilation", project_id=given.project_id,
            timeout=given.timeout, memory_limit=given.memory_limit), key)  # fmt: skip
        if wait_s > 0 and job.state not in ENDS:
            job = await self._waited(caller, job, wait_s)
        return _shown(job)

    async def get(self, caller: Caller, job_id: str) -> Compilation:
        return _shown(await self._of_kind(caller, job_id))

    async def list(self, caller: Caller, wanted: CompilationListing) -> CompilationPage:
        found = await self._jobs.list(caller, JobListing(
            kind=KIND, state=wanted.status, project_id=wanted.project_id, cursor=wanted.cursor,
            limit=wanted.limit))  # fmt: skip
        return CompilationPage(items=[_shown(each) for each in found.items],
                               next_cursor=found.next_cursor)  # fmt: skip

    async def cancel(self, caller: Caller, job_id: str) -> Compilation:
        await self._of_kind(caller, job_id)
        return _shown(await self._jobs.cancel(caller, job_id))

    async def _of_kind(self, caller: Caller, job_id: str) -> Job:
        job = await self._jobs.get(caller, job_id)
        if job.kind != KIND:
            raise not_found("compilation", job_id)
        return job

    async def _waited(self, caller: Caller, job: Job, wait_s: float) -> Job:
        wanted = Wanted(None, {f"job/{job.id}": None})
        try:
            async with asyncio.timeout(wait_s):
                async for rows in self._hub.follow(wanted, 0):
                    if any(each.kind in ENDS for each in rows):
                        break
        except TimeoutError:
            pass  # then it is shown as far as it is
        return await self._jobs.get(caller, job.id)


def _shown(job: Job) -> Compilation:
    made = job.result or {}
    code = None
    if job.state == "succeeded":
        code = CompiledCode(nbc=made["compiled_code"], disassembly=made["disassembly"],
                            tiers=made["tiers"])  # fmt: skip
    return Compilation(
        job_id=job.id, project_id=job.project_id, status=job.state,
        optimization_level=job.request["optimization_level"], compiled_code=code,
        execution_time=job.metrics.get("execution_time_s"),
        memory_usage=job.metrics.get("peak_memory_mb"), error=job.error, metrics=job.metrics,
        created_at=job.created_at, finished_at=job.finished_at,
    )  # fmt: skip
