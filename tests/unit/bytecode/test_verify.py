"""The verifier: what it accepts, and what it refuses with which code and words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from nbc.bytecode import Function, Instruction, Module, Parameter, verify
from nbc.bytecode.optable import BY_NAME, Op, Trait
from nbc.errors import VerifyError
from tests.unit.bytecode.build import CONSTANTS, EVERYTHING, cell, code, function, module


def refused(module: Module) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        verify(module)
    return caught.value


def test_accepts_a_bit_of_everything() -> None:
    verify(EVERYTHING)


def test_names_function_and_instruction_and_points_at_the_source() -> None:
    error = refused(module("PUSH a; STORE b; ADD"))
    assert "function 0 (cell), instruction 2 (ADD)" in error.message
    assert error.span is not None
    assert error.span.start == (3, 0)


@pytest.mark.parametrize(
    ("text", "code_", "words"),
    [
        ("PUSH nope", "N4003", "not a variable"),
        ("CONSTANT nope", "N4003", "key of a constant"),
        ("LAMBDA 0", "N4003", "no function"),
        ("LAMBDA 9", "N4003", "no function"),
        ("BUILD_LIST x", "N4003", "not a count"),
        ("BUILD_LIST 99999999", "N4003", "not a count"),
        ("PUSH", "N4003", "takes 1 operands"),
        ("PUSH a; GET_ATTRIBUTE a-b; POP", "N4003", "attribute's name"),
        ("PUSH a; GET_ATTRIBUTE class; POP", "N4003", "attribute's name"),
        ("PUSH a; CALL 0 (k,k)", "N4003", "repeated"),
        ("PUSH a; PUSH b; CALL 0 (1k)", "N4003", "not a name"),
        ("PUSH a; PUSH b; PUSH c; CALL_SPREAD (k=,.); POP", "N4003", "positional"),
        ("PUSH a; PUSH b; CALL_SPREAD (?); POP", "N4003", "none of"),
        ("PUSH a; BUILD_LIST_SPREAD (**); POP", "N4003", "neither"),
        ("PUSH a; BUILD_DICT_SPREAD (*); POP", "N4003", "neither"),
        ("PUSH a; PUSH b; COMPARE_THEN ~; END; POP", "N4003", "not a comparison"),
        ("PUSH a; PUSH b; FORMAT z; POP", "N4003", "not a conversion"),
        ("RAISE 3", "N4003", "at most 2"),
        ("IMPORT a.1 a", "N4003", "module's name"),
        ("IMPORT a.b c", "N4003", "stores"),
        ("IMPORT_FROM 0 a b-c d", "N4003", "name to import"),
        ("IMPORT_FROM 999 a b c", "N4003", "level"),
        ("PUSH a; MATCH; CASE (capture,a,b); NOP; END", "N4003", "number of parts"),
        ("PUSH a; MATCH; CASE (capture,zz); NOP; END", "N4003", "not a variable"),
        ("PUSH a; RETURN", "N4003", "cannot stand in a cell"),
        ("PUSH a; YIELD; POP", "N4003", "cannot stand in a cell"),
        ("PUSH a; EMIT", "N4003", "cannot stand in a cell"),
        ("CHECK_PARAMETERS", "N4003", "cannot stand in a cell"),
        ("BREAK", "N4003", "outside a loop"),
        ("PUSH a; FOR_EACH; POP; NOP; ELSE; BREAK; END", "N4003", "outside a loop"),
        ("PUSH a; AND_THEN; NOP; PUSH b; END; POP", "N4003", "inside an expression"),
        ("LOOP; PUSH a; IF; NOP; END; PUSH a; WHILE; NOP; END", "N4003", "inside an expression"),
        ("PUSH a; MATCH; CASE (wildcard); NOP; PUSH a; GUARD; END", "N4003", "guard"),
    ],
)  # fmt: skip
def test_refuses_invalid_instructions(text: str, code_: str, words: str) -> None:
    error = refused(module(text))
    assert (error.code, words in error.message) == (code_, True), error


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("POP", "takes 1 values where there are 0"),
        ("PUSH a", "left on the stack at its end"),
        ("PUSH a; PUSH b; IF; POP; END; POP", "takes 1 values where there are 0"),
        ("PUSH a; IF; PUSH b; END", "at the end of the block"),
        ("PUSH a; IF; NOP", "has no END"),
        ("END", "no block is open"),
        ("ELSE", "cannot stand in no block"),
        ("PUSH a; IF; NOP; ELSE; NOP; ELSE; NOP; END", "cannot stand"),
        ("PUSH a; IF; NOP; WHILE; END", "cannot stand"),
        ("LOOP; NOP; END", "inside an expression"),
        ("LOOP; PUSH a; END", "not complete"),
        ("TRY; NOP; END", "not complete"),
        ("TRY; NOP; ELSE; NOP; END", "cannot stand"),
        ("TRY; NOP; FINALLY; NOP; FINALLY; NOP; END", "cannot stand"),
        ("TRY; NOP; HANDLER; EXCEPT_ALL; NOP; HANDLER; PUSH a; EXCEPT; NOP; END", "cannot stand"),
        ("TRY; NOP; HANDLER; PUSH a; PUSH b; EXCEPT; NOP; END", "before EXCEPT"),
        ("PUSH a; FOR_EACH; NOP; END", "1 values are left"),
        ("PUSH a; FOR_EACH; POP; PUSH b; PUSH c; RAISE 1; END", "where control leaves"),
        ("PUSH a; MATCH; END", "not complete"),
        ("PUSH a; CHOOSE; PUSH b; END; POP", "not complete"),
        ("PUSH a; AND_THEN; END; POP", "takes 1 values"),
        ("PUSH a; WITH; END", "left on the stack"),
    ],
)
def test_refuses_unbalanced_code(text: str, words: str) -> None:
    error = refused(module(text))
    assert error.code in ("N4003", "N4004")
    assert words in error.message


@pytest.mark.parametrize(
    "text",
    [
        "PUSH a; PUSH b; STORE c; POP",  # pending across a statement of the same block
        "PUSH a; IF; PUSH b; RAISE 1; NOP; END",  # code behind one that leaves
        "PUSH a; UNPACK 2; STORE b; STORE c",
        "PUSH a; UNPACK_SPREAD 1 1; STORE b; STORE c; STORE d",
        "PUSH a; PUSH b; COMPARE_THEN <; PUSH c; LESS; END; POP",
        "PUSH a; CHOOSE; PUSH b; ELSE; PUSH c; END; POP",
        "LOOP; PUSH a; WHILE; BREAK; ELSE; NOP; END",
        "PUSH a; FOR_EACH; STORE b; TRY; BREAK; FINALLY; CONTINUE; END; END",
        "CONSTANT one; CONSTANT one; CONSTANT one; FOR_RANGE a; NOP; END",
        "TRY; NOP; HANDLER; PUSH a; EXCEPT; RAISE 0; HANDLER; EXCEPT_ALL; NOP; ELSE; NOP; END",
        "PUSH a; MATCH; CASE (capture,b); PUSH b; GUARD; NOP; CASE (wildcard); NOP; END",
        "PUSH a; DISPLAY",
        "IMPORT_STAR 0 math",
        "IMPORT a.path a",
        "PUSH a; GET_ATTRIBUTE __x; POP",
    ],
)
def test_accepts(text: str) -> None:
    verify(module(text))


def test_refuses_other_versions() -> None:
    error = refused(replace(EVERYTHING, version=99))
    assert error.code == "N4002"
    assert error.hint


def test_refuses_instructions_that_are_none() -> None:
    strange = Op(0x20, "ADD", (), "->", "x", "x", Trait.NONE)
    for bad in ("PUSH", Instruction(strange), Instruction(None)):  # type: ignore[arg-type]
        body = replace(cell(""), instructions=(bad,))  # type: ignore[arg-type]
        assert refused(Module((body,))).code == "N4003"


@pytest.mark.parametrize("position", [None, (1, 2, 3), (0, 0, 0, 0), (2, 0, 1, 0), (1, 5, 1, 4),
                                      (1, 0, 1, 2**40), (1.0, 0, 1, 0), (1, -1, 1, 0)])  # fmt: skip
def test_every_instruction_needs_a_position(position: Any) -> None:
    bad = Instruction(BY_NAME["NOP"], (), position)
    assert "no position" in refused(Module((replace(cell(""), instructions=(bad,)),))).message


@pytest.mark.parametrize("name", ["class", "1a", "a b", "", "__nbc_x", "a.b", ".0", "a\0"])
def test_refuses_names(name: str) -> None:
    assert refused(module("", **{name: "global"})).code == "N4001"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (function("", kind="cell"), "kind"),
        (function("", kind="what"), "kind"),
        (function("", name="1x"), "name"),
        (function("", "a", "a"), "one name"),
        (function("", "class"), "not a variable's name"),
        (function("", variables={"x": "elsewhere"}), "cannot be"),
        (function("", docstring=3), "not text"),
        (function("", position=(0, 0, 0, 0)), "no position"),
        (function("PUSH .0; POP", kind="list", name="<listcomp>"), "one parameter"),
    ],
)
def test_refuses_functions(bad: Function, words: str) -> None:
    assert words in refused(module("", bad)).message


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ([Parameter("a", "keyword_only"), Parameter("b")], "out of order"),
        ([Parameter("a", "var_keyword"), Parameter("b", "var_keyword")], "out of order"),
        ([Parameter("a", has_default=True), Parameter("b")], "default"),
        ([Parameter("a", "var_positional", has_default=True)], "default"),
        ([Parameter("a", "strange")], "no kind"),
        ([Parameter("a", type="f64", annotated=True)], "hint"),
    ],
)
def test_refuses_parameters(parameters: list[Parameter], words: str) -> None:
    names = {parameter.name: "local" for parameter in parameters}
    bad = Function("f", "function", (), names, tuple(parameters))
    assert words in refused(module("", bad)).message


def test_each_function_is_used_once() -> None:
    lambda_ = function("CONSTANT one; RETURN", kind="lambda", name="<lambda>")
    verify(module("LAMBDA 1; POP", lambda_))
    assert "used twice" in refused(module("LAMBDA 1; POP; LAMBDA 1; POP", lambda_)).message
    assert "kind" in refused(module("DEFINE_FUNCTION f 1 0", lambda_)).message


def test_functions_do_not_stand_inside_themselves() -> None:
    inside = function("LAMBDA 1; RETURN", kind="lambda", name="<lambda>")
    assert "inside itself" in refused(module("", inside)).message


def test_free_variables_belong_to_a_function_around() -> None:
    inner = function("PUSH x; RETURN", kind="lambda", name="<lambda>", variables={"x": "free"})
    outer = function("CONSTANT one; STORE x; LAMBDA 1; POP", variables={"x": "local"})
    verify(module("DEFINE_FUNCTION f 2 0", inner, outer))
    error = refused(module("LAMBDA 1; POP", inner))
    assert "no enclosing function" in error.message


def test_class_cell_is_free_in_methods() -> None:
    method = function("PUSH __class__; RETURN", "self", variables={"__class__": "free"})
    body = function("DEFINE_FUNCTION f 1 0", kind="class", name="b", variables={"f": "local"})
    verify(module("DEFINE_CLASS b 2 0 ()", method, body))
    assert refused(module("DEFINE_FUNCTION f 1 0", method)).code == "N4001"


def test_private_names_are_mangled_in_classes() -> None:
    for name, fine in (("__x", False), ("_b__x", True), ("__x__", True)):
        body = function(f"CONSTANT one; STORE {name}", kind="class", name="b",
                        variables={name: "local"})  # fmt: skip
        made = module("DEFINE_CLASS b 1 0 ()", body)
        if fine:
            verify(made)
        else:
            assert "'_b__x'" in refused(made).message


def test_noodle_annotations_are_checked_by_the_function() -> None:
    typed = (Parameter("x", type="f64"),)
    text = "CHECK_PARAMETERS; PUSH x; CHECK_RETURN; RETURN"
    good = Function("f", "function", code(text), {"x": "local"}, typed, returns="f64")
    verify(module("DEFINE_FUNCTION f 1 0", good))
    for changed in (
        replace(good, instructions=code("PUSH x; CHECK_RETURN; RETURN")),
        replace(good, instructions=code("CHECK_PARAMETERS; PUSH x; RETURN")),
        replace(good, returns=None),
        replace(good, instructions=code("NOP; CHECK_PARAMETERS; PUSH x; CHECK_RETURN; RETURN")),
    ):
        assert refused(module("DEFINE_FUNCTION f 1 0", changed)).code == "N4003"


def test_generators_are_marked() -> None:
    body = function("CONSTANT one; YIELD; POP", is_generator=True)
    verify(module("DEFINE_FUNCTION f 1 0", body))
    assert refused(module("", replace(body, is_generator=False))).code == "N4003"


def comprehension(text: str, kind: str = "list", **variables: str) -> Module:
    names = {".0": "local", "x": "local", "y": "local", "g": "global"} | variables
    inner = Function("<c>", kind, code(text), names, (Parameter(".0"),))
    return module("PUSH a; COMPREHEND 1; POP", inner)


@pytest.mark.parametrize(
    "text",
    [
        "PUSH .0; FOR_EACH; STORE x; PUSH x; EMIT; END",
        "PUSH .0; FOR_EACH; UNPACK 2; STORE x; STORE y; PUSH x; FILTER; PUSH y; EMIT; END",
        "PUSH .0; FOR_EACH; STORE x; PUSH x; FOR_EACH; STORE y; PUSH y; EMIT; END; END",
        "PUSH .0; FOR_EACH; STORE x; PUSH x; AND_THEN; PUSH x; END; EMIT; END",
    ],
)
def test_accepts_comprehensions(text: str) -> None:
    names = {} if "y" in text else {"y": "global"}
    verify(comprehension(text, **names))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PUSH g; FOR_EACH; STORE x; PUSH x; EMIT; END",
        "PUSH .0; FOR_EACH; STORE x; END",
        "PUSH .0; FOR_EACH; STORE g; PUSH g; EMIT; END",
        "PUSH .0; FOR_EACH; STORE x; PUSH x; EMIT; PUSH x; EMIT; END",
        "PUSH .0; FOR_EACH; STORE x; PUSH x; POP; PUSH x; EMIT; END",
        "PUSH .0; FOR_EACH; STORE x; PUSH x; STORE x; PUSH x; EMIT; END",
        "PUSH .0; FOR_EACH; STORE x; PUSH x; IF; NOP; END; PUSH x; EMIT; END",
        "PUSH .0; FOR_EACH; STORE x; PUSH x; TEE x; EMIT; END",
        "PUSH .0; FOR_EACH; STORE x; PUSH .0; EMIT; END",
        "PUSH .0; FOR_EACH; STORE x; PUSH x; PUSH x; EMIT_PAIR; END",
        "PUSH .0; FOR_EACH; STORE x; PUSH x; EMIT; ELSE; NOP; END",
        "PUSH .0; FOR_EACH; PUSH x; EMIT; STORE x; END",
    ],
)
def test_refuses_other_shapes_of_comprehensions(text: str) -> None:
    assert refused(comprehension(text, y="global")).code in ("N4003", "N4004")


def test_lambdas_bind_what_they_read() -> None:
    bad = function("PUSH x; RETURN", kind="lambda", name="<l>", variables={"x": "local"})
    assert "never bound" in refused(module("LAMBDA 1; POP", bad)).message


def test_limits_nesting() -> None:
    deep = "PUSH a; " + "NEGATE; " * 5000 + "POP"
    assert refused(module(deep)).code == "N4007"
    blocks = "PUSH a; IF; " * 2000 + "NOP; " + "END; " * 2000
    assert refused(module(blocks)).code == "N4007"
    loops = "PUSH a; FOR_EACH; POP; " * 21 + "NOP; " + "END; " * 21
    assert refused(module(loops)).code == "N4007"
    verify(module("PUSH a; " + "NEGATE; " * 500 + "POP"))


def test_limits_functions_inside_each_other() -> None:
    count = 1000
    inside = [
        function(f"LAMBDA {i + 2}; RETURN" if i + 1 < count else "CONSTANT one; RETURN",
                 kind="lambda", name="<lambda>")
        for i in range(count)
    ]  # fmt: skip
    assert refused(module("LAMBDA 1; POP", *inside)).code == "N4007"


def test_checks_constants_and_tables() -> None:
    deep: Any = 1
    for _ in range(100):
        deep = (deep,)
    for value in (object(), [1], {1}, deep, bytearray()):
        assert refused(replace(EVERYTHING, constants={**CONSTANTS, "k": value})).code in (
            "N4001", "N4007")  # fmt: skip
    assert refused(replace(EVERYTHING, metadata={"a": 1})).code == "N4001"  # type: ignore[dict-item]
    assert refused(replace(EVERYTHING, source=b"x")).code == "N4001"  # type: ignore[arg-type]
    assert refused(Module(())).code == "N4001"


@pytest.mark.parametrize("text", ["", "f63[n", "[" * 100, "list[" * 80 + "f64" + "]" * 80, "\0"])
def test_types_are_types(text: str) -> None:
    conform = Instruction(BY_NAME["CONFORM"], (text,), (1, 0, 1, 1))
    assert refused(Module((replace(cell(""), instructions=(conform,)),))).code == "N4003"
    typed = Function("f", "function", code("CHECK_PARAMETERS"), {}, (Parameter("a", type=text),))
    assert refused(module("", typed)).code == "N4001"
    assert refused(replace(EVERYTHING, types={"a": text})).code == "N4005"


COMPREHENSION = Function(
    "<c>", "list", code("PUSH .0; FOR_EACH; STORE x; PUSH x; TEE b; EMIT; END"),
    {".0": "local", "x": "local", "b": "global"}, (Parameter(".0"),),
)  # fmt: skip


def test_comprehensions_do_not_assign_where_cpython_refuses_it() -> None:
    verify(module("PUSH a; COMPREHEND 1; POP", COMPREHENSION))
    body = function("PUSH a; COMPREHEND 1; POP", kind="class", name="b", variables={"a": "global"})
    assert "in a class" in refused(module("DEFINE_CLASS b 2 0 ()", COMPREHENSION, body)).message
    error = refused(module("PUSH c; TEE b; COMPREHEND 1; POP", COMPREHENSION))
    assert "iterates over" in error.message
    verify(module("PUSH c; TEE b; PUSH a; COMPREHEND 1; STORE d; POP", COMPREHENSION))


def test_cases_behind_one_that_takes_everything_are_refused() -> None:
    cases = "PUSH a; MATCH; CASE (capture,b); {}NOP; CASE (wildcard); NOP; END"
    assert "whatever comes" in refused(module(cases.format(""))).message
    verify(module(cases.format("PUSH b; GUARD; ")))


def test_annotated_names_belong_to_the_class() -> None:
    text = "PUSH a; ANNOTATE v"
    for scope, fine in (("local", True), ("global", False), ("free", False)):
        body = function(text, kind="class", name="b", variables={"a": "global", "v": scope})
        outer = function("DEFINE_CLASS b 1 0 ()", variables={"b": "local", "v": "local"})
        made = module("DEFINE_FUNCTION f 2 0", body, outer)
        if fine:
            verify(made)
        else:
            assert "class itself" in refused(made).message


def test_time_is_linear_in_values_and_captures() -> None:
    verify(module("PUSH a; UNPACK 20000; " + "STORE b; " * 20000))
    names = {f"n{i}": "global" for i in range(20000)}
    captures = tuple(("capture", name) for name in names)
    case = Instruction(BY_NAME["CASE"], (("sequence", captures),), (1, 0, 1, 1))
    body = cell("", **names)
    verify(Module((replace(body, instructions=(*code("PUSH a; MATCH"), case, *code("NOP; END"))),)))
