"""Run-time exceptions as the renderer draws them: frames, chains, groups, guesses, odd classes."""

from __future__ import annotations

import linecache
from typing import Any

import pytest

from nbc.errors import OverflowTrap
from nbc.render_exception import MAX_FRAMES, code_of, render_exception

FILE = "<cell for test_render_exception>"


def failure(source: str) -> BaseException:
    """What the source raises."""
    linecache.cache[FILE] = (len(source), None, source.splitlines(keepends=True), FILE)
    with pytest.raises(BaseException) as caught:
        exec(compile(source, FILE, "exec"), {})
    return caught.value


def drawn(source: str) -> list[str]:
    named = {FILE: "cell 7"}
    return render_exception(failure(source), source_name=named.get).splitlines()


def test_the_innermost_frame_comes_first_and_callers_follow() -> None:
    assert drawn("def f(n):\n    return 1 / n\nf(0)") == [
        "error[N5002]: ZeroDivisionError: division by zero",
        "  --> cell 7:2:12 in f",
        "   2 |     return 1 / n",
        "     |            ^^^^^",
        "  called from cell 7:3:1",
        "   3 | f(0)",
        "     | ^^^^",
    ]


def test_library_frames_are_lines_without_source() -> None:
    lines = drawn("import json\njson.loads('{')")
    assert lines[1] == "  --> cell 7:2:1"
    assert [line.split(":")[0] for line in lines[4:]] == [
        "  in json/__init__.py", "  in json/decoder.py", "  in json/decoder.py"
    ]  # fmt: skip


def test_an_error_of_ours_shows_the_call_but_not_the_inside_of_what_was_called() -> None:
    assert drawn("from nbc.errors import ModelError\nimport functools\n"
                 "def f(_): raise ModelError('N6010', 'no data', hint='give some')\n"
                 "functools.reduce(lambda *_: max([1], key=f), [1, 2])")[:3] == [
        "error[N6010]: no data", "  --> cell 7:3:11 in f",
        "   3 | def f(_): raise ModelError('N6010', 'no data', hint='give some')",
    ]  # fmt: skip
    lines = drawn("from ahr.training.settings import chosen\nchosen({}, 'x', 'loss')")
    assert lines[1] == "  --> cell 7:2:1"
    assert not any(line.startswith("  in ") for line in lines)
    assert lines[-1].startswith("  hint: choose one of")


def test_a_recursion_is_told_once() -> None:
    lines = drawn("def f(n): return f(n + 1)\nf(0)")
    assert len(lines) < 15 and any("more times" in line for line in lines)


def test_many_different_frames_leave_out_the_middle() -> None:
    functions = [f"def f{n}(): return f{n + 1}()\n" for n in range(60)]
    lines = drawn("".join(functions) + "def f60(): return 1 / 0\nf0()")
    assert any("more calls" in line for line in lines)
    assert sum("called from" in line for line in lines) <= MAX_FRAMES


@pytest.mark.parametrize(
    ("source", "heads"),
    [
        ("try:\n    1 / 0\nexcept Exception as e:\n    raise KeyError('k') from e",
         ["error[N5004]", "caused by", "error[N5002]"]),
        ("try:\n    1 / 0\nexcept Exception:\n    raise KeyError('k')",
         ["error[N5004]", "raised while this was handled", "error[N5002]"]),
        ("try:\n    1 / 0\nexcept Exception:\n    raise KeyError('k') from None", ["error[N5004]"]),
        ("a = ValueError('a')\na.__cause__ = a\nraise a", ["error[N5006]"]),
    ],
)  # fmt: skip
def test_chains_are_told(source: str, heads: list[str]) -> None:
    lines = drawn(source)
    found = [line.split(":")[0] for line in lines if not line.startswith(" ") and line]
    assert found == heads


def test_groups_show_their_parts() -> None:
    lines = drawn(
        "raise ExceptionGroup('two', [ValueError('a'), ExceptionGroup('in', [OSError()])])"
    )
    assert "  part 2 of 2" in lines and "      part 1 of 1" in lines


def test_notes_and_guesses_are_remarks() -> None:
    assert drawn("e = ValueError('x')\ne.add_note('look')\nraise e")[-1] == "  note: look"
    assert drawn("total = 1\ntotl")[-1] == "  hint: did you mean `total`?"
    assert drawn("class A:\n    colour = 1\nA().color")[-1] == "  hint: did you mean `colour`?"


@pytest.mark.parametrize(
    "body",
    ["def __str__(self): raise OSError", "def __str__(self): return 5",
     "def __dir__(self): raise OSError"],
)  # fmt: skip
def test_a_class_that_misbehaves_is_drawn(body: str) -> None:
    assert drawn(f"class E(Exception):\n    {body}\nraise E()")[0].startswith("error[N5099]: E")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OverflowTrap("N5001", "no"), "N5001"),
        (FileNotFoundError(), "N5099"),
        (UnicodeDecodeError("a", b"", 0, 1, ""), "N5006"),
        (ModuleNotFoundError(), "N5012"),
        (UnboundLocalError(), "N5008"),
        (KeyboardInterrupt(), "N5013"),
    ],
)
def test_codes_go_by_class(error: BaseException, code: str) -> None:
    assert code_of(error) == code


def test_without_frames_of_ours_the_place_is_one_line() -> None:
    nothing: dict[str, Any] = {}
    lines = render_exception(failure("1 / 0"), source_name=nothing.get).splitlines()
    assert len(lines) == 2 and lines[1].startswith("  in ")
