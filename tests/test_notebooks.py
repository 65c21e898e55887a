"""Every notebook runs through the kernel it names, and is kept clean: no outputs, Noodle's kernel."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from scripts import run_notebook

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
by_name = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def test_there_is_a_tour() -> None:
    assert (FOLDER / "00-tour.ipynb") in NOTEBOOKS


@by_name
@pytest.mark.timeout(300)  # they train: a busy machine needs longer than for other tests
def test_notebook_runs_and_is_saved(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run_notebook.main([str(path), "--output", str(tmp_path)])
    printed = capsys.readouterr()
    assert status == 0, printed.err
    executed = nbformat.read(tmp_path / f"{path.stem}.ipynb", as_version=4)
    run = [cell for cell in executed.cells if run_notebook.is_run(cell)]
    assert [cell.execution_count for cell in run] == list(range(1, len(run) + 1))
    assert printed.out.count(" s  ") == len(run), "one line a cell"
    assert path.stem in (tmp_path / f"{path.stem}.html").name


@by_name
def test_notebook_is_kept_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "noodle"
    assert "widgets" not in notebook.metadata
    for cell in notebook.cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_a_page_has_the_still_picture_that_a_widget_brings() -> None:
    view = {run_notebook.WIDGET_VIEW: {"model_id": "1"}, "text/plain": "<it>"}
    bare = nbformat.v4.new_output("display_data", data=dict(view))
    drawn = nbformat.v4.new_output("display_data", data={**view, "image/svg+xml": "<svg/>"})
    assert run_notebook.stills(bare, {})[0].output_type == "stream"
    assert run_notebook.stills(drawn, {}) == [drawn]
    assert drawn.data.keys() == {"text/plain", "image/svg+xml"}


def test_a_failing_cell_fails_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_cells(tmp_path, "1 / 0") == 1
    assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_missing_error_fails_the_run(tmp_path: Path) -> None:
    assert run_cells(tmp_path, "1 + 1", tags=["raises-exception"]) == 1


def run_cells(folder: Path, source: str, tags: list[str] | None = None) -> int:
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": tags or []})
    kernel = {"name": "noodle", "display_name": "Noodle", "language": "noodle"}
    notebook = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    nbformat.write(notebook, folder / "case.ipynb")
    return run_notebook.main([str(folder / "case.ipynb"), "--output", str(folder / "out")])
