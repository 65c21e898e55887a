"""Cells that no one should write: each answers with a coded error or its value, quickly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kernel.client import Client

DEEP = 10_000
MEGABYTE = 1_000_000


@pytest.fixture(autouse=True)
def alive(kernel: Client) -> Iterator[None]:
    yield
    assert kernel.run("6 * 7").value == "42"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("(" * DEEP + ")" * DEEP, "N1003"),
        ("(" * DEEP, "N1003"),
        ("x = " + "[" * DEEP + "]" * DEEP, "N1003"),
        ("-" * 100_000 + "1", "N1003"),
        ("y = 1" + " + 1" * 200_000, "N1003"),
        ("x = 1\0", "N1002"),
        ("x = 1 \u202e + 2", "N1001"),
        ("\ufeffx = 1", "N1001"),
        ("🙂 = 1", "N1001"),
        ("if 1:\n    x\n  y", "N1001"),
        ("x = '", "N1001"),
        ("return 5", "N1001"),
        ("def f():\n    break", "N1001"),
    ],
)
def test_it_is_refused_with_a_code(kernel: Client, code: str, error: str) -> None:
    result = kernel.run(code)
    assert result.error.startswith(f"error[{error}]")
    assert "Traceback" not in result.error and len(result.error) < 2000


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("s = '" + "a" * MEGABYTE + "'\nlen(s)", str(MEGABYTE)),
        ("# " + "a" * MEGABYTE + "\n1", "1"),
        ("ﬁ = 3\nfi", "3"),
        ("名前 = 'x'\n名前", "'x'"),
        ("   \n\n", None),
        ("    x = 3\n    x", "3"),
    ],
)
def test_it_runs(kernel: Client, code: str, value: str | None) -> None:
    result = kernel.run(code)
    assert result.status == "ok" and result.value == value


def test_many_lines(kernel: Client) -> None:
    code = "".join(f"x{number} = {number} + 1\n" for number in range(10_000)) + "x9999"
    assert kernel.run(code).value == "10000"


@pytest.mark.parametrize(
    "code",
    [
        "def r(n): return r(n + 1)\nr(0)",
        "class A:\n    def __getattr__(self, name): return getattr(self, name)\nA().x",
        "class B:\n    def __repr__(self): return repr(self)\nrepr(B())",
    ],
)
def test_endless_recursion_ends(kernel: Client, code: str) -> None:
    result = kernel.run(code)
    assert result.reply["ename"] == "RecursionError"
    assert result.error.startswith("error[N5009]") and "more times" in result.error
    assert len(result.error) < 2000


def test_an_exception_that_cannot_be_printed(kernel: Client) -> None:
    code = "class E(Exception):\n    def __str__(self): raise ValueError('no')\nraise E()"
    assert "<exception str() failed>" in kernel.run(code).error


def test_a_huge_message_is_cut(kernel: Client) -> None:
    assert len(kernel.run("raise ValueError('x' * 1_000_000)").error) < 10_000


def test_half_a_character_is_refused(kernel: Client) -> None:
    pack = kernel.channels.session.pack
    kernel.send_as_ascii()
    result = kernel.run("x = '\ud800'")
    kernel.channels.session.pack = pack
    assert result.error.startswith("error[N1002]")


@pytest.mark.parametrize("code", ["(" * DEEP, "x = 1\0", "%$#@! " * 20_000, "a." * 5_000, "'''"])
def test_tab_and_enter_answer(kernel: Client, code: str) -> None:
    assert kernel.complete(code)["status"] == "ok"
    reply = kernel.reply(kernel.channels.is_complete(code))
    assert reply["status"] in ("complete", "incomplete", "invalid")
    assert kernel.reply(kernel.channels.inspect(code, len(code)))["status"] == "ok"


def test_half_a_character_can_be_printed_and_raised(kernel: Client) -> None:
    assert kernel.run("print('\\ud800')").stdout == "\ud800\n"
    assert kernel.run("raise ValueError('\\ud800')").reply["evalue"] == "\ud800"
