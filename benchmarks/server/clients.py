"""Who asks a server, in processes of their own.

`rate` has `wrk` send requests where that is installed, else connections of asyncio that do as
little as they can. `python -m benchmarks.server.clients PORT PATH` is a hundred WebSockets, each of
which reads until it has seen the last event.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks.server.served import LAST, TOKEN

AT_ONCE: Final = 16
CLIENTS: Final = 100
_ROOT: Final = Path(__file__).parent.parent.parent
_CREDENTIAL: Final = f"token {TOKEN}"


def rate(url: str, credential: str, seconds: float, body: str = "") -> float:
    """Requests a second that were answered with 2xx."""
    if shutil.which("wrk"):
        return _wrk(url, credential, seconds, body)
    command = [sys.executable, "-m", "benchmarks.server.clients", "rate", url, credential,
               str(seconds), body]  # fmt: skip
    return float(subprocess.run(command, capture_output=True, check=True, cwd=_ROOT).stdout)


def _wrk(url: str, credential: str, seconds: float, body: str) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(f'wrk.headers["Authorization"] = "{credential}"\n')
        if body:
            script.write(f"wrk.method = 'POST'\nwrk.body = [[{body}]]\n"
                         'wrk.headers["Content-Type"] = "application/json"\n')  # fmt: skip
        script.flush()
        command = ["wrk", "-t1", f"-c{AT_ONCE}", f"-d{max(1, round(seconds))}s", "-s", script.name,
                   url]  # fmt: skip
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "Non-2xx" not in said, said
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found is not None, said
    return float(found[1])


async def _rate(url: str, credential: str, seconds: float, body: str) -> float:
    host, path = re.fullmatch(r"http://([^/]+)(/.*)", url).groups()  # type: ignore[union-attr]
    method = "POST" if body else "GET"
    kind = "Content-Type: application/json\r\n" if body else ""
    sent = (f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: {credential}\r\n{kind}"
            f"Content-Length: {len(body)}\r\n\r\n{body}").encode()  # fmt: skip
    end = time.perf_counter() + seconds

    async def ask() -> int:
        name, _, port = host.partition(":")
        reader, writer = await asyncio.open_connection(name, int(port))
        count = 0
        while time.perf_counter() < end:
            writer.write(sent)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 2"), head
            size = re.search(rb"(?i)content-length: (\d+)", head)
            await reader.readexactly(int(size[1]) if size else 0)
            count += 1
        writer.close()
        return count

    started = time.perf_counter()
    counts = await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
    return sum(counts) / (time.perf_counter() - started)


class Listeners:
    """A hundred WebSockets in a process of their own."""

    def __init__(self, port: int, path: str) -> None:
        command = [sys.executable, "-m", "benchmarks.server.clients", "listen", str(port), path]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         text=True, cwd=_ROOT)  # fmt: skip
        self._said()

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def wait(self) -> None:
        """Until all have seen the last event."""
        assert self._said() == "seen"

    def close(self) -> None:
        self._process.terminate()
        self._process.communicate()


async def _listen(port: int, path: str) -> None:
    seen = 0

    async def connect() -> asyncio.StreamReader:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
        key = "dGhlIHNhbXBsZSBub25jZQ=="
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
                     f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\n"
                     "Sec-WebSocket-Version: 13\r\n"
                     f"Authorization: {_CREDENTIAL}\r\n\r\n".encode())  # fmt: skip
        head = await reader.readuntil(b"\r\n\r\n")
        assert b" 101 " in head, head
        kept.append(writer)
        return reader

    async def read(reader: asyncio.StreamReader) -> None:
        nonlocal seen
        last = LAST.encode()
        while True:
            await reader.readuntil(last)
            seen += 1
            if seen == CLIENTS:
                seen = 0
                print("seen", flush=True)

    kept: list[asyncio.StreamWriter] = []
    readers = [await connect() for _ in range(CLIENTS)]
    print("connected", flush=True)
    await asyncio.gather(*(read(each) for each in readers))


def main(what: str, *given: str) -> None:
    if what == "rate":
        url, credential, seconds, body = given
        print(asyncio.run(_rate(url, credential, float(seconds), body)))
        os._exit(0)
    port, path = given
    asyncio.run(_listen(int(port), path))


if __name__ == "__main__":
    main(*sys.argv[1:])
