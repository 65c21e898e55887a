"""Noodle's own magics: each row of the table does what its summary says."""

from __future__ import annotations

import json

import pytest

from noodle_kernel.magics import MAGICS, reference
from tests.kernel.client import Client


def test_every_magic_is_listed_and_has_help(kernel: Client) -> None:
    listed = kernel.run("print(get_ipython().run_line_magic('lsmagic', ''))").stdout
    for row in MAGICS:
        mark = "%%" if row.kind == "cell" else "%"
        assert f"{mark}{row.name}" in listed
    assert "without running it" in str(kernel.run("%%bytecode?").reply["payload"])


def test_bytecode_shows_the_cell_and_does_not_run_it(kernel: Client) -> None:
    result = kernel.run("%%bytecode\nmissing_so_far = print('ran')")
    assert "STORE missing_so_far" in result.stdout and "CALL" in result.stdout
    assert kernel.run("'missing_so_far' in dir()").value == "False"


def test_bytecode_as_json_is_the_interchange_form(kernel: Client) -> None:
    bundle = kernel.run("%%bytecode --json\ntotal = 1 + len('ab')").of("display_data")[0]["data"]
    assert {"opcode": "ADD"} in [
        {"opcode": each["opcode"]} for each in bundle["application/json"]["instructions"]
    ]
    assert json.loads(bundle["text/plain"]) == bundle["application/json"]


def test_bytecode_of_a_function_by_name(kernel: Client) -> None:
    kernel.run("def half(v):\n    return v / 2")
    assert "DIVIDE" in kernel.run("%bytecode half").stdout
    assert "UsageError" in kernel.run("%bytecode len").stderr
    assert "UsageError" in kernel.run("%bytecode").stderr


def test_an_error_in_the_body_counts_lines_from_the_magic(kernel: Client) -> None:
    assert ":3:5" in kernel.run("%%bytecode\na = 1\nb = = 2").error
    assert ":2:1" in kernel.run("%%time\n1 / 0").error


def test_explain_names_a_tier_for_each_line(kernel: Client) -> None:
    bundle = kernel.run("%%explain\na = 1\nb = a + 1").of("display_data")[0]["data"]
    rows = [line.split() for line in bundle["text/plain"].splitlines()]
    assert [row[0] for row in rows] == ["line", "2", "3"]
    assert all("vm" in row for row in rows[1:])
    assert "<table" in bundle["text/html"]


def test_types_lists_variables_with_shapes(kernel: Client) -> None:
    kernel.run("import numpy as np\ngrid = np.ones((2, 3), dtype=np.float32)\nlabel = 'abc'\n"
               "class Odd:\n    def __repr__(self): raise ValueError\nodd = Odd()")  # fmt: skip
    text = kernel.run("%types").of("display_data")[0]["data"]["text/plain"]
    rows = {line.split()[0]: line.split()[1:] for line in text.splitlines()}
    assert " ".join(rows["grid"]) == "f32[2, 3] 2 × 3 [[1. 1. 1.] [1. 1. 1.]]"
    assert rows["label"] == ["str", "'abc'"]
    assert rows["odd"] == ["Odd", "<Odd>"]
    only = kernel.run("%types gr*").of("display_data")[0]["data"]["text/plain"]
    assert len(only.splitlines()) == 2
    assert "No variables match" in kernel.run("%types zzz").stdout


def test_time_runs_the_cell_as_noodle(kernel: Client) -> None:
    result = kernel.run("%%time\nstep: i64 = 2**63 - 1\nstep + 1")
    assert result.reply["ename"] == "OverflowTrap"
    result = kernel.run("%%time\nquick = 4\nquick")
    assert "Wall time" in result.stdout and result.value == "4"


@pytest.mark.parametrize("other", ["%%timeit -n1 -r1\n1", "%%bash\ntrue", "%time 1"])
def test_ours_win_even_after_ipythons_load(kernel: Client, other: str) -> None:
    assert kernel.run(other).status == "ok"
    assert "CPU time:" in kernel.run("%%time\n1").stdout
    assert kernel.run("%%capture\n%%python\nalso = 2**64").status == "ok"
    assert kernel.run("also").value == str(2**64)


def test_the_page_of_magics_is_up_to_date() -> None:
    assert reference.PAGE.read_text(encoding="utf-8") == reference.text()
