"""The command line, in this process: what it prints, and the exit codes."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from nbc.__main__ import main
from nbc.bytecode import MAGIC, NBC_VERSION
from nbc.native.dispatch.backend import BACKEND

PROGRAM = "def f(n):\n    return n * 2\n\nprint(f(21))\n"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "argv", list(sys.argv))
    path = tmp_path / "program.noodle"
    path.write_text(PROGRAM)
    return path


def test_run(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(file)]) == 0
    assert capsys.readouterr().out == "42\n"


def test_run_gives_the_program_its_arguments(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("import sys\nprint(sys.argv[1:], __name__)\n")
    assert main(["run", str(file), "a", "b"]) == 0
    assert capsys.readouterr().out == "['a', 'b'] __main__\n"


@pytest.mark.parametrize("name", ["program.nbc", "program.json"])
def test_compiled_programs_run(file: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", str(file), "-o", name]) == 0
    data = Path(name).read_bytes()
    assert data.startswith(MAGIC) or json.loads(data)["version"] == NBC_VERSION
    assert main(["run", name]) == 0
    assert capsys.readouterr().out.endswith("42\n")
    assert main(["verify", name]) == 0
    assert f"{name}: valid NBC, 2 functions" in capsys.readouterr().out


def test_compile_names_its_output_after_the_program(file: Path) -> None:
    assert main(["compile", str(file)]) == 0
    assert Path("program.nbc").exists()


def test_check_finds_errors_without_running(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(file)]) == 0
    assert "no errors" in capsys.readouterr().out
    file.write_text("print('ran')\nx = = 2\n")
    assert main(["check", str(file)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "error[N1001]" in shown.err and "2 | x = = 2" in shown.err


def test_disassemble(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["disassemble", str(file), "--positions"]) == 0
    assert "  DEFINE_FUNCTION f 1 0 -> f" in capsys.readouterr().out


def test_step_shows_line_instruction_and_stack(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["step", str(file)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(
        "2 | return n * 2" in line and "MULTIPLY" in line and "[42]" in line for line in lines
    )
    assert main(["step", str(file), "--limit", "2"]) == 0
    assert "stopped after 2 steps" in capsys.readouterr().out


def test_dump_shows_a_phase_and_stops(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", str(file), "--dump=tree"]) == 0
    assert capsys.readouterr().out.startswith("Module(")
    assert main(["run", "--dump", "nbc", str(file)]) == 0
    assert capsys.readouterr().out.startswith("; NBC version")


def test_an_exception_is_rendered(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text("def g():\n    return 1 / 0\ng()\n")
    for command in ("run", "step"):
        assert main([command, str(file)]) == 1
        shown = capsys.readouterr().err
        assert "error[N5002]: ZeroDivisionError" in shown
        assert "2 |     return 1 / 0" in shown
        assert "Traceback" not in shown


def test_exit_codes_of_programs_pass(file: Path) -> None:
    file.write_text("raise SystemExit(7)\n")
    with pytest.raises(SystemExit) as caught:
        main(["run", str(file)])
    assert caught.value.code == 7


def test_bad_files_are_errors(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "missing.noodle"]) == 2
    assert "cannot read missing.noodle" in capsys.readouterr().err
    file.write_bytes(b"\xff\xfe\x00")
    assert main(["run", str(file)]) == 1
    assert "error[N1002]" in capsys.readouterr().err
    Path("bad.nbc").write_bytes(MAGIC + NBC_VERSION.to_bytes(2, "little") + b"x" * 50)
    assert main(["verify", "bad.nbc"]) == 1
    assert "error[N4006]" in capsys.readouterr().err
    Path("bad.json").write_text("[" * 100_000)
    assert main(["run", "bad.json"]) == 1
    assert "error[N4007]" in capsys.readouterr().err


def test_reads_standard_input(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"print(3)")))
    assert main(["run", "-"]) == 0
    assert capsys.readouterr().out == "3\n"


def test_a_command_is_required(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([])
    assert caught.value.code == 2
    assert "COMMAND" in capsys.readouterr().err


def test_dump_shows_the_native_code_of_a_run(tmp_path: Path) -> None:
    if not BACKEND.load():
        pytest.skip(BACKEND.reason)
    file = tmp_path / "loop.noodle"
    file.write_text(
        "def f(n):\n    t = 0\n    for i in range(n): t += i\n    return t\nprint(f(9))\n"
    )
    command = [sys.executable, "-m", "nbc", "run", str(file), "--dump=llvm"]  # all of a process's
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert output.startswith("36\n") and "; f, for (int)" in output and "define" in output
