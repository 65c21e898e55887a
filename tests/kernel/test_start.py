"""What the kernel says it is, and that it starts with nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.kernel.client import Client

HEAVY = {"torch", "numba", "llvmlite", "numpy", "pandas", "matplotlib", "jedi", "ipywidgets"}
REQUEST = {"type": "request", "command": "debugInfo", "seq": 1, "arguments": {}}


@pytest.mark.parametrize(
    ("module", "unwanted"), [("kernel", HEAVY | {"nbc", "debugpy"}), ("language", HEAVY)]
)
def test_the_start_imports_nothing_heavy(module: str, unwanted: set[str]) -> None:
    program = f"import sys, noodle_kernel.{module}; print(*sorted({unwanted!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_the_kernel_introduces_itself(kernel: Client) -> None:
    info = kernel.reply(kernel.channels.kernel_info())
    language = info["language_info"]
    assert info["implementation"] == "noodle" and "Noodle" in info["banner"]
    assert (language["name"], language["mimetype"]) == ("noodle", "text/x-noodle")
    assert (language["file_extension"], language["pygments_lexer"]) == (".noodle", "noodle")
    assert language["codemirror_mode"]["name"] == "noodle"
    assert {"kernel subshells", "debugger"} <= set(info["supported_features"])
    assert info["status"] == "ok"


def test_kernel_info_is_on_control_too(kernel: Client) -> None:
    assert kernel.control("kernel_info_request", {})["implementation"] == "noodle"


def test_a_cell_runs_without_numpy_and_debugger(kernel: Client) -> None:
    kernel.run("def f(a: i64) -> i64:\n    return a + 1\nf(2)")
    loaded = "import sys\n{'numpy', 'debugpy', 'pydevd'} & set(sys.modules)"
    assert kernel.run(loaded).value == "set()"
    told = kernel.control("debug_request", REQUEST)
    assert kernel.run(loaded).value == "set()"
    kernel.control("debug_request", REQUEST | {"command": "modules"})
    assert told == kernel.control("debug_request", REQUEST)
    assert "'debugpy'" in str(kernel.run(loaded).value)
