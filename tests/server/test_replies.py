"""Cells with widgets end when they have ended: nbclient alone waits for the timeout of some."""

from __future__ import annotations

import time
from typing import Any

import nbformat
import pytest

from noodle_server.jobs.replies import Runner

CELLS = 30
"""Of these, nbclient alone overlooks about one reply, now and then none and now and then three."""
TIMEOUT_S = 60

CELL = """from ipywidgets import interact
@interact(first=(0, 9), second=(0, 9))
def blend_{number}(first=3, second=8):
    print(first + second)"""


@pytest.mark.timeout(300)
def test_a_reply_is_seen_when_it_is_there() -> None:
    took_s: list[float] = []
    started_s = [0.0]

    def starts(**_: Any) -> None:
        started_s[0] = time.monotonic()

    def ends(**_: Any) -> None:
        took_s.append(time.monotonic() - started_s[0])

    cells = [nbformat.v4.new_code_cell(CELL.format(number=number)) for number in range(CELLS)]
    kernel = {"name": "noodle", "display_name": "Noodle"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    Runner(notebook, timeout=TIMEOUT_S, on_cell_start=starts, on_cell_executed=ends).execute()
    assert len(took_s) == CELLS and max(took_s) < TIMEOUT_S / 2
