"""Whatever comes in, what comes out is a coded error of ours and a session that goes on.

Sources: broken syntax, text that is none, nesting without end, a megabyte. Modules: damaged
containers, later versions, hostile JSON. Recursion without end is the program's own RecursionError.
Sources that CPython takes must run here as well.
"""

from __future__ import annotations

import copy
import hashlib
import io
import json
import struct
import warnings
from contextlib import redirect_stdout
from typing import Any

import pytest

import nbc
from nbc.errors import SourceError, VerifyError

SYNTAX = {
    "unclosed parenthesis": "print(1\nx = 2",
    "unmatched bracket": "x = [1, 2)",
    "stray closer": "x = 1)",
    "missing colon": "if True\n    pass",
    "missing body": "def f():\nx = 1",
    "bad indent": "x = 1\n    y = 2",
    "bad dedent": "if 1:\n        x = 1\n    y = 2",
    "unterminated string": "x = 'abc\ny = 1",
    "unterminated triple": 'x = """abc\n',
    "invalid token": "x = 1 $ 2",
    "question mark": "x?",
    "backquotes": "`x`",
    "two names": "x y",
    "assign to literal": "1 = x",
    "assign to call": "f() = 1",
    "assign to operator": "a + b = c",
    "assign to None": "None = 1",
    "assign to True": "for True in []: pass",
    "augmented tuple": "(a, b) += 1",
    "delete call": "del f()",
    "walrus at top": "x := 1",
    "walrus to attribute": "(a.b := 1)",
    "equals in test": "if x = 1: pass",
    "break outside": "break",
    "continue outside": "def f():\n    continue",
    "return outside": "return 1",
    "yield outside": "yield 1",
    "yield in class": "class A:\n    yield 1",
    "nonlocal at module": "nonlocal x",
    "nonlocal without binding": "def f():\n    nonlocal nowhere",
    "global after use": "def f():\n    x = 1\n    global x",
    "parameter and global": "def f(x):\n    global x",
    "duplicate parameter": "def f(a, a): pass",
    "default order": "def f(a=1, b): pass",
    "star twice": "def f(*a, *b): pass",
    "keyword twice": "f(a=1, a=2)",
    "positional after keyword": "f(a=1, 2)",
    "positional after spread": "f(**k, *a)",
    "two starred targets": "a, *b, *c = x",
    "bare star": "*a = x",
    "star in expression": "x = *a",
    "bad except order": "try: pass\nexcept: pass\nexcept ValueError: pass",
    "try alone": "try:\n    pass",
    "else without if": "else:\n    pass",
    "bad decorator": "@\ndef f(): pass",
    "print statement": "print 1",
    "exec statement": "exec 'x'",
    "bad fstring": "f'{'",
    "empty fstring field": "f'{}'",
    "fstring backslash": "f'{x!z}'",
    "bad escape": "x = '\\N{no such character name}'",
    "bad unicode escape": "x = '\\uZZZZ'",
    "bytes with wide": "x = b'é'",
    "octal": "x = 012",
    "bad number": "x = 1__0",
    "bad hex": "x = 0xZZ",
    "bad complex": "x = 1jj",
    "bad import": "import",
    "import star in function": "def f():\n    from math import *",
    "relative import syntax": "from . import",
    "future late": "x = 1\nfrom __future__ import annotations",
    "future unknown": "from __future__ import braces",
    "lambda statement": "lambda: return",
    "match without case": "match x:\n    pass",
    "match duplicate capture": "match x:\n    case [a, a]: pass",
    "match unreachable": "match x:\n    case a: pass\n    case b: pass",
    "match or binds": "match x:\n    case [a] | [b]: pass",
    "case outside": "case 1: pass",
    "class keyword": "class 1A: pass",
    "unexpected eof": "for i in range(3):",
    "line continuation": "x = 1 + \\ 2",
    "eof continuation": "x = \\",
    "set and dict": "{1: 2, 3}",
    "dict comprehension spread": "{**x for x in y}",
    "generator argument": "f(x for x in y, 1)",
    "async comprehension": "def f():\n    return [x async for x in y]",
    "named unpacking": "(a, b := 1, 2)[0] = ",
    "keyword as name": "class = 1",
    "debug assigned": "__debug__ = 1",
    "tabs and spaces": "if 1:\n        x = 1\n\ty = 2",
    "too much indentation": "".join(" " * i + "if 1:\n" for i in range(120)) + " " * 120 + "pass",
}

TEXT = {
    "NUL": "x = 1\0",
    "NUL in a string": "x = 'a\0b'",
    "NUL in a comment": "# \0\nx = 1",
    "lone surrogate": "x = '\ud800'",
    "lone low surrogate": "x = 1 # \udc80",
    "surrogate in a name": "a\udfff = 1",
}

ODD = {
    "BOM": "\ufeffx = 1\nprint(x)",
    "BOM inside": "x = 1\n\ufeffprint(x)",
    "CRLF": "x = 1\r\nif x:\r\n    print(x)\r\n",
    "CR only": "x = 1\rprint(x)\r",
    "form feed": "x = 1\n\x0cprint(x)\n\x0c\n",
    "vertical tab": "x = 1\x0b\nprint(x)",
    "tabs": "if 1:\n\tx = 1\n\tif x:\n\t\tprint(x)\n",
    "no final newline": "def f():\n    return 1\nprint(f())",
    "only a comment": "# nothing",
    "empty": "",
    "blank lines": "\n\n   \n\t\n",
    "only a docstring": "'''doc'''",
    "backslash at the end": "x = 1 \\\n+ 2\nprint(x)",
    "semicolons": "x = 1; ; y = 2",
    "trailing semicolon": "x = 1;",
    "Hebrew name": "שלום = 3\nprint(שלום)",
    "Arabic digits": "x = ١٢",
    "superscript": "x² = 1",
    "emoji": "😀 = 1",
    "emoji in a string": "print('😀' * 2, len('😀'))",
    "right-to-left override": "x = 'a\u202eb'\nprint(len(x))",
    "zero width space": "x\u200b = 1",
    "non-breaking space": "x\u00a0= 1",
    "ligature": "ﬁ = 1\nprint(fi)",
    "mathematical letters": "𝐱 = 1\nprint(x)",
    "combining": "e\u0301 = 1\nprint(é)",
    "line separator": "x = 'a\u2028b'\nprint(len(x))",
    "next line": "x = 1\u0085print(x)",
    "private use": "x = '\ue000'\nprint(ascii(x))",
    "last code point": "x = '\U0010ffff'\nprint(ascii(x))",
    "coding comment": "# -*- coding: latin-1 -*-\nx = 'é'\nprint(ascii(x))",
    "unknown coding": "# -*- coding: no-such-codec -*-\nprint('é' == '\\xe9')",
    "null-like name": "__builtins__ = {}\nx = 1",
    "long name": "a" * 5000 + " = 1",
    "digits at the limit": "x = " + "9" * 4300,
    "digits over the limit": "x = " + "9" * 4301,
    "hexadecimal giant": "x = 0x" + "f" * 20000 + "\nprint(x.bit_length())",
    "float giant": "print(1e999999999, 1e-999999999)",
    "many digits of a float": "print(0." + "1" * 20000 + ")",
    "power giant": "x = 2**100000\nprint(x.bit_length())",
    "repeated giant": "x = 'ab' * 10**6\nprint(len(x))",
}

NESTED = {
    "parentheses": "x = " + "(" * 10_000 + "1" + ")" * 10_000,
    "brackets": "x = " + "[" * 10_000 + "]" * 10_000,
    "braces": "x = " + "{1:" * 10_000 + "1" + "}" * 10_000,
    "open parentheses": "x = " + "(" * 10_000,
    "calls": "x = " + "f(" * 10_000 + ")" * 10_000,
    "signs": "x = " + "-" * 10_000 + "1",
    "nots": "x = " + "not " * 10_000 + "1",
    "additions": "x = " + " + ".join(["1"] * 10_000),
    "attributes": "x = a" + ".b" * 10_000,
    "subscripts": "x = a" + "[0]" * 10_000,
    "results called": "x = a" + "()" * 10_000,
    "conditions": "x = " + "1 if a else " * 10_000 + "2",
    "lambdas": "x = " + "lambda: " * 10_000 + "1",
    "comprehensions": "x = " + "[" * 500 + "1" + " for a in [1]]" * 500,
    "elifs": "if a: pass\n" + "elif a: pass\n" * 10_000,
    "blocks": "".join(" " * i + "for x in []:\n" for i in range(50)) + " " * 50 + "pass",
    "managers": "with " + ", ".join(["a"] * 200) + ": pass",
    "patterns": "match 1:\n    case " + "[" * 500 + "]" * 500 + ": pass",
    "powers": "x = " + "**".join(["1"] * 10_000),
    "fstrings": "x = " + "f'{" * 3 + "1" + "}'" * 3,
}

DEEP_BUT_FINE = {
    "parentheses": "x = " + "(" * 190 + "1" + ")" * 190,
    "additions": "x = " + " + ".join(["1"] * 1000),
    "signs": "x = " + "-" * 1000 + "1",
    "functions": "".join(" " * i + "def f():\n" for i in range(90)) + " " * 90 + "pass",
    "branches": "".join(" " * i + "if 1:\n" for i in range(95)) + " " * 95 + "x = 1",
    "lambdas": "x = " + "lambda: " * 90 + "1",
    "comprehensions": "x = " + "[" * 150 + "1" + " for a in [1]]" * 150,
    "comparisons": "x = " + " < ".join(map(str, range(1000))),
    "assignments": "x = " * 1000 + "1",
    "elifs": "a = 1\nif a == 0: pass\n" + "".join(f"elif a == {i}: x = {i}\n" for i in range(300)),
}

LARGE = {
    "string": "x = '" + "a" * 1_000_000 + "'",
    "comment": "#" + " noodle" * 150_000,
    "lines of text": "x = '''" + "a line of text\n" * 70_000 + "'''",
    "list": "x = [" + "123456789, " * 90_000 + "]",
    "long lines": ("x = " + " + ".join(["123456789"] * 100) + "\n") * 830,
    "parameters": "def f(" + ", ".join(f"a{i}" for i in range(5000)) + "): pass",
    "blank": "\n" * 1_000_000,
}

SEED: dict[str, Any] = {
    "instructions": [
        {"opcode": "PUSH", "operands": ["a"]}, {"opcode": "CONSTANT", "operands": ["one"]},
        {"opcode": "ADD"}, {"opcode": "STORE", "operands": ["b"]},
    ],
    "constants": {"one": 1}, "variables": ["a", "b"],
}  # fmt: skip


@pytest.fixture
def session() -> nbc.Session:
    return nbc.Session({"a": 1})


def still_works(session: nbc.Session) -> bool:
    return bool(session.run("21 * 2") == 42)


@pytest.mark.parametrize("name", SYNTAX)
def test_broken_syntax_is_n1001_where_cpython_sees_it(session: nbc.Session, name: str) -> None:
    with pytest.raises(SourceError) as caught:
        session.run(SYNTAX[name])
    with pytest.raises(SyntaxError) as theirs:
        compile(SYNTAX[name], "cell", "exec", dont_inherit=True)
    error = caught.value
    assert error.code in ("N1001", "N3001")
    assert error.span is not None
    if error.code == "N1001":
        assert error.message == theirs.value.msg
        assert error.span.start[0] == max(theirs.value.lineno or 1, 1)
    assert still_works(session)


@pytest.mark.parametrize("name", TEXT)
def test_text_that_is_none_is_n1002(session: nbc.Session, name: str) -> None:
    with pytest.raises(SourceError) as caught:
        session.run(TEXT[name])
    assert caught.value.code == "N1002"
    assert still_works(session)


@pytest.mark.parametrize("name", ODD)
def test_odd_text_is_taken_or_refused_as_by_cpython(session: nbc.Session, name: str) -> None:
    assert _taken_by_noodle(session, ODD[name]) == _taken_by_cpython(ODD[name])
    assert still_works(nbc.Session())


@pytest.mark.parametrize("name", NESTED)
def test_nesting_without_end_is_a_coded_error(session: nbc.Session, name: str) -> None:
    with pytest.raises(SourceError) as caught:
        session.run(NESTED[name])
    assert caught.value.code in ("N1001", "N1003")
    assert still_works(session)


@pytest.mark.parametrize("name", DEEP_BUT_FINE)
def test_deep_source_that_cpython_takes_runs(session: nbc.Session, name: str) -> None:
    session.run(DEEP_BUT_FINE[name])


@pytest.mark.parametrize("name", LARGE)
def test_a_cell_of_a_megabyte_runs(session: nbc.Session, name: str) -> None:
    session.run(LARGE[name])
    assert still_works(session)


def test_a_megabyte_of_nonsense_is_a_coded_error(session: nbc.Session) -> None:
    for source in (
        "(" * 1_000_000,
        "x y " * 250_000,
        "'" * 999_999,
        "\\" * 1_000_000,
        "if " * 300_000,
    ):
        with pytest.raises(SourceError) as caught:
            session.run(source)
        assert caught.value.code.startswith("N1")
    assert still_works(session)


@pytest.mark.usefixtures("undisturbed")
@pytest.mark.parametrize(
    "source",
    [
        "def f(): return f()\nf()",
        "def f(n): return n + f(n + 1)\nf(0)",
        "def a(): b()\ndef b(): a()\na()",
        "class A:\n    def __getattr__(self, name): return getattr(self, name)\nA().x",
        "class A:\n    def __repr__(self): return repr(self)\nrepr(A())",
        "f = lambda x: f(x)\nf(1)",
        "def g(): yield from g()\nlist(g())",
        "class A:\n    def __eq__(self, other): return other == self\nA() == A()",
        "def f(x: i64) -> i64: return f(x)\nf(1)",
    ],
)  # fmt: skip
def test_recursion_without_end_is_an_exception(session: nbc.Session, source: str) -> None:
    with pytest.raises(RecursionError):
        session.run(source)
    assert still_works(session)


@pytest.mark.parametrize(
    "error", ["KeyboardInterrupt", "SystemExit", "GeneratorExit", "MemoryError"]
)
def test_exceptions_of_the_program_pass_through(session: nbc.Session, error: str) -> None:
    with pytest.raises(BaseException) as caught:
        session.run(f"x = 5\nraise {error}('mine')")
    assert type(caught.value).__name__ == error
    assert session["x"] == 5
    assert still_works(session)


@pytest.mark.parametrize(
    "name", ["print", "len", "range", "type", "int", "slice", "isinstance", "list", "super", "iter"]
)
def test_builtins_may_be_rebound(session: nbc.Session, name: str) -> None:
    """What the generated code needs of Python is its own."""
    source = f"{name} = None\ndef f(x): return x + 1\ny = [f(i) for i in (1, 2)][0:1]\n"
    session.run(source + "a, *b = 1, 2\nz = {**{'k': 1}}\nassert y == [2] and b == [2]")
    assert still_works(session)


def test_our_own_names_cannot_be_broken(session: nbc.Session) -> None:
    with pytest.raises(SourceError) as caught:
        session.run("__nbc_check__ = None")
    assert caught.value.code == "N3001"
    session.run("globals()['__nbc_check__'] = None\ndef f(x):\n    return x + 1")
    assert session.run("f(41)") == 42
    with pytest.raises(OverflowError):
        session.run("f(2**63 - 1)")


@pytest.fixture(scope="module")
def container() -> bytes:
    source = "def f(a, b=2.5):\n    return [x * a for x in range(3)], f'{b}'\ntry:\n    f(1)\nfinally:\n    y = 'é'"
    return nbc.Session().compile(source).to_bytes()


def test_a_sound_container_loads(container: bytes) -> None:
    assert nbc.load(container).to_bytes() == container


def test_a_truncated_container_is_refused(container: bytes) -> None:
    for size in range(len(container)):
        _refused(container[:size])


def test_a_flipped_byte_is_refused(container: bytes) -> None:
    for index in range(len(container)):
        damaged = bytearray(container)
        damaged[index] ^= 0x41
        _refused(bytes(damaged))


def test_a_flipped_byte_under_a_right_digest_never_crashes(container: bytes) -> None:
    """Who can write the file can write its digest too: then `decode` and `verify` must hold."""
    for index in range(8, len(container) - 32):
        body = bytearray(container[:-32])
        body[index] ^= 0x15
        try:
            nbc.load(bytes(body) + hashlib.sha256(body).digest())
        except VerifyError as error:
            assert error.code.startswith("N4")


def test_a_later_version_is_named(container: bytes) -> None:
    version = struct.unpack_from("<H", container, 4)[0]
    body = container[:4] + struct.pack("<H", version + 1) + container[6:-32]
    assert _refused(body + hashlib.sha256(body).digest()).code == "N4002"
    document = copy.deepcopy(SEED) | {"version": version + 1}
    assert _refused(document).code == "N4002"


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", b"\x00nbc", b"PK\x03\x04zip", b"\x7fELF", b"{}", b"[]", b"null", b"\xff\xfe", "", "{",
     "[", "nul", "[1, 2", "\x00", "\ud800", "NaN", '"text"', "1e999", "{}", "[]", "null", "true", "0",
     '{"a": 1, "a": 2}', "[" * 100_000, '{"a":' * 100_000, "9" * 5000],
)  # fmt: skip
def test_what_is_no_module_is_refused(data: str | bytes) -> None:
    _refused(data)


def test_the_seed_example_runs() -> None:
    session = nbc.Session({"a": 41})
    session.execute(nbc.load(copy.deepcopy(SEED)))
    assert session["b"] == 42


def _at(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The document with one place changed; `path` is keys and indices with dots."""
    changed: dict[str, Any] = copy.deepcopy(document)
    place: Any = changed
    *outer, last = path.split(".")
    for key in outer:
        place = place[int(key) if isinstance(place, list) else key]
    place[int(last) if isinstance(place, list) else last] = value
    return changed


WRONG_VALUES: list[Any] = [
    None,
    True,
    -1,
    2**70,
    1.5,
    "",
    "text",
    [],
    [[]],
    {},
    {"k": {}},
    ["a", 1],
]
PLACES = ["instructions", "constants", "variables", "instructions.0", "instructions.0.opcode",
          "instructions.0.operands", "instructions.0.operands.0", "instructions.2.operands",
          "variables.0", "functions", "types", "source", "source_id", "metadata", "version",
          "line_table", "parameters", "kind", "name", "is_generator", "unknown key"]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_wrong_value_anywhere_is_refused_or_harmless(place: str) -> None:
    for value in WRONG_VALUES:
        try:
            program = nbc.load(_at(SEED, place, value))
        except VerifyError as error:
            assert error.code.startswith("N4")
        else:
            nbc.Session({"a": 1}).execute(program)


@pytest.mark.parametrize("key", ["instructions"])
def test_a_missing_key_is_refused(key: str) -> None:
    document = copy.deepcopy(SEED)
    del document[key]
    _refused(document)


def _body(*instructions: Any) -> dict[str, Any]:
    """A module of instructions given as 'OPCODE' or ('OPCODE', operand, ...)."""
    rows = [(i,) if isinstance(i, str) else i for i in instructions]
    listed = [{"opcode": row[0], "operands": list(row[1:])} for row in rows]
    return {"instructions": listed, "constants": {"k": 1, "s": "os"}, "variables": ["a", "b"]}


HOSTILE: dict[str, list[Any]] = {
    "END alone": ["END"],
    "ELSE alone": ["ELSE"],
    "IF without END": [("PUSH", "a"), "IF"],
    "IF without condition": ["IF", "END"],
    "two ELSE": [("PUSH", "a"), "IF", "ELSE", "ELSE", "END"],
    "BREAK outside": ["BREAK"],
    "CONTINUE outside": ["CONTINUE"],
    "RETURN in the cell": [("CONSTANT", "k"), "RETURN"],
    "YIELD in the cell": [("CONSTANT", "k"), "YIELD", "POP"],
    "EMIT in the cell": [("CONSTANT", "k"), "EMIT"],
    "stack underflow": ["ADD"],
    "stack underflow by count": [("PUSH", "a"), ("BUILD_LIST", 5), "POP"],
    "values left": [("CONSTANT", "k")],
    "branches differ": [("PUSH", "a"), "IF", ("CONSTANT", "k"), "ELSE", "END", "POP"],
    "loop grows the stack": ["LOOP", ("CONSTANT", "k"), ("PUSH", "a"), "WHILE", "END"],
    "taking what is outside the block": [("CONSTANT", "k"), ("PUSH", "a"), "IF", "POP", "END"],
    "WHILE outside": [("PUSH", "a"), "WHILE"],
    "HANDLER outside": ["HANDLER"],
    "CASE outside": [("CASE", ["wildcard"]), "END"],
    "FINALLY before handlers": ["TRY", "FINALLY", "HANDLER", "EXCEPT_ALL", "END"],
    "TRY with nothing": ["TRY", "END"],
    "MATCH without case": [("PUSH", "a"), "MATCH", "END"],
    "GUARD outside": [("PUSH", "a"), "GUARD"],
    "unknown variable": [("PUSH", "nowhere"), "POP"],
    "unknown constant": [("CONSTANT", "nowhere"), "POP"],
    "unknown function": [("LAMBDA", 99), "POP"],
    "own body as function": [("LAMBDA", 0), "POP"],
    "negative function": [("LAMBDA", -1), "POP"],
    "too many operands": [("PUSH", "a", "b"), "POP"],
    "too few operands": ["PUSH", "POP"],
    "huge count": [("BUILD_LIST", 10**9), "POP"],
    "negative count": [("BUILD_LIST", -1), "POP"],
    "code in an attribute": [("PUSH", "a"), ("GET_ATTRIBUTE", "b; import os"), "POP"],
    "call in an attribute": [("PUSH", "a"), ("GET_ATTRIBUTE", "b()"), "POP"],
    "keyword as an attribute": [("PUSH", "a"), ("GET_ATTRIBUTE", "class"), "POP"],
    "empty attribute": [("PUSH", "a"), ("GET_ATTRIBUTE", ""), "POP"],
    "code in a module": [("IMPORT", "os; print(1)", "a")],
    "empty module": [("IMPORT", "", "a")],
    "code in an import": [("IMPORT_FROM", 0, "os", "path as x, system", "a")],
    "code in a keyword": [("PUSH", "a"), ("CONSTANT", "k"), ("CALL", 0, ["x=1, **y"]), "POP"],
    "keyword twice": [("PUSH", "a"), ("CONSTANT", "k"), ("CONSTANT", "k"), ("CALL", 0, ["x", "x"]), "POP"],
    "bad comparison": [("PUSH", "a"), ("PUSH", "a"), ("COMPARE_THEN", "; x"), ("PUSH", "a"), "LESS", "END", "POP"],
    "bad conversion": [("PUSH", "a"), ("CONSTANT", "s"), ("FORMAT", "z"), "POP"],
    "bad shape": [("PUSH", "a"), ("PUSH", "b"), ("CALL_SPREAD", ["***"]), "POP"],
    "bad type": [("PUSH", "a"), ("CONFORM", "import os"), "POP"],
    "bad type name": [("PUSH", "a"), ("CONFORM", "f65"), "POP"],
    "bad pattern": [("PUSH", "a"), "MATCH", ("CASE", ["nonsense"]), "END"],
    "pattern without end": [("PUSH", "a"), "MATCH", ("CASE", ["sequence"]), "END"],
    "pattern captures unknown": [("PUSH", "a"), "MATCH", ("CASE", ["capture", "zzz"]), "END"],
    "pattern with code": [("PUSH", "a"), "MATCH", ("CASE", ["value", ["a", "b()"]]), "END"],
    "pattern two stars": [("PUSH", "a"), "MATCH", ("CASE", ["sequence", [["star", "a"], ["star", "b"]]]), "END"],
    "raise too many": [("PUSH", "a"), ("PUSH", "a"), ("PUSH", "a"), ("RAISE", 3)],
    "parameters checked in a cell": ["CHECK_PARAMETERS"],
    "block opcode inside an expression": [("PUSH", "a"), "AND_THEN", "END", "POP"],
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_body_is_refused(name: str) -> None:
    _refused(_body(*HOSTILE[name]))


NAMES = ["import os", "a.b", "a b", "", " a", "1a", "class", "None", "True", "a\n", "a;b", "__nbc_check__",
         "__nbc_t1__", "a\0", "\ud800", "é" * 2 + "!", "lambda: 0", "*a", "a=1", "__debug__"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_none_is_refused(name: str) -> None:
    document = {"instructions": [{"opcode": "CONSTANT", "operands": ["k"]},
                                 {"opcode": "STORE", "operands": [name]}],
                "constants": {"k": 1}, "variables": [name]}  # fmt: skip
    _refused(document)
    function = {"instructions": [{"opcode": "CONSTANT", "operands": ["k"]}, {"opcode": "RETURN"}],
                "variables": {name: "local"}, "kind": "function", "name": "f",
                "parameters": [{"name": name}]}  # fmt: skip
    defines = [{"opcode": "DEFINE_FUNCTION", "operands": ["f", 1, 0]}]
    _refused(
        {
            "instructions": defines,
            "constants": {"k": 1},
            "variables": ["f"],
            "functions": [function],
        }
    )


def test_deeply_nested_json_is_refused() -> None:
    pattern: Any = ["wildcard"]
    for _ in range(5000):
        pattern = ["sequence", [pattern]]
    rows = [{"opcode": "PUSH", "operands": ["a"]}, {"opcode": "MATCH"},
            {"opcode": "CASE", "operands": [pattern]}, {"opcode": "END"}]  # fmt: skip
    _refused({"instructions": rows, "constants": {}, "variables": ["a"]})
    constant: Any = 1
    for _ in range(100_000):
        constant = {"tuple": [constant]}
    _refused({"instructions": [], "constants": {"k": constant}, "variables": []})


def test_many_open_blocks_are_refused() -> None:
    rows = [{"opcode": "PUSH", "operands": ["a"]}, {"opcode": "IF"}] * 5000 + [
        {"opcode": "END"}
    ] * 5000
    _refused({"instructions": rows, "constants": {}, "variables": ["a"]})


def test_functions_that_define_each_other_are_refused() -> None:
    rows = [{"opcode": "DEFINE_FUNCTION", "operands": ["f", 1, 0]},
            {"opcode": "CONSTANT", "operands": ["k"]}, {"opcode": "RETURN"}]  # fmt: skip
    function = {"instructions": rows, "variables": {"f": "local"}, "kind": "function", "name": "f"}
    document = {"instructions": [rows[0]], "constants": {"k": None}, "variables": ["f"],
                "functions": [function]}  # fmt: skip
    _refused(document)


def _refused(data: Any) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        nbc.load(data)
    assert caught.value.code.startswith("N4")
    return caught.value


def _taken_by_cpython(source: str) -> str | None:
    printed = io.StringIO()
    with warnings.catch_warnings(), redirect_stdout(printed):
        warnings.simplefilter("ignore")
        try:
            exec(compile(source, "cell", "exec", dont_inherit=True), {})
        except SyntaxError:
            return None
    return printed.getvalue()


def _taken_by_noodle(session: nbc.Session, source: str) -> str | None:
    printed = io.StringIO()
    with warnings.catch_warnings(), redirect_stdout(printed):
        warnings.simplefilter("ignore")
        try:
            session.execute(session.compile(source))
        except SourceError:
            return None
    return printed.getvalue()


def test_json_text_and_parsed_json_are_the_same() -> None:
    assert nbc.load(json.dumps(SEED)).to_json() == nbc.load(copy.deepcopy(SEED)).to_json()
