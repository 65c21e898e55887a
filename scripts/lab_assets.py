"""Whether JupyterLab's built extension is of the sources beside it: a stamp holds their hash.

`python scripts/lab_assets.py` writes the stamp after a build (`make labextension` does); building a
wheel without a stamp that fits is refused (`hatch_build.py`), and a test says so before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1] / "labextension"
BUILT: Final = ROOT / "built" / "noodle-labextension"
STAMP: Final = BUILT / "sources.sha256"
FOLDERS: Final = ("src", "style", "schema")
FILES: Final = ("package.json", "yarn.lock", "tsconfig.json", "tsconfig.lab.json")


def sources(root: Path) -> Iterator[Path]:
    """What a build reads, in the same order everywhere."""
    for folder in FOLDERS:
        found = (path for path in (root / folder).rglob("*") if path.is_file())
        yield from sorted(found, key=lambda path: path.relative_to(root).as_posix())
    yield from (root / name for name in FILES)


def digest(root: Path = ROOT) -> str:
    """The hash of names and contents; line ends do not count."""
    found = hashlib.sha256()
    for path in sources(root):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        found.update(f"{path.relative_to(root).as_posix()}\n{len(text)}\n".encode() + text)
    return found.hexdigest()


def is_fresh() -> bool:
    return STAMP.is_file() and STAMP.read_text().strip() == digest()


if __name__ == "__main__":
    STAMP.write_text(digest() + "\n")
    print(f"wrote {STAMP}")
