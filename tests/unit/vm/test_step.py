"""The stepping mode: one instruction at a time, and all of the language with CPython's meaning.

Programs of tests/programs run on the stepper too; here are its own interface, and corners that need
CPython beside them.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import traceback
from types import CodeType
from typing import Any

import pytest

from nbc import frontend
from nbc.bytecode import verify
from nbc.bytecode.module import Module
from nbc.bytecode.optable import OPS
from nbc.vm.step import Step, Stepper
from nbc.vm.stepping.machine import ACTIONS
from tests.unit.vm.corners import CORNERS

pytestmark = pytest.mark.usefixtures("undisturbed")


def module_of(source: str) -> Module:
    module = frontend.lower(frontend.parse(source, "cell"), source, "cell")
    verify(module)
    return module


def steps(source: str, **names: Any) -> list[Step]:
    return list(Stepper(module_of(source), names))


def test_every_opcode_has_an_action() -> None:
    assert set(ACTIONS) == {op.name for op in OPS}


def test_runs_one_instruction_at_a_time() -> None:
    stepper = Stepper(module_of("x = 1 + 2"), {})
    seen = [(step.text, step.stack) for step in stepper]
    assert seen == [
        ("CONSTANT k0 = 1", (1,)), ("CONSTANT k1 = 2", (1, 2)), ("ADD", (3,)), ("STORE x", ()),
    ]  # fmt: skip
    assert stepper.finished
    assert stepper.step() is None
    assert stepper.namespace["x"] == 3


def test_peek_shows_what_comes_next() -> None:
    stepper = Stepper(module_of("x = 1"), {})
    before = stepper.peek()
    assert before is not None
    assert (before.text, before.stack) == ("CONSTANT k0 = 1", ())
    stepper.run()
    assert stepper.peek() is None


def test_shows_variables_types_and_the_source_line() -> None:
    step = steps("a = 2\nb = a * 1.5\n")[-1]
    assert step.variables == {"a": 2, "b": 3.0}
    assert step.types == {"a": "i64", "b": "f64"}
    assert (step.line, step.source) == (2, "b = a * 1.5")
    assert step.position == (2, 0, 2, 1)
    assert step.stack_types == ()


def test_steps_into_functions_and_comprehensions() -> None:
    seen = steps("def f(n):\n    return n + 1\ny = [f(i) for i in (1, 2)]\n")
    inside = [step for step in seen if step.function.name == "f"]
    assert [step.text for step in inside][:4] == ["PUSH n", "CONSTANT k0 = 1", "ADD", "RETURN"]
    assert {step.depth for step in inside} == {3}
    assert inside[0].variables == {"n": 1}
    assert seen[-1].variables["y"] == [2, 3]


def test_loops_show_their_header_each_time() -> None:
    seen = steps("for i in range(2):\n    pass\n")
    assert [step.instruction.op.name for step in seen].count("FOR_RANGE") == 3


def test_an_error_is_raised_by_the_step_that_raises_it() -> None:
    stepper = Stepper(module_of("x = 1\nx / 0\n"), {})
    with pytest.raises(ZeroDivisionError):
        stepper.run()
    assert stepper.finished


def test_tracebacks_show_noodle_lines_only() -> None:
    source = "def f(x):\n    return 1 / x\n\nprint(sorted([0], key=f))\n"
    with pytest.raises(ZeroDivisionError) as caught:
        Stepper(module_of(source), {}, filename="<noodle 7>").run()
    frames = traceback.extract_tb(caught.tb)
    shown = [(frame.name, frame.lineno) for frame in frames if frame.filename == "<noodle 7>"]
    assert shown == [("<module>", 4), ("f", 2)]
    last = frames[-1]
    assert (last.colno, last.end_colno) == (11, 16)


def test_functions_are_real_functions() -> None:
    names: dict[str, Any] = {"__name__": "cell"}
    source = 'def f(a, /, b: int = 2, *c, d=4, **e):\n    "doc"\n    return a + b\n'
    Stepper(module_of(source), names).run()
    made = names["f"]
    assert made(1, b=3) == 4
    assert (made.__name__, made.__doc__, made.__module__) == ("f", "doc", "cell")
    assert (made.__defaults__, made.__kwdefaults__) == ((2,), {"d": 4})
    assert made.__annotations__ == {"b": int}
    assert made.__globals__ is names
    with pytest.raises(TypeError, match=r"f\(\) missing 1 required positional argument: 'a'"):
        made()


def test_a_function_of_one_program_is_stepped_into_by_another() -> None:
    names: dict[str, Any] = {}
    Stepper(module_of("def f():\n    return 5\n"), names).run()
    seen = list(Stepper(module_of("y = f()"), names))
    assert {step.function.name for step in seen} == {"cell", "f"}
    assert names["y"] == 5


def test_recursion_ends_as_in_python() -> None:
    for call in ("f(n + 1)", "max([n], key=f)"):
        names: dict[str, Any] = {}
        with pytest.raises(RecursionError):
            Stepper(module_of(f"def f(n):\n    return {call}\nf(0)\n"), names).run()
    names = {}
    Stepper(module_of("def f(n):\n    return n and 1 + f(n - 1)\nx = f(600)\n"), names).run()
    assert names["x"] == 600


def test_overflow_is_checked_where_asked_for() -> None:
    source = "def f(a):\n    return a * a\nx = f(2**40)\n"
    with pytest.raises(OverflowError):
        Stepper(module_of(source), {}).run()
    names: dict[str, Any] = {}
    Stepper(module_of(source), names, [{}, {}]).run()
    assert names["x"] == 2**80


@pytest.mark.parametrize("name", CORNERS)
def test_agrees_with_cpython(name: str) -> None:
    assert on_stepper(CORNERS[name]) == on_cpython(CORNERS[name])


Outcome = tuple[str, list[tuple[str, str, bool]]]


def on_cpython(source: str) -> Outcome:
    return outcome(lambda names: exec(_compiled(source), names))


def on_stepper(source: str) -> Outcome:
    return outcome(lambda names: Stepper(module_of(source), names).run())


def outcome(run: Any) -> Outcome:
    """What is printed, and the exception with those that led to it."""
    printed = io.StringIO()
    chain: list[tuple[str, str, bool]] = []
    with contextlib.redirect_stdout(printed):
        try:
            run({"__name__": "__main__", "__builtins__": builtins})
        except Exception as raised:  # noqa: BLE001 - whatever the corner raises
            error: BaseException | None = raised
            while error is not None:
                chain.append((type(error).__name__, str(error), error.__suppress_context__))
                error = error.__context__
    return printed.getvalue(), chain


def _compiled(source: str) -> CodeType:
    return compile(source, "<noodle cell>", "exec", dont_inherit=True)
