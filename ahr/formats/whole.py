"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from nbc.interrupts import after


def write_whole(path: Path, data: bytes) -> None:
    """Writes beside the place, then renames. Raises OSError; then the old file is as it was. An
    interrupt comes when it is done, so that nothing is left beside it."""
    with after():
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(beside, 0o666 & ~mask)
            os.replace(beside, path)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(beside)  # still there only where something failed
