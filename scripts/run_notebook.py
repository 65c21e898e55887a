"""Run notebooks through the kernels they name and save them, executed, as .ipynb and as HTML.

    python scripts/run_notebook.py notebooks/00-tour.ipynb [--output build]

Prints a line per cell. A cell tagged `raises-exception` must raise; any other cell must not: the
exit code says whether all did as they should. In the page, widgets stand as what they showed, since
no kernel is behind it, and nothing is loaded from the network.
"""

from __future__ import annotations

import argparse
import sys
import time
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final

import nbformat
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

from noodle_server.jobs.replies import Runner

CELL_TIMEOUT_S = 120
RAISES = "raises-exception"
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
PICTURES = {"image/svg+xml", "image/png", "text/html"}

CLIENT_CONFIG = Config({"KernelManager": {"transport_encryption": "auto"}})
PAGE_CONFIG = Config(
    {"HTMLExporter": {"embed_images": True, "mathjax_url": "", "require_js_url": ""}}
)


@final
@dataclass(frozen=True, slots=True)
class Outcome:
    """An executed notebook and what went wrong in it, a line each."""

    notebook: Any
    failures: tuple[str, ...]


@final
class ProgressClient(Runner):
    """Says which cell runs and how long it took."""

    def __init__(self, notebook: Any, folder: Path) -> None:
        super().__init__(
            notebook,
            timeout=CELL_TIMEOUT_S,
            resources={"metadata": {"path": str(folder)}},
            on_cell_start=self.note_start,
            on_cell_executed=self.report,
            config=CLIENT_CONFIG,
        )
        self.started_s = 0.0
        self.count = sum(is_run(cell) for cell in notebook.cells)
        self.number = 0

    def note_start(self, cell: Any, cell_index: int) -> None:
        self.started_s = time.perf_counter()

    def report(self, cell: Any, cell_index: int, execute_reply: Any) -> None:
        self.number += 1
        took_s = time.perf_counter() - self.started_s
        failed = execute_reply["content"]["status"] != "ok"
        status = ("error, as it should" if expects_error(cell) else "error") if failed else "ok"
        print(
            f"  cell {self.number:2}/{self.count}  {took_s:6.2f} s  {status:19}  {title_of(cell)}",
            flush=True,
        )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, default=Path("build"))
    options = parser.parse_args(arguments)
    failures = 0
    for path in options.notebooks:
        print(f"{path}", flush=True)
        outcome = run(path)
        for file in save(outcome.notebook, path.stem, options.output):
            print(f"  saved {file}")
        for failure in outcome.failures:
            print(f"  FAILED {failure}", file=sys.stderr)
        failures += len(outcome.failures)
    return 1 if failures else 0


def run(path: Path) -> Outcome:
    """Run every cell in order in the notebook's own kernel, up to the first that fails."""
    notebook = nbformat.read(path, as_version=4)
    failures: list[str] = []
    try:
        ProgressClient(notebook, path.resolve().parent).execute()
    except (CellExecutionError, DeadKernelError, RuntimeError, TimeoutError) as error:
        failures.append(str(error))
    failures += [
        f"no error in a cell that should raise: {title_of(cell)}"
        for cell in notebook.cells
        if not failures and is_run(cell) and expects_error(cell) and not raised(cell)
    ]
    return Outcome(notebook, tuple(failures))


def save(notebook: Any, stem: str, folder: Path) -> tuple[Path, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    executed, page = folder / f"{stem}.ipynb", folder / f"{stem}.html"
    nbformat.write(notebook, executed)
    body, _ = HTMLExporter(config=PAGE_CONFIG).from_notebook_node(without_widgets(notebook))
    page.write_text(body, encoding="utf-8")
    return executed, page


def without_widgets(notebook: Any) -> Any:
    """A copy in which each widget is replaced by its settings and what its output areas show."""
    copy = deepcopy(notebook)
    state = copy.metadata.pop("widgets", {}).get(WIDGET_STATE, {}).get("state", {})
    for cell in filter(is_run, copy.cells):
        cell.outputs = [still for output in cell.outputs for still in stills(output, state)]
    return copy


def stills(output: Any, state: Any) -> list[Any]:
    data = output.get("data", {})
    view = data.get(WIDGET_VIEW)
    if view is None:
        return [output]
    if data.keys() & PICTURES:  # it brings a still picture of its own
        del data[WIDGET_VIEW]
        return [output]
    models = with_children(view["model_id"], state)
    settings = [
        f"{model['description']} = {model['value']}"
        for model in models
        if model.get("description") and "value" in model
    ]
    shown = [nbformat.from_dict(inner) for model in models for inner in model.get("outputs", ())]
    return [nbformat.v4.new_output("stream", text=f"[widget: {', '.join(settings)}]\n"), *shown]


def with_children(model_id: str, state: Any) -> list[Any]:
    model = state.get(model_id, {}).get("state", {})
    children = [child.removeprefix("IPY_MODEL_") for child in model.get("children", ())]
    return [model, *(inner for child in children for inner in with_children(child, state))]


def is_run(cell: Any) -> bool:
    return bool(cell.cell_type == "code" and cell.source.strip())


def expects_error(cell: Any) -> bool:
    return RAISES in cell.metadata.get("tags", ())


def raised(cell: Any) -> bool:
    return any(output.output_type == "error" for output in cell.outputs)


def title_of(cell: Any) -> str:
    """The cell's first line, short."""
    line = str(cell.source).strip().partition("\n")[0]
    return line if len(line) <= 60 else line[:57] + "..."


if __name__ == "__main__":
    sys.exit(main())
