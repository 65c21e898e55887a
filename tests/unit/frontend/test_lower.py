"""What the front end makes of source: the order of evaluation, scopes, errors."""

from __future__ import annotations

import pytest

from nbc.bytecode import Module
from nbc.bytecode.module import Instruction
from nbc.errors import SourceError
from nbc.frontend import lower, parse


def lowered(source: str, **options: object) -> Module:
    return lower(parse(source, "cell"), source, "cell", **options)  # type: ignore[arg-type]


def opcodes(source: str, function: int = 0) -> list[str]:
    module = lowered(source)
    return [_text(module, ins) for ins in module.functions[function].instructions]


def _text(module: Module, ins: Instruction) -> str:
    op, operands, _ = ins
    shown = [repr(module.constants[v]) if op.name == "CONSTANT" else str(v) for v in operands]
    return " ".join([op.name, *shown])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a + b * 2", ["PUSH a", "PUSH b", "CONSTANT 2", "MULTIPLY", "ADD", "POP"]),
        ("x = y = f()", ["PUSH f", "CALL 0 ()", "DUPLICATE", "STORE x", "STORE y"]),
        ("a[i] += v", ["PUSH a", "PUSH i", "UPDATE_INDEX", "PUSH v", "INPLACE_ADD",
                       "STORE_UPDATED_INDEX"]),
        ("a, *b = v", ["PUSH v", "UNPACK_SPREAD 1 0", "STORE a", "STORE b"]),
        ("a < b < c", ["PUSH a", "PUSH b", "COMPARE_THEN <", "PUSH c", "LESS", "END", "POP"]),
        ("a and b", ["PUSH a", "AND_THEN", "PUSH b", "END", "POP"]),
        ("x if c else y", ["PUSH c", "CHOOSE", "PUSH x", "ELSE", "PUSH y", "END", "POP"]),
        ("while c:\n  f", ["LOOP", "PUSH c", "WHILE", "PUSH f", "POP", "END"]),
        ("for i in range(n):\n  pass", ["CONSTANT 0", "PUSH n", "CONSTANT 1", "FOR_RANGE i", "NOP",
                                        "END"]),
        ("for i in r:\n  break\nelse:\n  f", ["PUSH r", "FOR_EACH", "STORE i", "BREAK", "ELSE",
                                              "PUSH f", "POP", "END"]),
        ("f(a, k=1)", ["PUSH f", "PUSH a", "CONSTANT 1", "CALL 1 ('k',)", "POP"]),
        ("f(*a, k=1, **d)", ["PUSH f", "PUSH a", "CONSTANT 1", "PUSH d",
                             "CALL_SPREAD ('*', 'k=', '**')", "POP"]),
        ("a[1:, ::2]", ["PUSH a", "CONSTANT 1", "CONSTANT None", "CONSTANT None", "BUILD_SLICE",
                        "CONSTANT None", "CONSTANT None", "CONSTANT 2", "BUILD_SLICE",
                        "BUILD_TUPLE 2", "INDEX", "POP"]),
        ("import a.b", ["IMPORT a.b a"]),
        ("from .m import x as y", ["IMPORT_FROM 1 m x y"]),
        ("assert c, m", ["PUSH c", "NOT", "IF", "PUSH m", "ASSERT_FAIL 1", "END"]),
        ("y: f64 = v", ["PUSH v", "CONFORM f64", "STORE y", "ANNOTATE_TYPE y f64"]),
        ("y: int = v", ["PUSH v", "STORE y", "PUSH int", "ANNOTATE y"]),
    ],
)  # fmt: skip
def test_lower_keeps_the_order_of_evaluation(source: str, expected: list[str]) -> None:
    assert opcodes(source) == expected


def test_range_that_the_cell_rebinds_is_an_ordinary_call() -> None:
    assert "FOR_EACH" in opcodes("range = list\nfor i in range(3): pass")


def test_comprehension_is_a_function_over_its_iterable() -> None:
    source = "[x * y for x in xs if x for y in ys]"
    assert opcodes(source) == ["PUSH xs", "COMPREHEND 1", "POP"]
    assert opcodes(source, 1) == [
        "PUSH .0", "FOR_EACH", "STORE x", "PUSH x", "FILTER", "PUSH ys", "FOR_EACH", "STORE y",
        "PUSH x", "PUSH y", "MULTIPLY", "EMIT", "END", "END",
    ]  # fmt: skip


def test_display_last_shows_the_last_expression_only() -> None:
    module = lowered("a\nb", display_last=True)
    assert [ins.op.name for ins in module.body.instructions] == ["PUSH", "POP", "PUSH", "DISPLAY"]
    assert lowered("b = 1", display_last=True).body.instructions[-1].op.name == "STORE"


def test_scopes_follow_python() -> None:
    source = """
def outer(a):
    b = 1
    def inner():
        nonlocal b
        global g
        b = a + c
        g = b
    return [b := n for n in a]
"""
    outer, inner, listed = lowered(source).functions[1:]
    assert dict(outer.variables) == {"b": "local", "a": "local", "inner": "local"}
    assert dict(inner.variables) == {"a": "free", "c": "global", "b": "free", "g": "global"}
    assert listed.variables["b"] == "free"
    assert listed.variables["n"] == "local"


def test_private_names_are_mangled_once() -> None:
    source = "class Box:\n    def get(self): return self.__value + __other"
    method = lowered(source).functions[2]
    names = [ins.operands[0] for ins in method.instructions if ins.operands]
    assert "_Box__value" in names
    assert "_Box__other" in names


def test_super_without_arguments_is_written_out() -> None:
    method = lowered("class A(B):\n    def m(self): return super().m()").functions[2]
    names = [ins.operands[0] for ins in method.instructions[:3]]
    assert names == ["super", "__class__", "self"]
    assert method.variables["__class__"] == "free"


def test_python_annotations_are_values_and_noodle_ones_are_types() -> None:
    module = lowered("def f(a: f64[n, 3], b: int, c=2) -> i64: return b")
    function = module.functions[1]
    assert [(p.name, p.type, p.annotated) for p in function.parameters] == [
        ("a", "f64[n, 3]", False), ("b", None, True), ("c", None, False),
    ]  # fmt: skip
    assert function.returns == "i64"
    assert function.instructions[0].op.name == "CHECK_PARAMETERS"
    assert "CHECK_RETURN" in [ins.op.name for ins in function.instructions]


@pytest.mark.parametrize(
    ("source", "construct"),
    [
        ("async def f(): pass", "async def"),
        ("await x", "await"),
        ("async with a: pass", "async with"),
        ("async for a in b: pass", "async for"),
        ("try:\n  pass\nexcept* ValueError:\n  pass", "except*"),
    ],
)
def test_unsupported_constructs_are_named(source: str, construct: str) -> None:
    with pytest.raises(SourceError) as caught:
        lowered(source)
    assert caught.value.code == "N3001"
    assert construct in caught.value.message
    assert "%%python" in (caught.value.hint or "")
    assert caught.value.span is not None


def test_every_unsupported_construct_is_reported_at_once() -> None:
    with pytest.raises(SourceError) as caught:
        lowered("async def f(): pass\nx = 1\nasync def g(): pass")
    assert [error.span.start[0] for error in caught.value.all if error.span] == [1, 3]


def test_every_instruction_has_a_position_in_the_source() -> None:
    source = "def f(a):\n    return [x for x in a]\nprint(f([1]))\n"
    for function in lowered(source).functions:
        for ins in function.instructions:
            line, column, end_line, end_column = ins.position
            assert 1 <= line <= end_line <= 3
            assert (line, column) <= (end_line, end_column)


def test_deep_but_sane_nesting_compiles() -> None:
    assert len(opcodes("+".join(["a"] * 900))) == 1800
