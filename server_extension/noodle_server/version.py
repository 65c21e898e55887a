"""The version of this distribution, as it was installed."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Final


def _found() -> str:
    try:
        return version("noodle-notebook")
    except PackageNotFoundError:
        return "0"


VERSION: Final = _found()
