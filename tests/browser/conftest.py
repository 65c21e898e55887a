"""One JupyterLab and one browser for all browser tests of a worker; a page and a folder for each.

Without playwright or Chromium they skip, but where CI=true: there a skip would hide a broken
extension.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final

import pytest

from tests.browser.lab import Browser, browser_path, end_work, lab, new_page


@final
@dataclass(frozen=True, slots=True)
class Place:
    """Where a test's notebooks lie, and the address of the JupyterLab over it."""

    folder: Path
    address: str
    root: Path

    def path(self, name: str) -> str:
        """A file of the test as JupyterLab names it."""
        return (self.folder / name).relative_to(self.root).as_posix()


@pytest.fixture(scope="session")
def has_browser() -> None:
    """Skips without one."""
    if importlib.util.find_spec("playwright") is None or browser_path() is None:
        reason = "needs playwright and Chromium"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="module")
def browser(has_browser: None) -> Iterator[Any]:
    """Not for longer: while playwright is there its event loop runs in this thread, and tests that
    have a loop of their own could not."""
    with Browser() as found:
        yield found


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory, has_browser: None
) -> Iterator[tuple[Path, str]]:
    root = tmp_path_factory.mktemp("lab")
    with lab(root) as address:
        yield root, address


@pytest.fixture
def place(served: tuple[Path, str], request: pytest.FixtureRequest) -> Iterator[Place]:
    root, address = served
    folder = root / request.node.name.replace("[", "-").replace("]", "").replace(" ", "-")
    folder.mkdir()
    yield Place(folder, address, root)
    end_work(address)


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    with new_page(browser) as page:
        yield page
