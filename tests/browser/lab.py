"""JupyterLab with a browser in front of it, for tests of what people see."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, final

import nbformat

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
EXTENSIONS: Final = Path(__file__).parents[2] / "labextension" / "built"
"""This checkout's extension, whatever is installed."""
_START_S: Final = 60.0
_OTHERS: Final = ("Could not restore the debugger state",)
"""How errors begin that JupyterLab logs when a kernel ends while it is asked for its debugger."""
_CONNECTED: Final = """async limit => {
  const start = Date.now();
  while (Date.now() - start < limit) {
    const app = window.jupyterapp;
    const session = app?.shell?.currentWidget?.context?.sessionContext;
    if (session && app.commands.hasCommand('notebook:run-all-cells')) {
      await session.ready;
      const kernel = session.session?.kernel;
      if (kernel?.connectionStatus === 'connected') {
        await kernel.info;
        return true;
      }
    }
    await new Promise(done => setTimeout(done, 100));
  }
  return false;
}"""
"""Waits until a kernel is there: before, running a cell would ask for a kernel."""
_SAME_SITE: Final = {"Cookie": f"_xsrf={'ab' * 16}", "X-XSRFToken": "ab" * 16}
"""What a request that changes something says besides: the same twice."""
_CHANGE_THEME: Final = (
    "theme => void window.jupyterapp.commands.execute('apputils:change-theme', { theme })"
)
_HAS_THEME: Final = "theme => document.body.dataset.jpThemeName === theme"
_RUN_ALL: Final = "void window.jupyterapp.commands.execute('notebook:run-all-cells')"


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
def lab(folder: Path, *more_options: str) -> Iterator[str]:
    """A JupyterLab over `folder`, with settings of its own; its address."""
    own = {name: folder / ".own" / name for name in ("config", "run", "data", "settings", "spaces")}
    chosen = own["settings"] / "@jupyterlab/apputils-extension"
    chosen.mkdir(parents=True, exist_ok=True)
    (chosen / "notification.jupyterlab-settings").write_text('{"fetchNews": "false"}')
    (chosen / "themes.jupyterlab-settings").write_text('{"theme": "JupyterLab Light"}')
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
        f"--LabApp.extra_labextensions_path={EXTENSIONS}",
        "--LabApp.extension_manager=readonly", *more_options,
    )  # fmt: skip
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", "jupyterlab", *options], env=environment,
                                  stdout=log, stderr=subprocess.STDOUT)  # fmt: skip
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            _end(server)


@final
class Browser:
    """A browser without a window."""

    def __enter__(self) -> Any:
        from playwright.sync_api import sync_playwright  # lazy: tests skip without it

        self._playwright = sync_playwright().start()
        return self._playwright.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )

    def __exit__(self, *_: object) -> None:
        self._playwright.stop()


@contextmanager
def new_page(browser: Any) -> Iterator[Any]:
    """A page with storage of its own; errors of the page are listed in `page.problems`."""
    page: Any = browser.new_page(viewport={"width": 1250, "height": 1000})
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("console", lambda said: _note_error(page, said))
    page.on("request", lambda asked: _note_outside(page, asked.url))
    page.set_default_timeout(_START_S * 1000)
    yield page
    page.close()


@contextmanager
def browser_page() -> Iterator[Any]:
    """A page of a browser of its own."""
    with Browser() as browser, new_page(browser) as page:
        yield page


def open_notebook(page: Any, address: str, name: str) -> None:
    """Opens it and waits for its kernel."""
    page.goto(f"{address}/lab/tree/{name}?reset")
    assert page.evaluate(_CONNECTED, _START_S * 1000), "no kernel"


def choose_theme(page: Any, theme: str) -> None:
    """ "Light" or "Dark". It stays the server's: whoever chooses another one chooses back."""
    page.evaluate(_CHANGE_THEME, f"JupyterLab {theme}")
    page.wait_for_function(_HAS_THEME, arg=f"JupyterLab {theme}")


def end_work(address: str) -> None:
    """Ends every kernel and job of the server, so that tests do not slow each other."""
    for session in _asked(f"{address}/api/sessions"):
        _tell("DELETE", f"{address}/api/sessions/{session['id']}")
    jobs = f"{address}/noodle/api/v1/jobs"
    for state in ("queued", "running"):
        for job in _asked(f"{jobs}?state={state}")["items"]:
            _tell("POST", f"{jobs}/{job['id']}/cancel")


def _asked(address: str) -> Any:
    with urllib.request.urlopen(address) as answer:
        return json.load(answer)


def _tell(method: str, address: str) -> None:
    with suppress(urllib.error.HTTPError):
        urllib.request.urlopen(
            urllib.request.Request(address, method=method, headers=_SAME_SITE)
        ).close()


def open_and_run(page: Any, address: str, name: str) -> None:
    open_notebook(page, address, name)
    page.evaluate(_RUN_ALL)


def _end(server: subprocess.Popen[bytes]) -> None:
    """A kernel that does not end keeps its server from ending; without one it ends too."""
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(10)


def _note_error(page: Any, said: Any) -> None:
    if said.type == "error" and not said.text.startswith(_OTHERS):
        page.problems.append(said.text)


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
