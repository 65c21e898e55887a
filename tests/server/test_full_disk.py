"""A disk that is full: writing is refused as that, reading goes on, and when there is room again all
is as before. The disk is a small one in memory; where none may be mounted, nothing is tested."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.test_failures import Server


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a disk cannot be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill(place: Path) -> None:
    """To the last byte."""
    with contextlib.suppress(OSError), place.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


def test_full_disk_is_said_and_got_over(small_disk: Path) -> None:
    server = Server(small_disk)
    server.start()
    try:
        first = server.answers("POST", "/api/v1/projects", {"name": "first"})
        assert first[0] == 201
        filler = small_disk / "filler"
        fill(filler)
        text = {"description": "x" * 9_000}
        refused = []
        for number in range(40):  # what is left of the write-ahead log takes a few
            made = server.answers("POST", "/api/v1/projects", {"name": f"p{number}", **text})
            if made[0] != 201:
                refused.append(made)
        assert refused and {(each[0], each[1]["error_code"]) for each in refused} == {
            (507, "N7009")
        }
        assert server.answers("GET", "/api/v1/projects")[0] == 200
        assert server.answers("GET", "/api/v1/system/health")[1]["state"] == "degraded"
        upload = {"name": "a", "format": "npz", "size_bytes": 4 << 20,
                  "sha256": hashlib.sha256(b"").hexdigest()}  # fmt: skip
        assert server.answers("POST", "/api/v1/datasets", upload)[0] == 507

        filler.unlink()
        assert server.answers("POST", "/api/v1/projects", {"name": "again"})[0] == 201
        names = {each["name"] for each in
                 server.answers("GET", "/api/v1/projects?limit=200")[1]["items"]}  # fmt: skip
        assert {"first", "again"} <= names and len(names) == 2 + 40 - len(refused)
    finally:
        server.kill()
    database = sqlite3.connect(small_disk / "noodle" / "noodle.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
