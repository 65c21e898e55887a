"""What is wrong with a cell is seen in the real JupyterLab before the cell runs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import open_notebook, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_a_mistake_is_marked_while_one_types(place: Place, page: Any) -> None:
    write_notebook(place.folder / "a.ipynb", ['name = "Ada"\ntotal = name + 1\n'])
    open_notebook(page, place.address, place.path("a.ipynb"))
    mark = page.locator(".jp-Notebook .cm-lintRange-error")
    mark.first.wait_for()
    assert mark.first.inner_text() == "name + 1"
    mark.first.hover()
    tip = page.locator(".cm-tooltip-lint")
    tip.wait_for()
    assert "cannot add str and int" in tip.inner_text()
    assert page.problems == []
