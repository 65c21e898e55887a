"""The tour as a newcomer sees it: opened in the real JupyterLab, all cells run, nothing complains."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import open_and_run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
TOUR = Path(__file__).parents[2] / "notebooks" / "00-tour.ipynb"

RUN = """() => {
  const cells = window.jupyterapp.shell.currentWidget.content.widgets;
  const code = cells.filter(cell => cell.model.type === 'code' && cell.model.sharedModel.source);
  return code.every(cell => cell.model.executionCount && cell.model.executionState === 'idle');
}"""
ERRORS = """() => window.jupyterapp.shell.currentWidget.content.widgets
  .filter(cell => cell.model.type === 'code')
  .flatMap(cell => cell.model.outputs.toJSON())
  .filter(output => output.output_type === 'error').map(output => output.evalue)"""


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_every_cell_runs_and_nothing_complains(theme: str, place: Place, page: Any) -> None:
    shutil.copy(TOUR, place.folder / "tour.ipynb")
    may_fail = sum(
        "raises-exception" in cell["metadata"].get("tags", ())
        for cell in json.loads(TOUR.read_text())["cells"]
    )
    open_and_run(page, place.address, place.path("tour.ipynb"))
    page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})",
                  theme)  # fmt: skip
    page.wait_for_function(RUN)
    assert len(page.evaluate(ERRORS)) == may_fail
    assert page.locator("body").get_attribute("data-jp-theme-light") == str(
        theme == "JupyterLab Light").lower()  # fmt: skip
    assert page.problems == []
    page.screenshot(path=place.folder / "tour.png")
