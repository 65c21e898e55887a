"""Generated code: CPython's positions, and the order of evaluation for any NBC."""

from __future__ import annotations

from types import CodeType
from typing import Any

import pytest

import nbc
from nbc.bytecode import Function, Instruction, Module
from nbc.bytecode.optable import BY_NAME

SOURCES = [
    "x = 1\nfor i in [1, 2]:\n    x += i\nprint(x)\n",
    "def f(a, b='x', *c, d=None, **e):\n    '''doc'''\n    return a[b], c, d\nf([1], 0)\n",
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    s = str(e)\nfinally:\n    t = 2\n",
    "class A:\n    n: int = 3\n    def m(self):\n        return [x for x in (1, 2) if x > 1]\n",
    "with open('/dev/null') as f:\n    d = f.read()\nw = f'{d!r:>{10}}'\n",
    "match [1, 2]:\n    case [a, b] if a:\n        c = a\n    case _:\n        c = 0\n",
    "a = b = [3, 1]\na[0], a[1] = a[1], a[0]\nwhile a:\n    a.pop()\nelse:\n    z = 1\n",
    "g = (i for i in range(3))\nk = lambda q=1: q\nv = k() if g else 2\n",
    "import os.path as p, sys\nfrom math import sqrt, pi as PI\ndel p\n",
]


def names_used(code: CodeType) -> set[tuple[int, int]]:
    """The places of every instruction, nested code included."""
    places = {(p[0], p[2]) for p in code.co_positions() if p[0] and p[2] is not None and p[1]}
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            places |= names_used(constant)
    return places


@pytest.mark.parametrize("source", SOURCES)
def test_positions_are_those_of_cpython(source: str) -> None:
    expected = names_used(compile(source, "<cell>", "exec"))
    found = names_used(nbc.Session(optimize=0).compile(source).code)
    lines = {line for line, _ in expected}
    assert {line for line, _ in found} == lines
    assert len(expected - found) <= len(expected) * 0.15


def program(functions: list[Function], constants: dict[str, Any] | None = None) -> nbc.Program:
    data = nbc.Program(Module(tuple(functions), constants or {}, source_id="made"), "<made>")
    return nbc.load(data.to_json())


def body(*code: tuple[Any, ...], names: str = "") -> Function:
    instructions = tuple(Instruction(BY_NAME[op], tuple(rest)) for op, *rest in code)
    return Function("made", "cell", instructions, dict.fromkeys(names.split(), "global"))


def run(made: nbc.Program, **values: Any) -> dict[str, Any]:
    session = nbc.Session(values)
    session.execute(made)
    return session.namespace


def test_pending_values_are_evaluated_before_a_statement() -> None:
    # x is read, then rebound, then the value read first is stored.
    made = program(
        [body(("PUSH", "x"), ("PUSH", "y"), ("STORE", "x"), ("STORE", "z"), names="x y z")]
    )
    namespace = run(made, x=1, y=2)
    assert (namespace["x"], namespace["z"]) == (2, 1)


def test_calls_left_on_the_stack_keep_their_order() -> None:
    log: list[int] = []
    made = program(
        [
            body(
                ("PUSH", "note"), ("CONSTANT", "one"), ("CALL", 1, ()),
                ("PUSH", "note"), ("CONSTANT", "two"), ("CALL", 1, ()), ("STORE", "b"),
                ("STORE", "a"), names="note a b",
            )
        ],
        {"one": 1, "two": 2},
    )  # fmt: skip

    def note(number: int) -> int:
        log.append(number)
        return number

    run(made, note=note)
    assert log == [1, 2]


def test_unpacked_values_can_be_used_later() -> None:
    made = program([body(("PUSH", "v"), ("UNPACK", 2), ("ADD",), ("STORE", "r"), names="v r")])
    assert run(made, v=(3, 4))["r"] == 7


def test_duplicated_call_happens_once() -> None:
    calls: list[int] = []
    made = program(
        [
            body(
                ("PUSH", "f"),
                ("CALL", 0, ()),
                ("DUPLICATE",),
                ("ADD",),
                ("STORE", "r"),
                names="f r",
            )
        ]
    )

    def half() -> int:
        calls.append(1)
        return 21

    assert run(made, f=half)["r"] == 42
    assert calls == [1]


def test_updated_item_that_is_used_otherwise_is_read_once() -> None:
    class Box(dict[str, int]):
        reads = 0

        def __getitem__(self, key: str) -> int:
            Box.reads += 1
            return super().__getitem__(key)

    made = program(
        [
            body(
                ("PUSH", "box"), ("CONSTANT", "k"), ("UPDATE_INDEX",), ("NEGATE",),
                ("STORE_UPDATED_INDEX",), names="box",
            )
        ],
        {"k": "a"},
    )  # fmt: skip
    box = Box(a=5)
    run(made, box=box)
    assert dict(box) == {"a": -5}
    assert Box.reads == 1


def test_condition_that_needs_a_temporary_still_ends_a_loop() -> None:
    made = program(
        [
            body(
                ("LOOP",), ("PUSH", "n"), ("DUPLICATE",), ("MULTIPLY",), ("WHILE",),
                ("PUSH", "t"), ("PUSH", "n"), ("ADD",), ("STORE", "t"),
                ("PUSH", "n"), ("CONSTANT", "one"), ("SUBTRACT",), ("STORE", "n"),
                ("END",), names="n t",
            )
        ],
        {"one": 1},
    )  # fmt: skip
    assert run(made, n=3, t=0)["t"] == 6


def test_temporaries_do_not_stay_in_the_namespace() -> None:
    made = program([body(("PUSH", "v"), ("UNPACK", 2), ("ADD",), ("STORE", "r"), names="v r")])
    assert not [name for name in run(made, v=(1, 2)) if name.startswith("__nbc_t1")]


def test_locals_whose_store_is_unreachable_stay_locals() -> None:
    session = nbc.Session({"x": 1})
    session.run("def f():\n    if True:\n        return x\n        x = 2\n")
    with pytest.raises(UnboundLocalError):
        session["f"]()


def test_generator_without_a_reachable_yield_is_one() -> None:
    session = nbc.Session()
    session.run("def f():\n    return\n    yield 1\n")
    assert list(session["f"]()) == []
