"""Programs that CPython runs fine are never refused: our own, and modules of the standard library.

The library's sources go through parse, lower, passes, check and generate; some of them also run as
a cell, and their functions must then answer as the originals do. `async` is left out of the
language, so modules that use it are not in the list; nor is `ipaddress`, whose 128-bit
arithmetic is what D001 is about.
"""

from __future__ import annotations

import importlib
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import nbc
from tests.program_format import ProgramCase, read_cases

FINE = [case for case in read_cases() if not case.diverges and not case.error]

COMPILED = """
    abc ast base64 bdb bisect bz2 calendar cmd code codecs codeop collections colorsys
    compileall configparser copy copyreg crypt csv ctypes.util dataclasses datetime difflib dis
    doctest email.message enum filecmp fileinput fnmatch fractions ftplib functools getopt getpass
    gettext glob graphlib gzip hashlib heapq hmac html.parser http.client imaplib imghdr imp
    io ipaddress json.decoder json.encoder json.scanner keyword lib2to3.pgen2.tokenize linecache
    locale logging lzma mailbox mimetypes ntpath nturl2path numbers opcode operator optparse os
    pathlib pdb pickle pickletools platform plistlib posixpath pprint profile pstats py_compile
    pyclbr pydoc queue quopri random re._parser reprlib sched secrets selectors shelve shlex shutil
    site socket socketserver sqlite3.dbapi2 ssl stat statistics string stringprep subprocess symtable
    sysconfig tabnanny tarfile telnetlib tempfile textwrap threading timeit token tokenize trace
    traceback tracemalloc turtle typing unittest.case urllib.parse
    urllib.request uuid warnings wave weakref webbrowser xml.dom.minidom xml.sax.saxutils zipfile
""".split()


@pytest.mark.parametrize("case", FINE, ids=lambda case: case.name)
def test_program_has_no_error(case: ProgramCase) -> None:
    nbc.Session({"__name__": "__main__"}).compile(case.source)


@pytest.mark.parametrize("name", COMPILED)
def test_library_module_compiles(name: str) -> None:
    source = _source(name)
    if source is None:
        pytest.skip(f"{name} is not part of this Python")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = nbc.Session({"__name__": name}).compile(source)
    assert program.code.co_name == "<module>"


def _source(name: str) -> str | None:
    library = Path(importlib.__file__).parents[1]
    path = library.joinpath(*name.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.exists():
            return candidate.read_text(encoding="utf-8")
    return None


def _textwrap(m: Any) -> object:
    text = "The quick brown  fox jumped over the lazy dog.\n\n  Indented text here."
    return m.wrap(text, 15), m.fill(text, 20), m.dedent("  a\n    b\n"), m.shorten(text, 30)


def _heapq(m: Any) -> object:
    items = [9, 4, 7, 1, 8, 2]
    m.heapify(items)
    return (
        items,
        m.nsmallest(3, items),
        m.nlargest(2, items, key=lambda x: -x),
        list(m.merge([1, 4], [2, 3], reverse=False)),
    )


def _bisect(m: Any) -> object:
    items = [1, 3, 3, 7]
    m.insort(items, 4)
    return items, m.bisect_left(items, 3), m.bisect_right(items, 3), m.bisect(items, 0, key=None)


def _statistics(m: Any) -> object:
    data = [2.5, 3.25, 5.5, 11.5, 11.5]
    return (
        m.mean(data),
        m.median(data),
        m.stdev(data),
        m.mode(data),
        m.quantiles(data),
        m.variance(data),
        m.linear_regression([1, 2, 3], [2, 4, 7]),
        m.NormalDist(0, 1).cdf(0.5),
    )


def _fractions(m: Any) -> object:
    f = m.Fraction
    return [
        str(x) for x in (f(3, 4) + f("1/6"), f(0.125), f(7, 3) // 2, -(f(1, 2) ** 3), f("2.5e-1"))
    ]


def _difflib(m: Any) -> object:
    a, b = ["one\n", "two\n", "three\n"], ["ore\n", "tree\n", "three\n"]
    return (
        list(m.unified_diff(a, b)),
        list(m.ndiff(a, b)),
        m.get_close_matches("appel", ["ape", "apple", "peach"]),
        m.SequenceMatcher(None, "abcd", "bcde").ratio(),
    )


def _string(m: Any) -> object:
    return (
        m.capwords("hello big  world"),
        m.Template("$a-${b}").substitute(a=1, b=2),
        m.Formatter().format("{0!r:>5}{x}", "a", x=3),
    )


def _colorsys(m: Any) -> object:
    return m.rgb_to_hsv(0.2, 0.4, 0.4), m.hls_to_rgb(0.5, 0.4, 0.3), m.rgb_to_yiq(0.1, 0.2, 0.3)


def _json_decoder(m: Any) -> object:
    decoder = m.JSONDecoder()
    try:
        decoder.decode("[1, }")
    except ValueError as error:
        message = str(error)
    return decoder.decode('{"a": [1, 2.5, null, "\\u00e9"]}'), decoder.raw_decode("1 2"), message


def _json_encoder(m: Any) -> object:
    return m.JSONEncoder(indent=2, sort_keys=True).encode(
        {"b": [1, None], "a": "é"}
    ), m.py_encode_basestring("\n")


def _dataclasses(m: Any) -> object:
    made = m.make_dataclass(
        "P", [("x", int), ("y", int, m.field(default=2))], frozen=True, order=True
    )
    made.__module__ = "builtins"
    p = made(1)
    return repr(p), m.asdict(p), m.replace(p, y=5) > p, [f.name for f in m.fields(p)]


def _fnmatch(m: Any) -> object:
    return m.filter(["a.py", "b.txt", "c.PY"], "*.py"), m.translate("[!a]?*")


def _shlex(m: Any) -> object:
    return m.split("a 'b c' d\\ e # no", comments=True), m.quote("it's"), m.join(["a b", "c"])


def _posixpath(m: Any) -> object:
    return (
        m.join("a", "/b", "c"),
        m.normpath("/a/./b/../c//d"),
        m.splitext("x.tar.gz"),
        m.relpath("/a/b", "/a/c"),
        m.commonpath(["/a/b", "/a/c"]),
    )


def _calendar(m: Any) -> object:
    return (
        m.month(2024, 2),
        m.isleap(1900),
        m.monthrange(2024, 2),
        m.TextCalendar(6).formatyear(2023)[:200],
    )


def _pprint(m: Any) -> object:
    data = {"key": list(range(30)), "nested": {"a": ("x" * 50, "y" * 50), "s": {1, 2}}}
    return m.pformat(data), m.pformat(data, width=40, compact=True), m.isreadable(data)


def _reprlib(m: Any) -> object:
    return m.repr(list(range(100))), m.repr("x" * 100), m.repr({i: i for i in range(10)})


def _graphlib(m: Any) -> object:
    sorter = m.TopologicalSorter({"d": {"b", "c"}, "b": {"a"}, "c": {"a"}})
    order = list(sorter.static_order())
    return order[0], order[-1], sorted(order)


def _base64(m: Any) -> object:
    data = bytes(range(60))
    return m.b64encode(data), m.b85encode(data), m.a85decode(m.a85encode(data)), m.b32encode(data)


def _copy(m: Any) -> object:
    data: list[Any] = [1, [2, (3, {4: [5]})]]
    data.append(data)
    deep = m.deepcopy(data)
    return deep[2] is deep, deep[:2], m.copy(data)[1] is data[1]


def _urllib_parse(m: Any) -> object:
    return (
        m.urlparse("http://u:p@h:8080/p;x?q=1#f"),
        m.quote("a b/é"),
        m.unquote("%41%zz"),
        m.parse_qs("a=1&b=2&a=3"),
        m.urlencode({"a": [1, 2]}, doseq=True),
        m.urljoin("http://a/b/c", "../d"),
    )


def _random(m: Any) -> object:
    rng = m.Random(5)
    return (
        rng.random(),
        rng.randint(1, 100),
        rng.sample(range(50), 4),
        rng.gauss(0, 1),
        rng.choices("abc", k=3),
        rng.betavariate(1, 2),
    )


def _tokenize(m: Any) -> object:
    lines = iter(["def f(x):\n", "    return x + 1  # comment\n"])
    return [token[:3] for token in m.generate_tokens(lambda: next(lines, ""))]


def _configparser(m: Any) -> object:
    parser = m.ConfigParser()
    parser.read_string("[a]\nx = 1\ny = %(x)s2\n[b]\nlong = one\n  two\n")
    return parser.getint("a", "y"), parser["b"]["long"], parser.sections()


def _html_parser(m: Any) -> object:
    found: list[Any] = []
    kind = type("P", (m.HTMLParser,), {"handle_starttag": lambda self, t, a: found.append((t, a)),
                                      "handle_data": lambda self, d: found.append(d)})  # fmt: skip
    kind().feed("<p class=x>a &amp; b<br/></p><!-- c -->")
    return found


def _functools(m: Any) -> object:
    calls: list[int] = []

    def double(x: int) -> int:
        calls.append(x)
        return x * 2

    cached = m.lru_cache(maxsize=2)(double)
    values = [cached(i) for i in (1, 2, 1, 3, 2)]
    return values, calls, m.reduce(lambda a, b: a + b, [1, 2, 3]), m.partial(int, base=2)("11")


def _collections(m: Any) -> object:
    point = m.namedtuple("point", "x y", defaults=[3])
    counter = m.Counter("abracadabra")
    ordered = m.OrderedDict(a=1, b=2)
    ordered.move_to_end("a")
    return repr(point(1)), counter.most_common(2), list(ordered), m.ChainMap({1: 2}, {3: 4})[3]


def _enum(m: Any) -> object:
    colour = m.Enum("Colour", "RED GREEN")
    perm = m.Flag("Perm", ["R", "W", "X"])
    return [c.name for c in colour], colour(2).name, str(perm.R | perm.W), colour["RED"].value


def _argparse(m: Any) -> object:
    parser = m.ArgumentParser(prog="p")
    parser.add_argument("-n", type=int, default=3, help="a number")
    parser.add_argument("files", nargs="*")
    return vars(parser.parse_args(["-n", "5", "a", "b"])), parser.format_help()


def _sched_like_queue(m: Any) -> object:
    queue = m.PriorityQueue()
    for n in (3, 1, 2):
        queue.put(n)
    return [queue.get() for _ in range(3)], queue.empty()


def _datetime(m: Any) -> object:
    d = m.datetime(2024, 2, 29, 12, 30)
    return (
        str(d + m.timedelta(days=366, seconds=5)),
        d.isocalendar(),
        d.strftime("%a %d"),
        str(m.timedelta(hours=-1)),
        m.date.fromisoformat("2024-01-05").weekday(),
    )


RUN: dict[str, Callable[[Any], object]] = {
    "textwrap": _textwrap, "heapq": _heapq, "bisect": _bisect, "statistics": _statistics,
    "fractions": _fractions, "difflib": _difflib, "string": _string, "colorsys": _colorsys,
    "json.decoder": _json_decoder, "json.encoder": _json_encoder, "dataclasses": _dataclasses,
    "fnmatch": _fnmatch, "shlex": _shlex, "posixpath": _posixpath, "calendar": _calendar,
    "pprint": _pprint, "reprlib": _reprlib, "graphlib": _graphlib, "base64": _base64, "copy": _copy,
    "urllib.parse": _urllib_parse, "random": _random,
    "tokenize": _tokenize, "configparser": _configparser, "html.parser": _html_parser,
    "functools": _functools, "collections": _collections, "enum": _enum, "argparse": _argparse,
    "queue": _sched_like_queue, "datetime": _datetime,
}  # fmt: skip


@pytest.mark.parametrize("name", RUN)
def test_library_module_behaves_as_the_original(name: str) -> None:
    original = importlib.import_module(name)
    source = _source(name)
    assert source is not None
    copy = types.ModuleType(name)
    copy.__dict__.update(
        __file__=original.__file__, __package__=original.__package__,
        __path__=getattr(original, "__path__", []),
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nbc.Session(copy.__dict__).run(source)
    assert repr(RUN[name](copy)) == repr(RUN[name](original))
