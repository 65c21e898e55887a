"""What holds for every test: a home of its own for Jupyter, and the verifier after each pass.

Set before Noodle is imported, and passed on to the kernels that tests start.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

HOME = Path(tempfile.mkdtemp(prefix="noodle-tests-"))

if "PYTEST_XDIST_WORKER" not in os.environ:  # the workers and their kernels share one
    os.environ["NOODLE_CACHE_DIR"] = str(HOME / "cache")

# The same examples on every run, so that a red test is red for everyone.
settings.register_profile("noodle", derandomize=True, deadline=None, database=None)
settings.load_profile("noodle")

# The workers are as many as the cores: threads of BLAS and of torch would only wait for each other.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

os.environ["NOODLE_VERIFY"] = "each-pass"
os.environ["IPYTHONDIR"] = str(HOME / "ipython")
os.environ["JUPYTER_CONFIG_DIR"] = str(HOME / "config")
os.environ["JUPYTER_RUNTIME_DIR"] = str(HOME / "runtime")
os.environ["JUPYTER_DATA_DIR"] = str(HOME / "data")


def pytest_collection_finish() -> None:
    """The tests themselves, over a million objects, need not be looked through for garbage again
    and again: that took one second of twenty."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Runs in the process that hands out the tests too, unlike fixtures."""
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture
def undisturbed() -> Iterator[None]:
    """No garbage of other tests is collected meanwhile: where a test goes to the end of the stack,
    the finalisers of such garbage would find no room, and their failure would be this test's."""
    gc.disable()
    yield
    gc.enable()
