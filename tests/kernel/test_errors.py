"""How errors look in a notebook: codes, carets, frames, colours; and that the kernel lives on."""

from __future__ import annotations

from tests.kernel.client import Client


def test_a_syntax_error_is_drawn_by_our_renderer(kernel: Client) -> None:
    result = kernel.run("x = 1\ny = = 2")
    assert result.status == "error" and result.reply["ename"] == "SourceError"
    number = result.reply["execution_count"]
    assert result.error.splitlines() == [
        "error[N1001]: invalid syntax",
        f"  --> cell {number}:2:5",
        "   2 | y = = 2",
        "     |     ^",
    ]


def test_a_runtime_error_shows_noodle_frames_with_carets(kernel: Client) -> None:
    kernel.run("def inner(n):\n    return 10 // n\n\ndef outer(n):\n    return inner(n) + 1")
    result = kernel.run("outer(0)")
    assert result.reply["ename"] == "ZeroDivisionError"
    assert result.reply["evalue"] == "integer division or modulo by zero"
    lines = result.error.splitlines()
    assert lines[0].startswith("error[N5002]: ZeroDivisionError")
    assert lines[1].endswith(":2:12 in inner")
    assert lines[3] == "     |            ^^^^^^^"
    assert "called from" in lines[4] and lines[4].endswith(":5:12 in outer")
    assert lines[7].startswith("  called from cell")


def test_library_frames_take_one_line_each(kernel: Client) -> None:
    result = kernel.run("import json\njson.loads('{')")
    assert "  in json/decoder.py" in result.error
    assert "raise JSONDecodeError" not in result.error
    assert "ipykernel" not in result.error and "site-packages" not in result.error


def test_an_overflow_traps_with_a_hint(kernel: Client) -> None:
    result = kernel.run("def bump(a: i64):\n    return a + 1\nbump(2**63 - 1)")
    assert result.reply["ename"] == "OverflowTrap"
    assert result.error.startswith("error[N5001]") and "bigint" in result.error
    assert "/nbc/" not in result.error


def test_chained_and_grouped_exceptions_are_all_shown(kernel: Client) -> None:
    code = "try:\n    {}['k']\nexcept KeyError as e:\n    raise ValueError('bad') from e"
    result = kernel.run(code)
    assert result.error.index("N5006") < result.error.index("caused by")
    assert result.error.index("caused by") < result.error.index("N5004")
    group = kernel.run("raise ExceptionGroup('two', [ValueError('a'), TypeError('b')])")
    assert "part 2 of 2" in group.error and "TypeError: b" in group.error


def test_colours_are_ansi_and_can_be_turned_off(kernel: Client) -> None:
    assert "\x1b[" in "".join(kernel.run("1 / 0").of("error")[0]["traceback"])
    kernel.run("%colors NoColor")
    assert "\x1b[" not in "".join(kernel.run("1 / 0").of("error")[0]["traceback"])
    kernel.run("%colors Neutral")


def test_another_xmode_gives_ipythons_traceback(kernel: Client) -> None:
    kernel.run("%xmode Plain")
    assert "Traceback (most recent call last)" in kernel.run("1 / 0").error
    kernel.run("%xmode Context")
    assert kernel.run("1 / 0").error.startswith("error[N5002]")


def test_a_misspelt_name_is_guessed(kernel: Client) -> None:
    kernel.run("temperature = 3")
    assert "temperature" in kernel.run("temperatur + 1").error.splitlines()[-1]


def test_the_last_error_is_kept_for_tb_and_post_mortem(kernel: Client) -> None:
    kernel.run("1 / 0")
    assert "error[N5002]" in kernel.run("%tb").error
    assert kernel.run("import sys\nsys.last_type.__name__").value == "'ZeroDivisionError'"


def test_a_bug_of_the_compiler_is_a_coded_error(kernel: Client) -> None:
    kernel.run("real = get_ipython().language.session.compile")
    broken = "def broken(*args, **more): raise KeyError('our bug')\n"
    kernel.run(f"%%python\n{broken}get_ipython().language.session = type('S', (), {{}})()\n"
               "get_ipython().language.session.compile = broken")  # fmt: skip
    result = kernel.run("1 + 1")
    assert result.error.startswith("error[N9001]") and "%%python" in result.error
    assert "Traceback" not in result.error
    kernel.run("%%python\nget_ipython().language.session = real.__self__")
    assert kernel.run("1 + 1").value == "2"


def test_a_missing_magic_or_exit_keeps_the_kernel(kernel: Client) -> None:
    assert "not found" in kernel.run("%nosuchmagic").stderr
    assert kernel.run("raise SystemExit(3)").reply["ename"] == "SystemExit"
    assert kernel.run("2").value == "2"


def test_frames_of_python_cells_have_carets_too(kernel: Client) -> None:
    kernel.run("%%python\ndef relay(g):\n    return g()")
    result = kernel.run("relay(lambda: 1 / 0)")
    assert "in relay" in result.error and "|     return g()" in result.error
    assert "/tmp/" not in result.error


def test_all_errors_of_a_cell_come_before_it_runs(kernel: Client) -> None:
    kernel.run("import numpy as np\nleft = np.zeros((3, 4))\nright = np.ones((5, 6))")
    result = kernel.run("print('ran')\nleft @ right\nfirst = nosuchname\nlen(1, 2)")
    assert result.stdout == ""
    codes = [line[6:11] for line in result.error.splitlines() if line.startswith("error[")]
    assert codes == ["N2002", "N2005", "N2004"]
    assert "f64[3, 4]" in result.error and "f64[5, 6]" in result.error


def test_both_sides_of_a_disagreement_are_shown_with_their_cells(kernel: Client) -> None:
    defined = kernel.run("def mix(a: f64[n, k], b: f64[k, m]) -> f64[n, m]:\n    return a @ b")
    called = kernel.run("mix(left, right)")
    places = [line for line in called.error.splitlines() if line.startswith("  -->")]
    numbers = {place.split("cell ")[1].partition(":")[0] for place in places}
    assert numbers == {
        str(defined.reply["execution_count"]), str(called.reply["execution_count"])
    }  # fmt: skip


def test_what_cannot_be_traced_is_placed_in_its_cell(kernel: Client) -> None:
    result = kernel.run(
        "@model\ndef odd(x: f32[N, 4]):\n    if x.sum() > 0:\n        x = -x\n    return x"
    )
    lines = result.error.splitlines()
    assert lines[0].startswith("error[N6003]") and ":3:8" in lines[1]
    assert lines[1].startswith("  --> cell ") and "if x.sum() > 0:" in lines[2]


def test_data_that_do_not_fit_a_network_show_the_line_that_gave_them(kernel: Client) -> None:
    kernel.run("@model\ndef tiny(x: f32[N, 4]):\n    return linear(x, 2)\ntiny.init()")
    result = kernel.run("import numpy as np\ntiny(np.ones((3, 5), np.float32))")
    lines = result.error.splitlines()
    assert lines[0].startswith("error[N6010]: input x is f32[N, 4], got f32[3, 5]")
    assert "tiny(np.ones((3, 5), np.float32))" in lines[2]
    assert "models.py" not in result.error
