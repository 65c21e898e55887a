"""Files on disk, named by the sha256 of what they hold: several rows may mean the same file.

A file is there whole or not at all: it is written elsewhere on the same disk, brought to the disk,
and renamed. Nothing is deleted here but by `store/sweeping.py`. What people call a file is in the
database alone and never becomes part of a path.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, final

from noodle_server.errors import ApiError

CHUNK: Final = 1 << 20
_SHA256: Final = re.compile("[0-9a-f]{64}")
_ID: Final = re.compile("[0-9a-f]{32}")


@final
@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept."""

    sha256: str
    size_bytes: int


@final
class FileStore:
    """Under one folder: `files` by hash, `uploads` half there by identifier, `work` of jobs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("files", "uploads", "work"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where a file is, if it is kept."""
        assert _SHA256.fullmatch(sha256), sha256
        return self.folder / "files" / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        return self.path(sha256).is_file()

    def upload(self, upload_id: str) -> Path:
        """Where the bytes of an upload are, as far as they have come."""
        assert _ID.fullmatch(upload_id), upload_id
        return self.folder / "uploads" / upload_id

    def work(self, job_id: str) -> Path:
        """The folder of a job."""
        assert _ID.fullmatch(job_id), job_id
        return self.folder / "work" / job_id

    def take(self, source: Path, sha256: str) -> Kept:
        """Moves a file in, which is on the same disk. Raises ApiError N7009."""
        with full_disk():
            kept = Kept(sha256, source.stat().st_size)
            with source.open("rb") as file:
                os.fsync(file.fileno())
            place = self.path(kept.sha256)
            place.parent.mkdir(exist_ok=True)
            source.replace(place)
            place.chmod(0o444)
            os.utime(place)
            _to_disk(place.parent)
        return kept

    def remove(self, sha256: str) -> None:
        self.path(sha256).unlink(missing_ok=True)

    def every(self) -> Iterator[tuple[str, float]]:
        """All files, with the time since which each is there."""
        for place in (self.folder / "files").glob("??/*"):
            with contextlib.suppress(FileNotFoundError):
                if _SHA256.fullmatch(place.name):
                    yield place.name, place.stat().st_mtime

    def free(self) -> int:
        """Bytes that the disk has left."""
        return shutil.disk_usage(self.folder).free


def digest(place: Path, beat: Callable[[], object] = lambda: None) -> str:
    """The sha256 of a file; `beat` is called now and then."""
    made = hashlib.sha256()
    with place.open("rb") as file:
        while part := file.read(16 * CHUNK):
            made.update(part)
            beat()
    return made.hexdigest()


@contextlib.contextmanager
def full_disk() -> Iterator[None]:
    """Turns a disk that is full into an answer."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ApiError("N7009", "the disk that files are kept on is full") from error
        raise


def _to_disk(folder: Path) -> None:
    """So that the new name is there after a loss of power."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
