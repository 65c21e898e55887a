"""What the body of a job has on disk: files that it is given, and a place for those it makes.

What lies in `results` when the body ends, however it ends, becomes the job's; so it is moved there
whole. What lies in `state` is there again if the job was lost and is begun anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, final


@final
@dataclass(frozen=True, slots=True)
class Workplace:
    """`files` are those of the request, by the names that `models/inputs.py` gives."""

    folder: Path
    state: Path
    files: Mapping[str, Path]

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """As `jobs/desk.py` says it."""
        files = {name: Path(place) for name, place in told["files"].items()}
        return cls(Path(told["folder"]), Path(told["state"]), files)

    def without_places(self, error: Mapping[str, Any]) -> dict[str, Any]:
        """An error whose texts name the files that were given as the request does."""
        inside = f"{self.folder / 'inputs'}/"
        return {name: each.replace(inside, "") if isinstance(each, str) else each
                for name, each in error.items()}  # fmt: skip

    def put(self, name: str, write: Callable[[Path], object]) -> None:
        """Keeps a file that `write` writes, whole."""
        half = self.folder / "half" / name
        write(half)
        half.replace(self.folder / "results" / name)
