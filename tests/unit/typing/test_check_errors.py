"""Each kind of certain error: its code, message and hint; and CPython raises there too."""

from __future__ import annotations

import pytest

from tests.unit.typing.checking import checked, errors, raised, underlined

NUMPY = "import numpy as np\n"
AB = NUMPY + "a = np.zeros((3, 4))\nb = np.zeros((5, 6))\n"

CASES = [
    ("pritn(1)", "[N2005] name 'pritn' is not defined"),
    ("x = 1\ndel x\nx", "[N2005] name 'x' is not defined"),
    ("del y", "[N2005] name 'y' is not defined"),
    ("def f():\n    print(z)\n    z = 1\nf()", "[N2005] 'z' is used before it has a value"),
    ("def f():\n    return pie * 2\nf()", "[N2005] name 'pie' is not defined"),
    ("try:\n    x = 1\nexcept KeyError as e:\n    pass\ne", "[N2005] name 'e' is not defined"),
    ("1 + 'a'", "[N2001] cannot add int and str"),
    ("s = 'a'\ns -= 1", "[N2001] cannot subtract str and int"),
    ("[1] + (2,)", "[N2001] cannot add list and tuple"),
    ("1 < 'a'", "[N2001] cannot compare int with str"),
    ("1 in 2", "[N2001] cannot look for int in int"),
    ("None + 1", "[N2001] cannot add None and int"),
    ("-'a'", "[N2001] cannot compute - of str"),
    ("1.5 & 2", "[N2001] cannot compute float & int"),
    ("len(5)", "[N2001] len() of int"),
    ("a, b = 1, 2, 3", "[N2001] too many values to unpack: 2 wanted, tuple has 3"),
    ("a, b, *c = (1,)", "[N2001] too few values to unpack: at least 2 wanted, tuple has 1"),
    ("for x in 5: pass", "[N2007] int cannot be iterated"),
    ("a, b = 5", "[N2007] int cannot be iterated"),
    ("x = 5\nx()", "[N2007] int cannot be called"),
    ("import math\nmath()", "[N2007] module math cannot be called"),
    ("5[0]", "[N2007] int cannot be indexed"),
    ("'abc'['x']", "[N2007] str cannot be indexed by str"),
    ("t = (1, 2)\nt[0] = 5", "[N2007] items of tuple cannot be assigned"),
    ("(1, 2)[2]", "[N2009] index 2 is out of range with length 2 (tuple)"),
    ("'abc'[-4]", "[N2009] index -4 is out of range with length 3 (str)"),
    ("import math\nmath.sqroot(2)", "[N2006] module math has no attribute 'sqroot'"),
    ("'a'.uper()", "[N2006] str has no attribute 'uper'"),
    ("x = 3\nx.y = 1", "[N2006] int takes no attribute 'y'"),
    ("def f(a, b): pass\nf(1)", "[N2004] f() missing 1 required positional argument: 'b'"),
    ("def f(a, b, c): pass\nf()",
     "[N2004] f() missing 3 required positional arguments: 'a', 'b', and 'c'"),
    ("def f(*, k): pass\nf()", "[N2004] f() missing 1 required keyword-only argument: 'k'"),
    ("def f(a): pass\nf(1, 2)", "[N2004] f() takes 1 positional argument but 2 were given"),
    ("def f(a, b=1): pass\nf(1, 2, 3)",
     "[N2004] f() takes from 1 to 2 positional arguments but 3 were given"),
    ("def f(a): pass\nf(1, a=2)", "[N2004] f() got multiple values for argument 'a'"),
    ("def f(size): pass\nf(sise=1)", "[N2004] f() got an unexpected keyword argument 'sise'"),
    ("f = lambda x: x + 1\nf('a')", "[N2001] cannot add str and int"),
    ("[x + 'a' for x in (1, 2)]", "[N2001] cannot add int and str"),
    (AB + "a @ b", "[N2002] cannot multiply f64[3, 4] by f64[5, 6]: 4 and 5 differ"),
    (AB + "a + b", "[N2002] cannot add f64[3, 4] and f64[5, 6]: 4 and 6 differ"),
    (AB + "a += b", "[N2002] cannot add f64[3, 4] and f64[5, 6]: 4 and 6 differ"),
    (AB + "a @ 2", "[N2002] cannot multiply f64[3, 4] by int: a value without axes cannot be "
     "multiplied with @"),
    (AB + "a[0] = b[0]", "[N2002] cannot store f64[6] in f64[4]: 6 and 4 differ"),
    (AB + "c = np.zeros(4)\nc += a",
     "[N2002] cannot store f64[3, 4] in f64[4] in place: the left side cannot get more axes"),
    (NUMPY + "n = np.zeros(3, dtype=int)\nn += 0.5", "[N2003] cannot store f64 in i64[3] in place"),
    (NUMPY + "np.zeros(3) & 1", "[N2003] cannot compute f64[3] & int: bits are only those of "
     "integers and bools"),
    (NUMPY + "-np.zeros(3, dtype=bool)", "[N2003] cannot compute - of bool[3]: a bool has no negative: "
     "use ~ (not)"),
    (AB + "a[7]", "[N2009] index 7 is out of range for axis 0 with length 3 (f64[3, 4])"),
    (AB + "a[1, 2, 3]", "[N2009] 3 indices for an array with 2 axes (f64[3, 4])"),
    (AB + "a[1.5]", "[N2007] an array cannot be indexed by a float (f64[3, 4])"),
    (AB + "a.sums()", "[N2006] numpy.ndarray has no attribute 'sums'"),
    (AB + "np.zerso(3)", "[N2006] module numpy has no attribute 'zerso'"),
    (AB + "if a: pass", "[N2001] an array with 12 elements is neither true nor false"),
    (AB + "x, y = a", "[N2001] too many values to unpack: 2 wanted, f64[3, 4] has 3"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), CASES, ids=[case[0][-40:] for case in CASES])
def test_error(source: str, expected: str) -> None:
    found = errors(source)
    assert found == [expected]
    assert raised(source) is not None


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (AB + "a.reshape(5, -1)", "N2002"),
        (AB + "np.concatenate([a, b])", "N2002"),
        (AB + "np.dot(a, b)", "N2002"),
        (AB + "a.sum(axis=2)", "N2002"),
        (AB + "np.zeros()", "N2004"),
        ("len()", "N2004"),
        ("len(1, 2)", "N2004"),
        ("import math\nmath.sqrt('a')", "N2001"),
        ("'abc'.split(3)", "N2001"),
    ],
)
def test_errors_of_builtins_rows(source: str, code: str) -> None:
    found = checked(source).errors
    assert [error.code for error in found] == [code]
    assert raised(source) is not None


def test_all_errors_at_once_in_source_order() -> None:
    source = AB + "c = a @ b\nprnt(c)\nx = 1 + 'a'\n"
    found = checked(source).errors
    assert [error.code for error in found] == ["N2002", "N2005", "N2001"]
    assert [error.span.start[0] for error in found if error.span] == [4, 5, 6]


def test_both_sides_are_shown() -> None:
    (error,) = checked(AB + "a @ b").errors
    assert underlined(error, AB + "a @ b") == "a @ b"
    assert [(r.label, r.span.start[0]) for r in error.related] == [
        ("'a' is f64[3, 4]", 2),
        ("'b' is f64[5, 6]", 3),
    ]


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("pritn(1)", "did you mean 'print'?"),
        ("radius = 1\nradios", "did you mean 'radius'?"),
        ("Print(1)", "did you mean 'print'?"),
        ("1 + 'a'", "convert with str(...), or use an f-string"),
        (AB + "np.zerso(3)", "did you mean 'zeros'?"),
        (AB + "a.sums()", "did you mean 'sum'?"),
        (AB + "a @ a", "transpose the right side: a @ b.T"),
        (AB + "c = np.zeros((3, 2))\na @ c", "transpose the left side: a.T @ b"),
        ("def f(size): pass\nf(sise=1)", "did you mean 'size'?"),
        ("def f(a, b=1): pass\nf()", "it is f(a, b=...)"),
        ("len = 5\nlen([1])", "'len' hides a builtin here: del len gives it back"),
    ],
)
def test_hints(source: str, hint: str) -> None:
    assert checked(source).errors[0].hint == hint


def test_error_in_a_called_function_shows_the_call() -> None:
    source = "def area(radius):\n    return pie * radius\n\nprint(area(2))\n"
    (error,) = checked(source).errors
    assert underlined(error, source) == "pie"
    assert [(r.label, r.span.start[0]) for r in error.related] == [("area is called here", 4)]
