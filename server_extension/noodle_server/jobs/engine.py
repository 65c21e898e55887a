"""Where jobs run: what every engine does, and the one that runs them as processes here.

An engine is told of claims and knows nothing else: the job's process takes what it needs from the
database, and commits there itself. It need not report back; what it loses, the lease finds.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Final, Protocol, final

import psutil

from noodle_server.jobs.lease import Claim

_MODULE: Final = "noodle_server.jobs.supervise"


class Engine(Protocol):
    """Runs claimed jobs somewhere."""

    def free(self) -> int:
        """How many more jobs it takes just now."""
        ...

    def start(self, claim: Claim) -> None:
        """Begins a job. Raises OSError where it cannot; then the lease runs out."""
        ...

    def kill(self, claim: Claim) -> None:
        """Ends the process of a claim that has run out, where it can reach it."""
        ...

    def close(self) -> None:
        """Lets go of what runs, without ending it."""
        ...


@final
class LocalEngine:
    """Each job is a process of its own, in a session of its own: it outlives this one."""

    def __init__(
        self, database_url: str, folder: Path, *, slots: int | None = None, root: str = ""
    ) -> None:
        """`root` is what paths of Jupyter's files are in."""
        self._told = {"NOODLE_DATABASE_URL": database_url, "NOODLE_FOLDER": str(folder),
                      "NOODLE_ROOT": root}  # fmt: skip
        self._slots = slots or os.cpu_count() or 1
        self._running: list[subprocess.Popen[bytes]] = []

    def free(self) -> int:
        self._running = [each for each in self._running if each.poll() is None]
        return self._slots - len(self._running)

    def start(self, claim: Claim) -> None:
        command = [sys.executable, "-m", _MODULE, claim.job_id,
                   str(claim.epoch)]  # fmt: skip
        self._running.append(subprocess.Popen(
            command, env={**os.environ, **self._told}, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ))  # fmt: skip

    def kill(self, claim: Claim) -> None:
        """Also one that an earlier server has started."""
        words = [claim.job_id, str(claim.epoch)]
        for each in psutil.process_iter(["cmdline"]):
            found = each.info["cmdline"] or []
            if found[-2:] == words and _MODULE in found:
                with contextlib.suppress(psutil.Error):
                    each.kill()

    def close(self) -> None:
        for each in self._running:
            each.returncode = each.poll() or 0  # it goes on; nobody here waits for it
        self._running = []
