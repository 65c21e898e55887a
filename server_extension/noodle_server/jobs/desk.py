"""The other side of a workplace: its folders made, its files given, its results kept.

Each claim of a job has a folder of its own, so that one that was lost cannot disturb the next.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, final

from sqlalchemy import Connection, delete, insert, select

from noodle_server.errors import ApiError
from noodle_server.schemas.models import FILE_PATTERN
from noodle_server.store.files import FileStore, digest, full_disk
from noodle_server.store.model_tables import JOB_FILES

Row = Mapping[str, Any]

RESULTS_AT_MOST: Final = 1000
_SUFFIXES: Final = ("trm", "onnx", "safetensors", "pt2", "npz", "keras")
"""Formats whose name is that of their files; others are known by what is in them."""


@final
class Desk:
    """For one claim."""

    def __init__(self, store: FileStore, job_id: str, epoch: int) -> None:
        self._store = store
        self._job_id = job_id
        self._all = store.work(job_id)
        self._folder = self._all / str(epoch)

    def inputs(self, connection: Connection) -> Sequence[Row]:
        """The files that it reads."""
        found = select(JOB_FILES).where(JOB_FILES.c.job_id == self._job_id,
                                        JOB_FILES.c.role == "input")  # fmt: skip
        return [dict(each) for each in connection.execute(found).mappings()]

    def prepared(self, rows: Sequence[Row]) -> dict[str, Any]:
        """What the body is told. Raises ApiError N7034 where a file is gone, N7009."""
        files: dict[str, str] = {}
        with full_disk():
            for name in ("inputs", "half", "results"):
                (self._folder / name).mkdir(parents=True, exist_ok=True)
            (self._all / "state").mkdir(exist_ok=True)
            for row in rows:
                suffix = f".{row['format']}" if row["format"] in _SUFFIXES else ""
                place = self._folder / "inputs" / f"{row['name']}{suffix}"
                files[row["name"]] = str(place)
                try:
                    os.link(self._store.path(row["sha256"]), place)
                except FileNotFoundError:
                    raise ApiError("N7034", f"the file of {row['name']} is gone: it was deleted "
                                   "before the job began") from None  # fmt: skip
        return {"folder": str(self._folder), "state": str(self._all / "state"), "files": files}

    def gathered(self, beat: Callable[[], object]) -> list[Row]:
        """Keeps what it has made: rows of the table of jobs' files. Raises ApiError N7009."""
        made: list[Row] = []
        for place in sorted((self._folder / "results").iterdir())[:RESULTS_AT_MOST]:
            if (
                place.is_symlink()
                or not place.is_file()
                or not re.fullmatch(FILE_PATTERN, place.name)
            ):
                continue
            kept = self._store.take(place, digest(place, beat))
            made.append({"job_id": self._job_id, "role": "result", "name": place.name,
                         "sha256": kept.sha256, "size_bytes": kept.size_bytes,
                         "format": place.suffix[1:17], "model_id": None, "version": None,
                         })  # fmt: skip
        return made

    def remember(self, connection: Connection, rows: Sequence[Row]) -> None:
        """In place of what an earlier try has made."""
        connection.execute(delete(JOB_FILES).where(JOB_FILES.c.job_id == self._job_id,
                                                   JOB_FILES.c.role == "result"))  # fmt: skip
        if rows:
            connection.execute(insert(JOB_FILES), [dict(each) for each in rows])

    def clear(self, *, is_done: bool) -> None:
        """`is_done`: it will not be tried again."""
        shutil.rmtree(self._all if is_done else self._folder, ignore_errors=True)
