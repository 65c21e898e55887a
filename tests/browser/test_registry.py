"""Models in the real JupyterLab: uploaded, named, drawn, downloaded, deleted, optimised."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.browser.conftest import Place
from tests.server.sending import network

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

HOSTILE = "<img src=nowhere onerror=document.title='taken'>"
SHOW = "void window.jupyterapp.commands.execute('noodle:show-models')"


def test_a_model_is_uploaded_named_drawn_and_deleted(place: Place, page: Any) -> None:
    network().save(place.folder / "net.trm")
    page.goto(f"{place.address}/lab?reset")
    page.wait_for_function("window.jupyterapp?.commands.hasCommand('noodle:show-models')")
    page.evaluate("window.jupyterapp.restored.then(() => undefined)")
    page.evaluate(SHOW)
    panel = page.locator(".noodle-registry")
    _upload(page, panel, place.folder / "net.trm")
    _name(page, panel)
    _download(page, panel, place.folder / "net.trm")
    _optimise(page, panel, place.folder)
    _refuse(page, panel, place.folder)
    _delete(page, panel)
    _draw(page, panel)
    assert page.title() != "taken" and page.locator("img[src=nowhere]").count() == 0
    assert [each for each in page.problems if "409" not in each] == []


def _choose(page: Any, button: Any, path: Path) -> None:
    with page.expect_file_chooser() as chooser:
        button.click()
    chooser.value.set_files(path)


def _upload(page: Any, panel: Any, path: Path) -> None:
    _choose(page, panel.get_by_role("button", name="Upload a model"), path)
    dialog = page.locator(".jp-Dialog")
    dialog.get_by_label("Name of the model").fill(HOSTILE)
    dialog.get_by_role("button", name="Upload").click()
    version = panel.get_by_label("Version 1", exact=True)
    version.wait_for()
    assert panel.locator(".noodle-jobs-title").inner_text() == HOSTILE
    assert version.inner_text().startswith("Version 1") and "trm" in version.inner_text()
    version.locator("summary", has_text="Details").click()
    assert "x: f32[N, 4]" in version.inner_text()
    _choose(page, panel.get_by_role("button", name="Upload a version"), path)
    dialog.get_by_label("Description").fill("the <b>second</b>")
    dialog.get_by_role("button", name="Upload").click()
    second = panel.get_by_label("Version 2", exact=True)
    second.get_by_text("the <b>second</b>").wait_for()
    assert second.get_by_role("button", name="Deploy").is_enabled()


def _name(page: Any, panel: Any) -> None:
    """An alias moves, and what it named before is remembered. What is no alias is said."""
    dialog = page.locator(".jp-Dialog")
    for version, alias in ((1, "champion"), (2, "champion")):
        card = panel.get_by_label(f"Version {version}", exact=True)
        card.get_by_role("button", name="Alias").click()
        dialog.get_by_label("Alias").fill("2nd <b>")
        dialog.get_by_role("button", name="Set").click()
        dialog.locator(".noodle-jobs-problem").wait_for()
        dialog.get_by_label("Alias").fill(alias)
        dialog.get_by_role("button", name="Set").click()
        card.locator(".noodle-mod-alias", has_text="champion").wait_for()
    panel.locator("summary", has_text="names version 2").click()
    history = panel.get_by_label("What champion named")
    history.locator("li").nth(1).wait_for()
    assert [each.split(" until")[0].split(" since")[0] for each in history.locator("li").all_inner_texts()] == [
        "version 2", "version 1",
    ]  # fmt: skip


def _download(page: Any, panel: Any, path: Path) -> None:
    with page.expect_download() as told:
        panel.get_by_label("Version 1", exact=True).get_by_role("button", name="Download").click()
    assert Path(told.value.path()).read_bytes() == path.read_bytes()


def _optimise(page: Any, panel: Any, folder: Path) -> None:
    """Wants data first; then it is a job, which is shown."""
    card = panel.get_by_label("Version 2", exact=True)
    dialog = page.locator(".jp-Dialog")
    card.get_by_role("button", name="Optimise").click()
    dialog.get_by_text("There is no data set").wait_for()
    dialog.get_by_role("button").last.click()
    x = np.random.default_rng(0).normal(size=(64, 4)).astype(np.float32)
    np.savez(folder / "clouds.npz", x=x, y=x[:, :3].argmax(axis=1))
    panel.get_by_role("button", name="All models").click()
    _choose(page, panel.get_by_role("button", name="Upload data"), folder / "clouds.npz")
    dialog.get_by_role("button", name="Upload").click()
    page.get_by_text("The data set clouds is there").first.wait_for()
    # Other tests' models may be on the same server.
    panel.locator(".noodle-jobs-row", has_text=re.compile("^<img")).click()
    card.get_by_role("button", name="Optimise").click()
    dialog.get_by_role("button", name="Next").click()
    assert dialog.get_by_label("Targets", exact=True).input_value() == "y"
    dialog.get_by_role("button", name="Begin").click()
    jobs = page.locator(".noodle-jobs")
    jobs.locator(".noodle-jobs-title", has_text="optimise").wait_for()
    jobs.get_by_role("button", name="Cancel").click()
    page.evaluate(SHOW)


def _refuse(page: Any, panel: Any, folder: Path) -> None:
    """What the server says of a file that is no model."""
    (folder / "wrong.onnx").write_bytes(b"<script>document.title = 'taken'</script>")
    _choose(page, panel.get_by_role("button", name="Upload a version"), folder / "wrong.onnx")
    page.locator(".jp-Dialog").get_by_role("button", name="Upload").click()
    panel.locator(".noodle-server-wrong", has_text="N6").wait_for()


def _delete(page: Any, panel: Any) -> None:
    """Not what an alias names, and nothing without a question."""
    dialog = page.locator(".jp-Dialog")
    panel.get_by_label("Version 2", exact=True).get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Delete").click()
    panel.locator(".noodle-server-wrong", has_text="N7005").wait_for()
    first = panel.get_by_label("Version 1", exact=True)
    first.get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Keep it").click()
    assert first.count() == 1
    first.get_by_role("button", name="Delete").click()
    dialog.get_by_role("button", name="Delete").click()
    first.wait_for(state="detached")


def _draw(page: Any, panel: Any) -> None:
    """The graph, with the numbers of weights."""
    panel.get_by_label("Version 2", exact=True).get_by_role("button", name="Graph").click()
    graph = page.locator(".noodle-modelgraph")
    graph.locator(".ng-op", has_text="linear").first.click()
    graph.locator(".ng-panel .ng-histogram").first.wait_for()
    assert "f32[N, 8]" in graph.locator(".ng-panel").inner_text()
