"""What a call that is not followed may have done is forgotten."""

from __future__ import annotations

import nbc


def test_deep_chain_of_calls_may_rebind_globals() -> None:
    chain = "\n".join(f"def f{n}(): return f{n + 1}()" for n in range(30))
    source = f"x = None\n{chain}\ndef f30(): globals()['x'] = {{}}\nf0()\nx['a'] = 1\n"
    session = nbc.Session()
    session.run(source)
    assert session["x"] == {"a": 1}


def test_large_sources_are_not_trusted_beyond_the_budget() -> None:
    work = "def work(n):\n" + "    n = n + 1\n" * 900
    calls = "".join(f"work({n})\n" for n in range(60))
    source = f"x = None\n{work}def late(): globals()['x'] = {{}}\n{calls}late()\nx['a'] = 1\n"
    session = nbc.Session()
    session.run(source)
    assert session["x"] == {"a": 1}


def test_special_names_of_modules_exist() -> None:
    assert isinstance(nbc.Session().run("import types\ntypes.__dict__"), dict)


def test_open_namespace_can_be_changed_again() -> None:
    source = """
__import__("json")
x = None
def declare(**names): globals().update(names)
declare(x={})
x["a"] = 1
"""
    session = nbc.Session()
    session.run(source)
    assert session["x"] == {"a": 1}
