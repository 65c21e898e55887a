"""Which operations trap on i64 overflow, and that the check changes nothing else."""

from __future__ import annotations

import pytest

import nbc
from nbc.errors import OverflowTrap
from nbc.frontend import lower, parse
from nbc.vm import checked

BIG = 2**62


def checks(source: str, function: int = 1) -> dict[str, bool]:
    module = lower(parse(source, "cell"), source, "cell")
    code = module.functions[function].instructions
    return {code[index].op.name: certain for index, certain in checked(module)[function].items()}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return a + 1", {"ADD": False}),
        ("return a.x + 1", {}),
        ("return a.get(1) + 1", {}),
        ("return a['k'] * 2", {}),
        ("return a[0] * 2", {"MULTIPLY": False}),
        ("return 'x' + a", {}),
        ("return 1.5 * a", {}),
        ("x = 1\n    return x + 2", {"ADD": True}),
        ("x = 1\n    x = a.x\n    return x + 2", {}),
        ("for i in range(9):\n        i * i", {"MULTIPLY": True}),
        ("return f(a) - 1", {"SUBTRACT": False}),
        ("d = {}\n    return d[a] + 1", {}),
        ("return 2 ** 64 + a", {}),
        (
            "x = 1\n    def g():\n        nonlocal x\n        x = 'a'\n    return x + 2",
            {"ADD": False},
        ),
    ],
)
def test_checked_follows_where_values_come_from(body: str, expected: dict[str, bool]) -> None:
    assert checks(f"def f(a):\n    {body}") == expected


def test_bigint_parameters_are_not_checked() -> None:
    assert checks("def f(a: bigint):\n    return a * a") == {}


@pytest.mark.parametrize(
    "body",
    ["return a + b", "return a * b", "a += b\n    return a", "return (lambda: a * b)()",
     "return [x + b for x in [a]][0]", "return -(-a - b) + 0",
     "s = 0\n    s += a * b\n    return s",
     "xs = [a]\n    xs[0] += b\n    return xs[0]",
     "return sum([y for y in (a, b)][:1]) * 1 + a + b"],
)  # fmt: skip
def test_overflow_traps_in_every_form(body: str) -> None:
    session = nbc.Session()
    session.run(f"def f(a, b):\n    {body}\n")
    session["f"](3, 4)
    with pytest.raises(OverflowTrap) as caught:
        session["f"](BIG, BIG)
    assert "bigint" in (caught.value.hint or "")


def test_trap_is_an_overflow_error_and_leaves_the_variable() -> None:
    session = nbc.Session({"big": BIG})
    session.run("x = big\ntry:\n    x += big\nexcept OverflowError:\n    caught = x")
    assert session["caught"] == BIG


def test_bigints_stay_bigints() -> None:
    session = nbc.Session({"huge": 2**70})
    assert session.run("def f(a):\n    return a + 1\nf(huge)") == 2**70 + 1
    assert session.run("2 ** 64 - 1") == 2**64 - 1


def test_growing_text_keeps_working() -> None:
    session = nbc.Session()
    session.run(
        "def f(s, n):\n    for i in range(n):\n        s = s + 'ab'\n        s += 'c'\n    return s"
    )
    assert session["f"]("", 3) == "abc" * 3
    assert session["f"]("x", 0) == "x"


def test_temporaries_are_not_among_the_locals() -> None:
    session = nbc.Session()
    session.run("def f(a):\n    b = a * 2 + 1\n    return sorted(locals())")
    assert session["f"](1) == ["a", "b"]
