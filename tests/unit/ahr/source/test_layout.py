"""Every exported source is laid out as `ruff format` does it, and clean under ruff's own rules: of
each op in each of its forms, and of whole networks."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ahr.graph import Graph
from ahr.ops.row import CannotWrite
from ahr.source.keras_source import keras_source
from ahr.source.noodle_source import noodle_source
from ahr.source.numpy_source import numpy_source
from ahr.source.torch_source import torch_source
from tests.unit.ahr.ops.samples import samples
from tests.unit.ahr.ops.test_differential import graph_of
from tests.unit.ahr.source import test_blocks, test_sources

RUFF = [sys.executable, "-m", "ruff"]
WRITERS: dict[str, Callable[[Graph], str]] = {
    "torch": lambda graph: torch_source(graph).text,
    "keras": lambda graph: keras_source(graph).text,
    "numpy": lambda graph: numpy_source(graph).text,
    "noodle": lambda graph: noodle_source(graph).text,
}
NETWORKS = (*test_sources.MODELS.values(), *test_blocks.MODELS.values())
BESIDE = {"noodle": ["--ignore", "F821"]}
"""Layers and names of lengths are no names of Python."""


@pytest.mark.parametrize("target", WRITERS)
def test_sources_are_clean(target: str, tmp_path: Path) -> None:
    graphs = [graph_of(sample)[0] for sample in samples()]
    graphs += [each().graph for each in NETWORKS]
    written = 0
    for number, graph in enumerate(graphs):
        try:
            text = WRITERS[target](graph)
        except CannotWrite:
            continue
        (tmp_path / f"net_{number}.py").write_text(text)
        written += 1
    assert written > 0.7 * len(graphs)
    for arguments in (["check", "--isolated", "--output-format", "concise"],
                      ["format", "--isolated", "--diff"]):  # fmt: skip
        beside = BESIDE.get(target, []) if arguments[0] == "check" else []
        command = [*RUFF, *arguments, *beside, str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
