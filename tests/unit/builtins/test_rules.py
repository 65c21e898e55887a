"""Typing rules by example: what is certain of common calls, and what is refused."""

from __future__ import annotations

import pytest

from nbc.builtins import CallTypes, RuleError, lookup
from nbc.types import parse_type
from nbc.types.model import (
    BIGINT,
    BOOL,
    F64,
    I64,
    NONE,
    OBJECT,
    STR,
    Array,
    BuiltinType,
    ClassType,
    Container,
    Scalar,
    Tuple,
    Type,
)


def constant(value: int | float | str | bool) -> Type:
    names = {bool: "bool", int: "i64", float: "f64", str: "str"}
    return Scalar(names[type(value)], value=value)


def shape(*lengths: int) -> Tuple:
    return Tuple(tuple(constant(length) for length in lengths))


def call(name: str, *args: Type, owner: Type | None = None, **keywords: Type) -> Type:
    row = lookup(name)
    assert row is not None
    return row.rule(CallTypes(args, keywords, owner))


A34 = Array("f64", (3, 4))
A45 = Array("f64", (4, 5))
AN = Array("f64", ("n", 3))
F32 = ClassType("numpy.float32")


@pytest.mark.parametrize(
    ("name", "args", "keywords", "expected"),
    [
        ("numpy.zeros", (shape(2, 3),), {}, Array("f64", (2, 3))),
        ("numpy.zeros", (I64,), {"dtype": F32}, Array("f32", (None,))),
        ("numpy.zeros", (constant(3), BuiltinType("i8")), {}, Array("i8", (3,))),
        ("numpy.zeros", (constant(3), constant("i8")), {}, Array("i64", (3,))),
        ("numpy.arange", (constant(10),), {}, Array("i64", (10,))),
        ("numpy.arange", (constant(0), constant(1.0), constant(0.25)), {}, Array("f64", (4,))),
        ("numpy.linspace", (constant(0), constant(1), constant(5)), {}, Array("f64", (5,))),
        ("numpy.eye", (constant(3),), {}, Array("f64", (3, 3))),
        ("numpy.exp", (Array("f32", (3,)),), {}, Array("f32", (3,))),
        ("numpy.exp", (F64,), {}, Scalar("f64", weak=False)),
        ("numpy.add", (Array("i8", (3, 1)), Array("u8", (4,))), {}, Array("i16", (3, 4))),
        ("numpy.add", (Array("f32", (3,)), F64), {}, Array("f32", (3,))),
        ("numpy.add", (Array(None, (3,)), F64), {}, Array(None, (3,))),
        ("numpy.add", (Array("f64", None), F64), {}, OBJECT),
        ("numpy.add", (A34, OBJECT), {}, OBJECT),
        ("numpy.less", (A34, I64), {}, Array("bool", (3, 4))),
        ("numpy.arctan2", (Array("i8", (3,)), Array("u8", (3,))), {}, Array("f16", (3,))),
        ("numpy.sum", (A34,), {}, Scalar("f64", weak=False)),
        ("numpy.sum", (Array("i8", (3, 4)),), {"axis": constant(0)}, Array("i64", (4,))),
        ("numpy.sum", (AN,), {"axis": constant(-1)}, Array("f64", ("n",))),
        ("numpy.sum", (A34,), {"axis": I64}, Array("f64", (None,))),
        ("numpy.sum", (A34,), {"keepdims": constant(True)}, Array("f64", (1, 1))),
        ("numpy.mean", (Array("i32", (3, 4)),), {"axis": shape(0, 1)}, Scalar("f64", weak=False)),
        ("numpy.argmax", (A34,), {"axis": constant(1)}, Array("i64", (3,))),
        ("numpy.matmul", (A34, A45), {}, Array("f64", (3, 5))),
        ("numpy.dot", (AN, Array("f64", (3, 2))), {}, Array("f64", ("n", 2))),
        ("numpy.einsum", (constant("ij,jk->ik"), A34, A45), {}, Array("f64", (3, 5))),
        ("numpy.linalg.solve", (Array("f64", (3, 3)), Array("f64", (3,))), {}, Array("f64", (3,))),
        ("numpy.linalg.norm", (A34,), {}, Scalar("f64", weak=False)),
        ("numpy.where", (Array("bool", (3,)), Array("f32", (3,)), I64), {}, Array("f32", (3,))),
        ("numpy.concatenate", (Tuple((A34, A34)),), {}, Array("f64", (6, 4))),
        ("numpy.stack", (Tuple((A34, A34)),), {"axis": constant(1)}, Array("f64", (3, 2, 4))),
        ("numpy.reshape", (A34, shape(2, -1)), {}, Array("f64", (2, 6))),
        ("numpy.array", (Container("list"),), {}, Array(None, None)),
        ("numpy.array", (Container("list", 2, (F64, I64)),), {}, Array("f64", (2,))),
        ("numpy.asarray", (OBJECT,), {"dtype": F32}, Array("f32", None)),
        ("math.sqrt", (I64,), {}, F64),
        ("math.floor", (F64,), {}, BIGINT),
        ("len", (A34,), {}, constant(3)),
        ("range", (constant(5),), {}, Container("range", 5)),
        ("int", (F64,), {}, BIGINT),
        ("int", (constant(True),), {}, constant(1)),
        ("print", (OBJECT,), {}, NONE),
        ("exp", (F64,), {}, F64),
        ("exp", (A34,), {}, A34),
        ("i32", (F64,), {}, Scalar("i32", weak=False)),
        ("bigint", (I64,), {}, BIGINT),
    ],
)
def test_rule_gives(
    name: str, args: tuple[Type, ...], keywords: dict[str, Type], expected: Type
) -> None:
    assert call(name, *args, **keywords) == expected


def test_methods_use_their_receiver() -> None:
    assert call("ndarray.sum", owner=A34, axis=constant(1)) == Array("f64", (3,))
    assert call("ndarray.reshape", constant(4), constant(3), owner=A34) == Array("f64", (4, 3))
    assert call("ndarray.shape", owner=A34) == shape(3, 4)
    assert call("ndarray.T", owner=AN) == Array("f64", (3, "n"))
    assert call("ndarray.astype", ClassType("int"), owner=A34) == Array("i64", (3, 4))
    assert call("str.split", owner=STR) == Container("list")
    assert call("str.startswith", STR, owner=STR) == BOOL
    generator = call("numpy.random.default_rng")
    assert call("Generator.normal", owner=generator, size=shape(2, 2)) == parse_type("f64[2, 2]")


@pytest.mark.parametrize(
    ("name", "args", "keywords", "code", "operands"),
    [
        ("numpy.matmul", (A34, A34), {}, "N2002", (0, 1)),
        ("numpy.add", (A34, Array("f64", (5,))), {}, "N2002", (0, 1)),
        ("numpy.sum", (A34,), {"axis": constant(2)}, "N2002", (1,)),
        ("numpy.reshape", (A34, shape(5, 2)), {}, "N2002", (1,)),
        ("numpy.concatenate", (Tuple((A34, A45)),), {}, "N2002", (0,)),
        ("numpy.linalg.inv", (A34,), {}, "N2002", (0,)),
        ("numpy.bitwise_and", (A34, A34), {}, "N2003", (0, 1)),
        ("numpy.zeros", (I64,), {"shap": I64}, "N2004", (1,)),
        ("numpy.zeros", (), {}, "N2004", ()),
        ("math.sqrt", (STR,), {}, "N2001", (0,)),
        ("math.sqrt", (A34,), {}, "N2001", (0,)),
        ("len", (F64,), {}, "N2001", (0,)),
        ("range", (F64,), {}, "N2001", (0,)),
        ("list", (I64,), {}, "N2007", (0,)),
    ],
)
def test_rule_refuses(
    name: str,
    args: tuple[Type, ...],
    keywords: dict[str, Type],
    code: str,
    operands: tuple[int, ...],
) -> None:
    with pytest.raises(RuleError) as caught:
        call(name, *args, **keywords)
    assert (caught.value.code, caught.value.operands) == (code, operands)


def test_what_an_unknown_class_may_take_over_is_never_refused() -> None:
    assert call("numpy.matmul", A34, OBJECT) == OBJECT
    assert call("numpy.linalg.solve", A34, OBJECT) == OBJECT
    assert call("numpy.searchsorted", A34, F64, sorter=OBJECT) == OBJECT
