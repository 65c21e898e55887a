"""Programs that people run notebooks with: nbclient, papermill, nbconvert, the console."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pexpect
import pytest
from jupyter_client.kernelspec import get_kernel_spec
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter, PythonExporter

CELLS = ("count = 3", "[n * n for n in range(count)]", "%%python\nprint(2 ** 70)", "%types count")


def test_the_kernelspec_is_installed() -> None:
    spec = get_kernel_spec("noodle")
    assert spec.language == "noodle" and spec.metadata["debugger"] is True
    assert spec.argv[1:3] == ["-m", "noodle_kernel"]


@pytest.fixture(scope="module")
def notebook() -> nbformat.NotebookNode:
    """A notebook that nbclient ran."""
    made = _notebook(*CELLS)
    NotebookClient(made, kernel_name="noodle", timeout=60).execute()
    return made


def test_nbclient_runs_a_notebook(notebook: nbformat.NotebookNode) -> None:
    assert notebook.cells[1].outputs[0]["data"]["text/plain"] == "[0, 1, 4]"
    assert notebook.cells[2].outputs[0]["text"] == f"{2**70}\n"
    assert notebook.metadata["language_info"]["file_extension"] == ".noodle"


def test_nbclient_stops_at_an_error() -> None:
    with pytest.raises(CellExecutionError, match="N5002"):
        NotebookClient(_notebook("1 / 0", "2"), kernel_name="noodle", timeout=60).execute()


def test_nbconvert_makes_a_page_and_a_script(notebook: nbformat.NotebookNode) -> None:
    page, _ = HTMLExporter().from_notebook_node(notebook)
    assert '<span class="n">count</span>' in page, "the cells are coloured"
    script, _ = PythonExporter().from_notebook_node(notebook)
    assert "count = 3" in script


def test_papermill_gives_parameters(tmp_path: Path) -> None:
    made = _notebook("count = 3", "count * 2")
    made.cells[0].metadata["tags"] = ["parameters"]
    source, target = tmp_path / "in.ipynb", tmp_path / "out.ipynb"
    nbformat.write(made, source)
    command = [sys.executable, "-m", "papermill", str(source), str(target), "-p", "count", "21",
               "--no-progress-bar"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    ran = nbformat.read(target, as_version=4)
    assert ran.cells[-1].outputs[0]["data"]["text/plain"] == "42"


@pytest.mark.skipif(sys.platform == "win32", reason="pexpect needs a pseudo-terminal")
def test_the_console_runs_a_cell() -> None:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "jupyter_console", "--kernel=noodle", "--ZMQTerminalInteractiveShell.banner=hello",
         "--simple-prompt"],
        timeout=60, encoding="utf-8", env={**os.environ, "TERM": "dumb", "NO_COLOR": "1"},
    )  # fmt: skip
    try:
        child.expect(r"In \[\d+\]:")
        child.sendline("20 + 22")
        child.expect("42")
        child.sendline("1 / 0")
        child.expect("N5002")
        child.sendline("exit")
        child.expect(pexpect.EOF)
    finally:
        child.close(force=True)


def _notebook(*cells: str) -> nbformat.NotebookNode:
    made: nbformat.NotebookNode = nbformat.v4.new_notebook()
    made.cells = [nbformat.v4.new_code_cell(cell) for cell in cells]
    made.metadata["kernelspec"] = {"name": "noodle", "display_name": "Noodle", "language": "noodle"}
    return made
