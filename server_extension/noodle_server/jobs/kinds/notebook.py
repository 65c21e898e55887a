"""Runs a notebook cell by cell. Each output is an event as it comes, and the notebook as far as it
was run is a file of the job after each cell: a tab that closes loses nothing, a job that is
cancelled keeps what it had.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, final

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode

from noodle_server.errors import ApiError
from noodle_server.jobs.replies import Runner
from noodle_server.schemas.model_requests import NotebookRequest

NAME: Final = "notebook.ipynb"
OUTPUT_AT_MOST: Final = 1_000_000
"""Characters of an output in its event; the file has all of it."""

OUTPUTS_AT_MOST: Final = 50_000_000
"""Characters of all of them; after that events only say that there was one."""

_TRUTHS: Final = {None: "None", True: "True", False: "False"}


def run(request: NotebookRequest, teller: Any) -> tuple[Any, Mapping[str, Any]]:
    """Raises ApiError N7033 for a cell that failed, N7004 for what is no notebook."""
    notebook = _read(request.notebook)
    if request.parameters:
        teller.tell("parameters", _set(notebook, request.parameters))
    runner = _Runner(notebook, request, teller)
    try:
        runner.execute()
    except NoSuchKernel as error:
        raise ApiError("N7004", str(error), hint="name a kernel that is installed") from None
    except CellExecutionError as error:
        raise runner.failed(error.ename, error.evalue, error.traceback) from None
    except CellTimeoutError as error:
        raise runner.failed("TimeoutError", str(error).splitlines()[0], "") from None
    except DeadKernelError:
        raise runner.failed("DeadKernelError", "the kernel has died", "") from None
    finally:
        runner.keep()
    return {"file": NAME, "cells": runner.ran}, {"cells": runner.ran}


@final
class _Runner(Runner):
    """Tells what happens while it does."""

    def __init__(self, notebook: NotebookNode, request: NotebookRequest, teller: Any) -> None:
        kernel = request.kernel_name or notebook.metadata.get("kernelspec", {}).get("name")
        super().__init__(
            notebook, kernel_name=kernel or "noodle", allow_errors=request.allow_errors,
            timeout=request.cell_timeout, record_timing=True,
            resources={"metadata": {"path": _place(request.folder)}},
        )  # fmt: skip
        self._teller = teller
        self._of = sum(each.cell_type == "code" for each in notebook.cells)
        self._index = 0
        self._told = 0
        self.ran = 0
        self.on_cell_execute = self._begins
        self.on_cell_executed = self._ended

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        """As nbclient, and tells outputs."""
        made = super().process_message(msg, cell, cell_index)
        kind, content = msg["msg_type"], msg["content"]
        if kind in ("stream", "display_data", "execute_result", "error", "update_display_data"):
            room = min(OUTPUT_AT_MOST, OUTPUTS_AT_MOST - self._told)
            output, size = _shown(kind, content, room)
            self._told += size
            self._tell(cell_index, "output", output=output)
        elif kind == "clear_output":
            self._tell(cell_index, "cleared")
        return made

    def keep(self) -> None:
        """Keeps the notebook as it is now."""
        self._teller.workplace.put(NAME, self._write)

    def failed(self, name: str, said: str, traceback: str) -> ApiError:
        """What the job's error is."""
        self._tell(self._index, "failed")
        return ApiError(
            "N7033", f"cell {self._index} failed: {name}: {said}", hint=f"see {NAME} of the job",
            details={"index": self._index, "name": name, "value": said,
                     "traceback": traceback[-20_000:]},
        )  # fmt: skip

    def _begins(self, cell: NotebookNode, cell_index: int, **_: Any) -> None:
        self._index = cell_index
        self._teller.progress(f"cell {self.ran + 1} of {self._of}", self.ran / max(self._of, 1))
        self._tell(cell_index, "running")

    def _ended(self, cell: NotebookNode, cell_index: int, execute_reply: Any, **_: Any) -> None:
        self.ran += 1
        if execute_reply["content"]["status"] == "ok":
            self._tell(cell_index, "done", execution_count=cell.execution_count)
        self.keep()

    def _tell(self, index: int, state: str, **more: Any) -> None:
        self._teller.tell("cell", {"index": index, "state": state, **more})

    def _write(self, place: Path) -> None:
        place.write_text(nbformat.writes(self.nb), encoding="utf-8")


def _read(given: Mapping[str, Any]) -> NotebookNode:
    try:
        made = nbformat.reads(json.dumps(given), as_version=4)
        made.nbformat_minor = max(made.nbformat_minor, 5)
        for cell in made.cells:
            cell.setdefault("id", uuid.uuid4().hex[:8])
        nbformat.validate(made)
    except (nbformat.ValidationError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise ApiError("N7004", f"it is not a notebook: {str(error)[:1000]}") from None
    found: NotebookNode = made
    return found


def _place(folder: str | None) -> str | None:
    """The folder on disk. Raises ApiError N7004 for what is none of Jupyter's."""
    if folder is None:
        return None
    inside = PurePosixPath(folder)
    place = Path(os.environ.get("NOODLE_ROOT", ""), inside)
    if inside.is_absolute() or ".." in inside.parts or not place.is_dir():
        raise ApiError("N7004", f"there is no folder {folder!r} to run the notebook in",
                       hint="name a folder as Jupyter's file browser does")  # fmt: skip
    return str(place)


def _set(notebook: NotebookNode, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """As papermill does it: in place of what an earlier run has set. Where, and what is there."""
    source = "\n".join(["# Parameters", *(f"{name} = {_literal(value)}"
                                          for name, value in parameters.items())])  # fmt: skip
    cell = nbformat.v4.new_code_cell(source)
    cell.metadata["tags"] = ["injected-parameters"]
    cells = [each for each in notebook.cells if "injected-parameters" not in _tags(each)]
    at = next((number for number, each in enumerate(cells, 1) if "parameters" in _tags(each)), 0)
    notebook.cells = [*cells[:at], cell, *cells[at:]]
    return {"index": at, "source": source}


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))


def _literal(value: Any) -> str:
    """JSON's values as source."""
    if value is None or isinstance(value, bool):
        return _TRUTHS[value]
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key!r}: {_literal(each)}' for key, each in value.items())}}}"
    return repr(value)


def _shown(kind: str, content: Mapping[str, Any], room: int) -> tuple[dict[str, Any], int]:
    """An output as nbformat has it, with the `display_id` by which it is replaced later, cut to the
    room there is; and the room that it takes."""
    made = {"output_type": kind, **{name: value for name, value in content.items()
                                    if name != "transient"}}  # fmt: skip
    if display_id := content.get("transient", {}).get("display_id"):
        made["display_id"] = display_id
    size = len(json.dumps(made))
    if size <= room:
        return made, size
    cut = {"output_type": kind, "is_cut": True, "characters": size}
    text = content.get("text")
    if isinstance(text, str) and room > 0:
        return {**made, **cut, "text": text[:room]}, room
    return cut, 0
