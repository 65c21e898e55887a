"""What holds for every test: a home of its own for Jupyter, and the verifier after each pass.

Set before Noodle is imported, and passed on to the kernels that tests start.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

HOME = Path(tempfile.mkdtemp(prefix="noodle-tests-"))

# The same examples on every run, so that a red test is red for everyone.
settings.register_profile("noodle", derandomize=True, deadline=None, database=None)
settings.load_profile("noodle")

os.environ["NOODLE_VERIFY"] = "each-pass"
os.environ["NOODLE_CACHE_DIR"] = str(HOME / "cache")
os.environ["IPYTHONDIR"] = str(HOME / "ipython")
os.environ["JUPYTER_CONFIG_DIR"] = str(HOME / "config")
os.environ["JUPYTER_RUNTIME_DIR"] = str(HOME / "runtime")


@pytest.fixture(scope="session", autouse=True)
def home() -> Iterator[Path]:
    yield HOME
    shutil.rmtree(HOME, ignore_errors=True)
