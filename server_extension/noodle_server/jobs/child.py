"""The body of a job as a child process: started, listened to, measured, killed with all it started.

It speaks JSON, a line a message, over a pipe of its own; what it prints is its log. Whatever it
starts is killed with it, also what has left its process group: this process adopts orphans. If this
process is killed, the kernel kills the body.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final, final

import psutil

_SUBREAPER, _DEATH_SIGNAL = 36, 1
_SLACK_BYTES: Final = 1 << 30
"""What a process may reserve beyond its limit without using it: stacks of threads, for example."""

_CHUNK: Final = 1 << 16
_LOG_AT_MOST: Final = 10_000_000
_MESSAGE_AT_MOST: Final = 64 << 20
_MEASURE_S: Final = 0.1

Said = list[tuple[str, Mapping[str, Any]]]


@final
class Child:
    """`task` is what `body.py` reads; `memory_limit_mb` holds for all its processes."""

    def __init__(self, task: Mapping[str, Any], memory_limit_mb: int) -> None:
        _libc().prctl(_SUBREAPER, 1, 0, 0, 0)
        self._limit = memory_limit_mb << 20
        self._started = time.perf_counter()
        self._measured_at = self._peak = 0.0
        self._cpu_s = 0.0
        self._logged = 0
        self._final: dict[str, Any] | None = None
        reading, writing = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "noodle_server.jobs.body", str(writing)], pass_fds=[writing],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=True, preexec_fn=lambda: _limited(self._limit + _SLACK_BYTES),
        )  # fmt: skip
        os.close(writing)
        self._rest = b""
        self._selector = selectors.DefaultSelector()
        self._messages = os.fdopen(reading, "rb", buffering=0)
        pipes = ((self._messages, "message"), (self._process.stdout, "stdout"),
                 (self._process.stderr, "stderr"))  # fmt: skip
        for pipe, name in pipes:
            assert pipe is not None
            os.set_blocking(pipe.fileno(), False)
            self._selector.register(pipe, selectors.EVENT_READ, name)
        self._hand_over(task)

    def is_running(self) -> bool:
        return self._process.poll() is None

    def said(self, wait_s: float) -> Said:
        """What came since, after at most so long."""
        made: Said = []
        while ready := self._selector.select(wait_s):
            wait_s = 0.0
            for key, _ in ready:
                data = os.read(key.fd, _CHUNK)
                if not data:
                    self._selector.unregister(key.fileobj)
                elif key.data == "message":
                    made += self._messages_in(data)
                else:
                    made += self._logged_text(key.data, data)
        return made

    def over_memory(self) -> str:
        """What to say where it uses more than it may, or ""."""
        now = time.monotonic()
        if now - self._measured_at < _MEASURE_S:
            return ""
        self._measured_at = now
        used = 0
        for each in _family(self._process.pid):
            try:
                used += each.memory_info().rss
            except psutil.Error:
                continue
        self._peak = max(self._peak, used)
        if used <= self._limit:
            return ""
        return f"it used {used >> 20} MB of memory, {self._limit >> 20} MB are allowed"

    def kill(self) -> None:
        """Ends it and all that it started."""
        for _ in range(100):
            left = _family(os.getpid())[1:]
            if not left:
                break
            for each in left:
                _kill(each)
            psutil.wait_procs(left, timeout=0.1)
        self._process.wait()

    def metrics(self) -> dict[str, Any]:
        """What it took: `execution_time_s`, `peak_memory_mb`, `cpu_time_s`."""
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        peak = max(self._peak / (1 << 20), used.ru_maxrss / 1024)
        return {"execution_time_s": time.perf_counter() - self._started, "peak_memory_mb": peak,
                "cpu_time_s": used.ru_utime + used.ru_stime}  # fmt: skip

    def outcome(self) -> tuple[str, dict[str, Any]]:
        """The state after its end, and what `lease.end` is told."""
        code, metrics = self._process.wait(), self.metrics()
        said = self._final
        if said is not None and said["type"] == "result":
            return "succeeded", {"result": said["value"], "metrics": metrics | said["metrics"]}
        if said is not None:
            return "failed", {"error": said["error"], "metrics": metrics}
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        error = {"error_code": "N7013", "error_message": f"its process ended by itself: {how}"}
        return "failed", {"error": error, "metrics": metrics}

    def _hand_over(self, task: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(task).encode())
            self._process.stdin.close()
        except BrokenPipeError:
            pass  # it has ended already, which `outcome` says

    def _messages_in(self, data: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > _MESSAGE_AT_MOST:
            self._rest = b""
        for line in lines:
            made = json.loads(line)
            if made["type"] in ("result", "error"):
                self._final = made
            else:
                yield made["type"], made["payload"]

    def _logged_text(self, stream: str, data: bytes) -> Said:
        room = _LOG_AT_MOST - self._logged
        self._logged += len(data)
        if room <= 0:
            return []
        text = data[:room].decode(errors="replace")
        if len(data) >= room:
            text += f"\n[the log ends here: it has {_LOG_AT_MOST >> 20} MB]\n"
        return [("log", {"stream": stream, "text": text})]


def _family(pid: int) -> list[psutil.Process]:
    """A process and all below it."""
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def _kill(process: psutil.Process) -> None:
    try:
        process.kill()
    except psutil.Error:
        return


def _limited(data_bytes: int) -> None:
    """In the child, before it runs."""
    _libc().prctl(_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_DATA, (data_bytes, data_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _libc() -> Any:
    return _LIBC


_LIBC: Final = ctypes.CDLL(None)
