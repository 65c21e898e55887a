"""Cells that CPython runs fine have no error, however suspicious; likely problems are warnings."""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np
import pytest

import nbc
from tests.unit.typing.checking import errors, raised, warnings

NUMPY = "import numpy as np\na = np.ones((3, 4))\nb = np.ones((5, 6))\n"

FINE = [
    "try:\n    1 + 'a'\nexcept TypeError:\n    pass",
    "try:\n    import nothing_of_this_name\n    1 + 'a'\nexcept ImportError:\n    pass",
    "try:\n    undefined\nexcept NameError:\n    pass",
    "try:\n    unicode\nexcept (NameError, ValueError):\n    unicode = str\nunicode(1)",
    "from contextlib import suppress\nwith suppress(TypeError):\n    1 + 'a'",
    "for i in range(1):\n    try:\n        1 + 'a'\n    finally:\n        break",
    "import random\nif random.random() > 2:\n    1 + 'a'",
    "if False:\n    undefined",
    "for x in []:\n    undefined",
    "for x in range(0):\n    undefined(x)",
    "while False:\n    undefined",
    "def f():\n    undefined",
    "def f():\n    return later()\ndef later():\n    return 1\nf()",
    "x = 1\ndef f():\n    global x\n    x = 'a'\n(lambda g: g())(f)\nx + 'b'",
    "x = 1\ndef f():\n    globals()['x'] = 'a'\nf()\nx + 'b'",
    "exec('y = 3')\ny",
    "globals()['z'] = 1\nz",
    "from math import *\nsqrt(2)",
    "len = lambda x: 5\nlen(3)",
    "def outer():\n    x = 1\n    def inner():\n        nonlocal x\n        x = 'a'\n    inner()\n"
    "    return x + 'b'\nouter()",
    "x = 5\nif isinstance(x, str):\n    x + 'a'",
    "x = None\nif x is not None:\n    x + 1",
    "def f(x):\n    if isinstance(x, str):\n        return x + 'a'\n    return x + 1\nf(1), f('b')",
    "def f(x):\n    if type(x) is str:\n        return x + 'a'\n    return x + 1\nf(1), f('b')",
    "for i in range(3):\n    if i == 5:\n        1 + 'a'",
    "for i in range(3):\n    continue\n    1 + 'a'",
    "def f():\n    return\n    1 + 'a'\nf()",
    "x = 0 and undefined",
    "x = 1 or undefined",
    "assert True or undefined",
    "match 5:\n    case str() as s:\n        s + 1\n    case _:\n        pass",
    "class A:\n    x = 1\n    y = x + 1\nA.y",
    "class Meta(type):\n    @classmethod\n    def __prepare__(cls, name, bases):\n"
    "        return {'provided': 1}\nclass A(metaclass=Meta):\n    x = provided",
    "class S(str):\n    def __add__(self, other): return 1\ns = S('a')\ns + 1",
    "x: float = 2\ndef f(w: float) -> str:\n    return w\nf('a')",
    "def f(*args, **kwargs): pass\nf(1, 2, k=3)\nf(*[1, 2], **{'a': 1})",
    "def f(a, b): pass\nf(*(1, 2))\nf(1, **{'b': 2})",
    "import math\nmath.extra = 5\nmath.extra\ndel math.extra",
    "def f():\n    yield undefined\nf()",
    "g = (undefined for x in range(3))",
    "f = lambda: undefined",
    "a = [1, 2]\na[5:10]\n(1, 2)[5:]\n'abc'[9:]",
    "x = 3\nfor x in ['a']:\n    pass\nx + 'b'",
    "x = 1\nwhile True:\n    x = 'a'\n    break\nx + 'b'",
    "import sys\nif sys.version_info < (3,):\n    1 + 'a'",
    NUMPY + "a @ b.T[:4]\na + b[:1, :4]\na + b[0, 0]\na[None, :, 1]",
    NUMPY + "a.shape = (4, 3)\nnp.ones((4, 3)) + a",
    NUMPY + "c = np.ones(3)\nc.resize(5, refcheck=False)\nc + np.ones(5)",
    NUMPY + "if (a == a).all():\n    pass\nif np.ones(1):\n    pass",
    NUMPY + "np.zeros = lambda *x: 1\nnp.zeros((3, 4)) + 'a' if False else 1",
    NUMPY + "a[np.array([0, 1]), :2]\na[a > 2]\na[..., 0]\na[:, np.newaxis]",
]


@pytest.mark.parametrize("source", FINE, ids=[source[-40:] for source in FINE])
def test_fine_cells_have_no_errors(source: str) -> None:
    zeros = np.zeros
    with contextlib.ExitStack() as stack:
        stack.callback(setattr, np, "zeros", zeros)
        assert errors(source, {"__name__": "__main__"}) == []
        assert raised(source) is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import random\nif random.random() > 2:\n    1 + 'a'", ["[N2001] cannot add int and str"]),
        (NUMPY + "for i in range(np.argmax(a)):\n    a @ b",
         ["[N2002] cannot multiply f64[3, 4] by f64[5, 6]: 4 and 5 differ"]),
        ("def f():\n    undefined", []),
        ("import random\ndef f():\n    undefined\nif random.random() > 2:\n    f()", []),
        ("try:\n    1 + 'a'\nexcept TypeError:\n    pass", []),
    ],
)  # fmt: skip
def test_likely_problems_are_warnings(source: str, expected: list[str]) -> None:
    assert errors(source) == []
    assert warnings(source) == expected


def test_functions_of_earlier_cells_are_looked_into() -> None:
    session = nbc.Session()
    session.run("def scale(x, by=2):\n    return x * by\ndef broken(x):\n    return x + pie")
    with pytest.raises(nbc.NoodleError) as caught:
        session.compile("y = 1\nbroken(y)\nscale(1, 2, 3)")
    assert [error.code for error in caught.value.all] == ["N2005", "N2004"]
    assert caught.value.span is not None
    assert caught.value.span.start[0] == 2
    assert caught.value.related[0].label == "in broken, here"


def test_earlier_cells_may_rebind_names() -> None:
    session = nbc.Session()
    session.run("x = 1\ndef change():\n    global x\n    x = 'a'\ncallbacks = [change]")
    session.run("for callback in callbacks:\n    callback()\ny = x + 'b'")
    assert session["y"] == "ab"


def test_real_values_decide() -> None:
    class Fake:
        def zeros(self, *args: Any) -> str:
            return "text"

    assert errors("np.zeros((3, 4)) + 'a'", {"np": Fake()}) == []
    assert errors("np.zeros((3, 4)) + 'a'", {"np": np}) != []
    assert errors("a @ b", {"a": np.ones((3, 4)), "b": np.ones((4, 5))}) == []
    assert errors("a @ b", {"a": np.ones((3, 4)), "b": np.ones((5, 6))}) != []
    assert errors("a @ b", {"a": np.ma.ones((3, 4)), "b": np.ones((5, 6))}) == []
