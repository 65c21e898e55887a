"""Loops that may run as a whole: what they read and store, and what is certainly bound."""

from __future__ import annotations

import nbc
from nbc.bytecode.candidates import obstacle
from nbc.bytecode.regions import Region, regions


def found(source: str, name: str = "cell") -> tuple[Region, ...]:
    module = nbc.Session().compile(source).module
    names = [function.name for function in module.functions]
    return regions(module, names.index(name))


def why_not(source: str) -> str:
    module = nbc.Session().compile(source).module
    return obstacle(module, 1)


def test_inputs_are_read_before_they_are_stored() -> None:
    (loop,) = found(
        "def f(a):\n    t = 0\n    for x in a:\n        y = x + t\n        t = y\n", "f"
    )
    assert (loop.inputs, loop.outputs, loop.unbound) == (("a", "t"), ("x", "y", "t"), frozenset())


def test_what_only_some_rounds_store_is_read_from_before() -> None:
    (loop,) = found("def f(n):\n    for i in range(n):\n        if i: y = 1\n        z = y\n", "f")
    assert "y" in loop.inputs and loop.unbound == {"y"}


def test_both_branches_bind() -> None:
    source = "def f(n):\n    if n: k = 1\n    else: k = 2\n    for i in range(n): n + k\n"
    assert found(source, "f")[0].unbound == frozenset()


def test_one_branch_that_leaves_does_not_matter() -> None:
    source = "def f(n):\n    if n: k = 1\n    else: return\n    while n: n -= k\n"
    assert found(source, "f")[0].unbound == frozenset()


def test_what_is_deleted_is_never_certain() -> None:
    source = "def f(n):\n    k = 1\n    for i in range(n): n + k\n    del k\n"
    assert found(source, "f")[0].unbound == {"k"}


def test_names_of_comprehensions_count() -> None:
    (loop,) = found("def f(n, m):\n    for i in range(n): r = [m * j for j in range(i)]\n", "f")
    assert loop.inputs == ("n", "m") or set(loop.inputs) >= {"n", "m"}
    assert "j" not in loop.inputs


def test_loops_inside_know_the_one_around_them() -> None:
    loops = found("for i in range(3):\n    for j in range(3):\n        k = i\nwhile k: k -= 1\n")
    assert [loop.outer for loop in loops] == [-1, 0, -1]
    assert loops[0].start < loops[1].start < loops[1].stop < loops[0].stop <= loops[2].start


def test_some_loops_never_run_as_a_whole() -> None:
    def reason(body: str) -> str:
        return found(f"def f(n):\n    for i in range(n):\n        {body}\n", "f")[0].reason

    assert reason("return i") == "it returns out of the loop"
    assert reason("del n") == "it deletes a variable"
    assert reason("g = lambda: i") == "it defines a function"
    assert reason("n.x = i") == "it stores an attribute"
    assert reason("break") == ""


def test_the_else_part_may_leave_the_loop_around() -> None:
    source = "for i in range(3):\n    for j in range(3): pass\n    else: break\n"
    assert [bool(loop.reason) for loop in found(source)] == [False, True]


def test_bigint_stays_with_the_vm() -> None:
    assert found("x = bigint(2)\nfor i in range(9): x = x * x\n")[0].reason
    assert why_not("def f(x: bigint): return x * x\n") == "it computes with bigint"


def test_candidates() -> None:
    assert why_not("def f(a, b=1): return a + b\n") == ""
    assert why_not("def f(*a): return a\n").startswith("it has parameters")
    assert why_not("def f(a):\n    yield a\n") == "it is a generator"
    assert why_not("def f():\n    global x\n    x = 1\n") == "it stores the global 'x'"
    assert (
        why_not("def f(a):\n    try: return a\n    finally: print(a)\n") == "it catches exceptions"
    )
    assert why_not("def f(a): return locals()\n") == "it may look at its variables by name"
