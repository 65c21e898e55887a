"""JupyterLab with a browser in front of it, for tests of what people see."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import nbformat

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_START_S: Final = 60.0
_RUN_ALL: Final = """async limit => {
  const start = Date.now();
  while (Date.now() - start < limit) {
    const app = window.jupyterapp;
    const session = app?.shell?.currentWidget?.context?.sessionContext;
    if (session && app.commands.hasCommand('notebook:run-all-cells')) {
      await session.ready;
      const kernel = session.session?.kernel;
      if (kernel?.connectionStatus === 'connected') {
        await kernel.info;
        void app.commands.execute('notebook:run-all-cells');
        return true;
      }
    }
    await new Promise(done => setTimeout(done, 100));
  }
  return false;
}"""
"""Asks for all cells to be run once a kernel is there: before, that would ask for a kernel."""


def browser_path() -> str | None:
    """A browser that is installed."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def write_notebook(path: Path, cells: Sequence[str], *, kernel: str = "noodle") -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata={"kernelspec": {"name": kernel, "display_name": kernel}},
    )
    nbformat.write(notebook, path)


@contextmanager
def lab(folder: Path, theme: str = "JupyterLab Light") -> Iterator[str]:
    """A JupyterLab over `folder`, with settings of its own; its address."""
    own = {name: folder / ".own" / name for name in ("config", "run", "data", "settings", "spaces")}
    chosen = own["settings"] / "@jupyterlab/apputils-extension"
    chosen.mkdir(parents=True, exist_ok=True)
    (chosen / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    (chosen / "themes.jupyterlab-settings").write_text(json.dumps({"theme": theme}))
    environment = os.environ | {
        "JUPYTER_CONFIG_DIR": str(own["config"]), "JUPYTER_RUNTIME_DIR": str(own["run"]),
        "JUPYTER_DATA_DIR": str(own["data"]), "JUPYTERLAB_SETTINGS_DIR": str(own["settings"]),
        "JUPYTERLAB_WORKSPACES_DIR": str(own["spaces"]), "IPYTHONDIR": str(own["config"]),
    }  # fmt: skip
    port = _free_port()
    options = (
        "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", "--IdentityProvider.token=",
        f"--ServerApp.root_dir={folder}", "--LabApp.expose_app_in_browser=True",
        "--LabApp.extension_manager=readonly",
    )  # fmt: skip
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", "jupyterlab", *options], env=environment,
                                  stdout=log, stderr=subprocess.STDOUT)  # fmt: skip
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            _end(server)


@contextmanager
def browser_page() -> Iterator[Any]:
    """A page of a browser; errors of the page are listed in `page.problems`."""
    from playwright.sync_api import sync_playwright  # lazy: tests skip without it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page: Any = browser.new_page(viewport={"width": 1250, "height": 1000})
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda asked: _note_outside(page, asked.url))
        yield page
        browser.close()


def open_and_run(page: Any, address: str, name: str) -> None:
    page.goto(f"{address}/lab/tree/{name}?reset")
    assert page.evaluate(_RUN_ALL, _START_S * 1000), "no kernel"


def _end(server: subprocess.Popen[bytes]) -> None:
    """A kernel that does not end keeps its server from ending; without one it ends too."""
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(10)


def _note_outside(page: Any, url: str) -> None:
    if url.startswith("http") and not url.startswith("http://127.0.0.1"):
        page.problems.append(f"asked for {url}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 0.2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("JupyterLab did not start")
