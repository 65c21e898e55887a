"""The smoke test: something of each package, in five seconds, before each commit."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from pygments.lexers import get_lexer_by_name
from pygments.token import Keyword

import ahr
import nbc
import noodle_server
from benchmarks.measure import add_row, by_turns, new_table

SEED = """
{"instructions": [{"opcode": "PUSH", "operands": ["matrix_a"]}, {"opcode": "PUSH", "operands": ["matrix_b"]},
                  {"opcode": "MATRIX_MULTIPLY"}, {"opcode": "STORE", "operands": ["result"]}],
 "constants": {}, "variables": ["matrix_a", "matrix_b", "result"]}
"""


def test_session_runs_source() -> None:
    session = nbc.Session()
    session.run("def double(x):\n    return 2 * x")
    assert session.run("double(21)") == 42
    assert session["double"](1.5) == 3.0


def test_errors_come_before_the_run() -> None:
    session = nbc.Session()
    with pytest.raises(nbc.SourceError) as caught:
        session.run("started = True\nprint(strated)")
    assert caught.value.code == "N2005"
    assert "started" not in session


def test_seed_program_loads_and_runs() -> None:
    session = nbc.Session()
    session.bind(matrix_a=numpy.ones((2, 3)), matrix_b=numpy.ones((3, 4)))
    session.execute(nbc.load(SEED))
    assert session["result"].shape == (2, 4)
    assert json.loads(SEED)["variables"] == list(nbc.load(SEED).to_json()["variables"])


def test_steps_show_the_stack() -> None:
    program = nbc.Session().compile("total = 1 + 2")
    steps = list(nbc.step(program, {}))
    assert steps[-1].variables["total"] == 3


def test_command_line_runs_a_file(tmp_path: Path) -> None:
    file = tmp_path / "hello.noodle"
    file.write_text("print('hello')")
    command = [sys.executable, "-m", "nbc", "run", str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "hello\n"), done.stderr


def test_kernel_is_installed() -> None:
    spec = KernelSpecManager().get_kernel_spec("noodle")
    assert spec.argv[1:3] == ["-m", "noodle_kernel"]
    assert spec.metadata["debugger"]
    assert (Path(spec.resource_dir) / "logo-svg.svg").is_file()


def test_lexer_is_installed() -> None:
    tokens = list(get_lexer_by_name("noodle").get_tokens("def f(x: f64): pass"))
    assert (Keyword.Type, "f64") in tokens


def test_server_is_found_by_jupyter() -> None:
    (point,) = noodle_server._jupyter_server_extension_points()
    assert point["app"].name == point["module"] == "noodle_server"


def test_a_network_is_a_function() -> None:
    net = nbc.Session().run("@model\ndef net(x: f32[N, 2]): return linear(x, 3)\nnet")
    assert isinstance(net, ahr.Model)


def test_benchmark_takes_turns() -> None:
    order: list[str] = []
    row = by_turns("x", lambda: order.append("n"), lambda: order.append("r"), turns=4, bound=1.0)
    assert "".join(order) == "nr" + "rnnrrnnr"
    table = new_table("name", "title", "rival")
    add_row(table, row)
    assert table.to_json()["rows"][0]["name"] == "x"
