"""Each pass changes what it says and keeps every result."""

from __future__ import annotations

import pytest

from nbc.bytecode import Module, verify
from nbc.frontend import lower, parse
from nbc.passes.drop_unreachable import drop_unreachable
from nbc.passes.fold_constants import fold_constants


def lowered(source: str) -> Module:
    return lower(parse(source, "cell"), source, "cell")


def constants_left(source: str) -> list[object]:
    module = fold_constants(lowered(source))
    verify(module)
    code = module.body.instructions
    return [module.constants[ins.operands[0]] for ins in code if ins.op.name == "CONSTANT"]


@pytest.mark.parametrize(
    ("source", "value"),
    [("x = 60 * 60 * 24", 86400), ("x = -1", -1), ("x = 2 ** 64", 2**64), ("x = 1 + 2j", 1 + 2j),
     ("x = 7 // -2", -4), ("x = 1 / 4", 0.25), ("x = ~5", -6)],
)  # fmt: skip
def test_fold_constants_computes_literals(source: str, value: object) -> None:
    assert constants_left(source) == [value]


@pytest.mark.parametrize(
    "source", ["1 / 0", "2 ** 100000", "1 << 10 ** 9", "'a' * 3", "2 ** -1.5j ** 9e9"]
)
def test_fold_constants_leaves_what_raises_or_grows(source: str) -> None:
    names = [ins.op.name for ins in fold_constants(lowered(source)).body.instructions]
    assert len(names) > 2


def test_fold_constants_keeps_the_sign_of_zero() -> None:
    (value,) = constants_left("x = -0.0")
    assert str(value) == "-0.0"


def test_drop_unreachable_cuts_behind_leaving_instructions() -> None:
    source = "def f(a):\n    while a:\n        break\n        a = 1\n    return 2\n    a = 3\n"
    module = drop_unreachable(lowered(source))
    verify(module)
    names = [ins.op.name for ins in module.functions[1].instructions]
    assert names == ["LOOP", "PUSH", "WHILE", "BREAK", "END", "CONSTANT", "RETURN"]


def test_drop_unreachable_keeps_the_other_branches() -> None:
    source = """
def f(a):
    if a:
        return 1
    else:
        raise a
    try:
        return 2
    finally:
        g()
"""
    module = drop_unreachable(lowered(source))
    verify(module)
    names = [ins.op.name for ins in module.functions[1].instructions]
    assert names.count("RETURN") == 3  # the last one ends the function
    assert "RAISE" in names
    assert "FINALLY" in names


def test_passes_give_the_same_module_back_where_nothing_changes() -> None:
    module = lowered("x = a + b")
    assert fold_constants(module) is module
    assert drop_unreachable(module) is module
