"""Errors come with changes of the source that mend them, where it is certain what to write."""

from __future__ import annotations

import pytest

from nbc import Session


def fixed(source: str, number: int = 0) -> list[str]:
    """The source after each of the fixes of its first error."""
    error = Session({}).problems(source)[0][1]
    results = []
    for fix in error.fixes:
        lines = [line.encode() for line in source.split("\n")]
        for span, text in fix.edits:
            at = span.start[0] - 1
            lines[at] = lines[at][: span.start[1]] + text.encode() + lines[at][span.end[1] :]
        results.append(b"\n".join(lines).decode())
    return results


@pytest.mark.parametrize(("source", "results"), [
    ("x = lenn([1])", ["x = len([1])"]),
    ("é = 'é' + (1 + 2)", ["é = 'é' + (str(1 + 2))"]),
    ("1 + 'a'", ["str(1) + 'a'"]),
    ("for i in 3:\n    pass", ["for i in range(3):\n    pass"]),
    ("import math\nmath.sqrtt(2)", ["import math\nmath.sqrt(2)"]),
    ("def f(alpha): return 1\nf(alpah=2)", ["def f(alpha): return 1\nf(alpha=2)"]),
    ("sorted([1], revers=True)", ["sorted([1], reverse=True)"]),
    ("'''Doc.'''\nnp.pi", ["'''Doc.'''\nimport numpy as np\nnp.pi"]),
    ("@json.x\ndef f(): pass", ["import json\n@json.x\ndef f(): pass"]),
    ("import numpy as np\na = np.zeros(3)\nif a > 1: pass",
     [f"import numpy as np\na = np.zeros(3)\nif (a > 1).{name}(): pass" for name in ("any", "all")]),
    ("import numpy as np\ndef f(a: f32[n]): pass\nf(np.zeros(3))",
     ["import numpy as np\ndef f(a: f32[n]): pass\nf(np.zeros(3).astype('f32'))"]),
    ("'a' + (1 +\n 2)", []), ("nothing_like_it", []), ("1()", []),
])  # fmt: skip
def test_an_error_offers_its_fixes(source: str, results: list[str]) -> None:
    assert fixed(source) == results
    for result in results:
        assert Session({}).problems(result) == []


def test_an_error_in_a_function_of_another_cell_offers_none() -> None:
    session = Session({})
    session.run("def shout(x):\n    return 'a' + x\n")
    [(_, error)] = session.problems("shout(1)")
    assert error.fixes == ()


def test_a_name_that_is_not_defined_is_told_apart() -> None:
    assert Session({}).problems("nowhere")[0][1].name == "nowhere"
    assert Session({}).problems("1 + 'a'")[0][1].name is None
