"""What a cell reads, writes and changes in place, found in its bytecode."""

from __future__ import annotations

import pytest

from nbc import Linked, SourceError, Table, effects_of, link


def linked(text: str, *before: str) -> Linked:
    table = Table()
    for each in before:
        table.learn(effects_of(each))
    return link(effects_of(text), table)


@pytest.mark.parametrize(
    ("text", "reads", "writes", "mutates"),
    [
        ("x = y + 1", "y", "x", ""),
        ("x = 1\ny = x", "", "x y", ""),
        ("x += 1", "x", "x", "x"),
        ("a.append(b)", "a b", "", "a"),
        ("a[i] = b", "a b i", "", "a"),
        ("a.b.c = d", "a d", "", "a"),
        ("del a[0]", "a", "", "a"),
        ("del a", "a", "a", ""),
        ("v = a[0]\nv.append(1)", "a", "v", "a v"),
        ("for row in rows:\n    row.sort()", "rows", "row", "row rows"),
        ("a, b = c, d\na.clear()", "c d", "a b", "a c d"),
        ("if p:\n    x = 1", "p x", "x", ""),
        ("if p:\n    x = 1\nelse:\n    x = 2", "p", "x", ""),
        ("try:\n    x = f()\nexcept E:\n    x = 0", "E f", "x", ""),
        ("try:\n    x = f()\nexcept E:\n    raise", "E f", "x", ""),
        ("try:\n    x = f()\nexcept E:\n    pass", "E f x", "x", ""),
        ("def f(a): return a + k", "", "f", ""),
        ("def f(a): return a + k\nf(1)", "k", "f", ""),
        ("k = 1\ndef f(a): return a + k\nf(1)", "", "f k", ""),
        ("x = list(map(lambda v: v + k, xs))", "k list map xs", "x", ""),
        ("[t := v for v in xs]", "xs", "t", ""),
        ("import os.path as p, sys", "", "p sys", ""),
        ("import numpy as np\nnp.append(a, 1)\nnp.random.shuffle(b)", "a b", "np", "b"),
        ("df.drop(x, inplace=True)", "df x", "", "df"),
        ("import numpy as np\nnp.add(a, b, out=c)", "a b c", "np", "c"),
        ("match v:\n    case [a, K.x]: pass", "K a v", "a", ""),
        ("with open(p) as f: x = f.name", "open p", "f x", ""),
    ],
)
def test_one_cell(text: str, reads: str, writes: str, mutates: str) -> None:
    found = linked(text)
    shown = [" ".join(sorted(names)) for names in (found.reads, found.writes, found.mutates)]
    assert shown == [reads, writes, mutates]


@pytest.mark.parametrize(
    ("before", "text", "reads", "writes", "mutates"),
    [
        ("def f(): return g() + k\ndef g(): return m", "f()", "f g k m", "", ""),
        ("def f(l, v): l.append(v)", "f(a, b)", "a b f", "", "a"),
        ("def f(l, v): l.append(v)", "f(v=b, l=a)", "a b f", "", "a"),
        ("def f(l): g(l)\ndef g(l): l.clear()", "f(a)", "a f g", "", "a"),
        ("def f():\n    global n\n    n = 1", "f()", "f", "n", ""),
        ("def f(n):\n    return f(n - 1)", "f(3)", "f", "", ""),
        ("class A:\n    def go(self): self.x = k", "a.go()", "a k", "", "a"),
        ("class A:\n    def go(self): return k\no = A()", "o", "k o", "", ""),
        ("def f(): return k\nx = f()", "x", "x", "", ""),
        ("def make():\n    def inner(): return k\n    return inner\nf = make()", "f()", "f k",
         "", ""),
        ("def f(): return k\nfs = {'a': f}", "fs['a']()", "fs k", "", ""),
        ("def d(f): return f\n@d\ndef f(): return k", "f()", "f k", "", ""),
        ("part = whole[0]", "part.append(1)", "part whole", "", "part whole"),
        ("import a", "a.append(1)", "a", "", ""),
    ],
)  # fmt: skip
def test_functions_of_other_cells(
    before: str, text: str, reads: str, writes: str, mutates: str
) -> None:
    found = linked(text, before)
    shown = [" ".join(sorted(names)) for names in (found.reads, found.writes, found.mutates)]
    assert shown == [reads, writes, mutates]


def test_comments_are_no_change() -> None:
    one, same, other = (effects_of(text).fingerprint for text in (
        "x = 1\ny = x", "# said\nx = 1\n\ny = (x)  # again", "x = 2\ny = x"))  # fmt: skip
    assert one == same != other


def test_python_that_noodle_refuses() -> None:
    text = "async def f(): return k\nx = await f()\nxs[0] = [v for v in ys]\nn += 1"
    with pytest.raises(SourceError):
        effects_of(text)
    found = link(effects_of(text, is_python=True), Table())
    assert (found.reads, found.writes) == ({"k", "xs", "ys", "n"}, {"f", "x", "n"})
    assert found.mutates == {"xs", "n"}
    with pytest.raises(SourceError):
        effects_of("x = = 1", is_python=True)


def test_long_cells_and_deep_calls() -> None:
    chain = "\n".join(f"def f{n}(): return f{n - 1}() + 1" for n in range(1, 800))
    found = linked(f"def f0(): return k\n{chain}\nf799()")
    assert found.reads == {"k"}
    assert linked("x = " + "+".join(["y"] * 400)).reads == {"y"}
