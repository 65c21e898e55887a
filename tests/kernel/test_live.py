"""What pages ask is answered while a cell runs, whatever they send."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.kernel.client import Client
from tests.kernel.page import Page

pytestmark = pytest.mark.slow

NATIVE = """def spin(n):
    s = 0
    for i in range(n):
        s = (s * 31 + i) % 1000003
    return s
spin(10)
spin(4_000_000_000)
"""
VM = "n = 0\nwhile True:\n    n += 1\n    d = {n: [n]}\n"
PYTHON = "%%python\nn = 0\nwhile True:\n    n += 1\n"


@pytest.fixture(scope="module")
def page(kernel: Client) -> Page:
    kernel.run("import numpy as np\ngrid = np.zeros((3, 4))\n")
    return Page(kernel)


@pytest.fixture
def busy(kernel: Client, request: pytest.FixtureRequest) -> Iterator[None]:
    """A cell runs during the whole test."""
    kernel.run("1 + 1")  # what it tells the page comes from the main thread
    running = kernel.channels.execute(request.param, stop_on_error=False)
    kernel.wait_for(lambda message: message["msg_type"] == "execute_input")
    yield
    kernel.manager.interrupt_kernel()
    assert kernel.result(running).reply["ename"] == "KeyboardInterrupt"


@pytest.mark.parametrize("busy", [NATIVE, VM, PYTHON], ids=["native", "vm", "python"],
                         indirect=True)  # fmt: skip
def test_answers_come_while_a_cell_runs(page: Page, busy: None) -> None:
    for _ in range(20):
        found = page.ask("check", code="grid + 'x'\n")["diagnostics"]
        assert [each["code"] for each in found] == ["N2001"]


def test_requests_do_not_show_the_kernel_as_idle(kernel: Client, page: Page) -> None:
    kernel.run("1")
    running = kernel.channels.execute("import time\ntime.sleep(0.5)", stop_on_error=False)
    kernel.wait_for(lambda message: message["msg_type"] == "execute_input")
    page.ask("check", code="1")
    page.ask("hover", code="len", offset=1)
    assert page.statuses == []
    assert kernel.result(running).status == "ok"


@pytest.mark.parametrize("request_data", [
    None, 7, "check", [], {}, {"method": 3}, {"method": "check"}, {"method": "check", "params": 1},
    {"method": "check", "params": {"code": 4}}, {"method": "no such"},
])  # fmt: skip
def test_what_is_not_a_request_is_answered_with_an_error(page: Page, request_data: Any) -> None:
    if isinstance(request_data, dict):
        answer = page.answer({"params": {}, **request_data})
        assert answer["error"]["code"] == "N8001"
    else:
        page.send_raw(request_data)
    assert page.ask("check", code="1")["diagnostics"] == []


CELL = """%matplotlib inline
import math as m
def f(a: f64[n, k], times=2):
    '''Doc.'''
    t = a.sum(axis=0)
    for i in range(3):
        t[i] = i * times
    return t
@model
def net(x: f32[N, 64]):
    return relu(linear(x, 10))
𝒳 = '𝒳𝒳'; x = f(grid, times=3)
m.sqrt(len(𝒳)); np.exp(x); grid.sum()
"""


def _hover(page: Page, before: str, code: str = CELL) -> Any:
    """Of the word that begins behind the bar in `before`."""
    start = code.index(before.replace("|", "")) + before.index("|")
    return page.ask("hover", code=code, offset=_units(code[:start]))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize(("word", "title"), [
    ("def |f(a", "f(a: f64[n, k], times=...) -> f64[4]"), ("(|a: f64", "a: f64[3, 4]"),
    ("|t = a", "t: f64[4]"), ("a.|sum(", "ndarray.sum("), ("for |i in", "i: i64"),
    (": |f64[n", "f64"), ("f64[|n", "n: a length"), ("def |net", "net(x: f32[N, 64]) -> f32[N, 10]"),
    ("|relu(", "relu(x)"), ("; |x = f", "x: f64[4]"), ("f(|grid", "grid: f64[3, 4]"),
    ("m.|sqrt", "math.sqrt(x, /)"), ("|len(", "len(obj, /)"), ("np.|exp", "numpy.exp(x, /, "),
    ("|np.exp", "module numpy"), ("|m.sqrt", "m: module math"), ("grid.|sum", "ndarray.sum("),
])  # fmt: skip
def test_a_hover_tells_what_a_word_is_before_the_cell_runs(
    page: Page, word: str, title: str
) -> None:
    assert _hover(page, word)["title"].startswith(title)


def test_a_hover_knows_its_place_and_the_beginning_of_a_value(page: Page) -> None:
    card = _hover(page, "f(|grid")
    units = CELL.encode("utf-16-le")
    assert units[2 * card["from"] : 2 * card["to"]].decode("utf-16-le") == "grid"
    assert card["preview"].startswith("[[0. 0. 0. 0.]")
    assert _hover(page, "%|matplotlib") is None
    assert _hover(page, "sum|(axis") is not None, "the end of a word is the word"


def test_a_hover_on_what_is_no_program_yet_knows_the_live_values(page: Page) -> None:
    assert _hover(page, "|grid", "if grid.sum( +")["title"] == "grid: f64[3, 4]"
    assert _hover(page, "|sum", "if grid.sum( +")["title"].startswith("ndarray.sum(")
    assert _hover(page, "|never", "if never( +") is None
    assert _hover(page, "|grid", "%%python\ngrid") is None


def test_hovers_run_nothing_of_a_person(kernel: Client, page: Page) -> None:
    kernel.run("%%python\nran = []\nclass Loud:\n    def __getattr__(self, name):\n"
               "        ran.append(name)\n    def __repr__(self):\n        ran.append(1)\n"
               "    @property\n    def size(self):\n        ran.append(2)\nloud = Loud()")  # fmt: skip
    for word in ("|loud", "loud.|size", "loud.|other"):
        _hover(page, word, "loud.size, loud.other")
    assert kernel.run("ran").value == "[]"


@pytest.mark.parametrize("busy", [NATIVE, VM], ids=["native", "vm"], indirect=True)
def test_completion_has_types_while_a_cell_runs(page: Page, busy: None) -> None:
    found = page.ask("complete", code="𝒳 = '𝒳'; gri", offset=14)
    assert found["items"] == [{"text": "grid", "type": "f64[3, 4]", "signature": ""}]
    assert (found["from"], found["to"]) == (11, 14)
    found = page.ask("complete", code="own = grid @ grid.T\nown.me", offset=26)
    assert "mean" in [each["text"] for each in found["items"]]
    found = page.ask("complete", code="%timei", offset=6)
    assert "%timeit" in [each["text"] for each in found["items"]]


def test_completion_leaves_nothing_behind(kernel: Client, page: Page) -> None:
    page.ask("complete", code="left = exp(1.0)\nlef", offset=19)
    assert kernel.run("'left' in globals() or 'exp' in globals()").value == "False"


@pytest.mark.parametrize("params", [
    {}, {"code": 1, "offset": 1}, {"code": "x"}, {"code": "x", "offset": "1"},
    {"code": "x", "offset": True}, {"code": "x", "offset": 1.5},
])  # fmt: skip
@pytest.mark.parametrize("method", ["hover", "complete"])
def test_params_that_do_not_fit_are_refused(page: Page, method: str, params: Any) -> None:
    assert page.answer({"method": method, "params": params})["error"]["code"] == "N8001"


@pytest.mark.parametrize("offset", [-5, 0, 1, 10**9])
@pytest.mark.parametrize("code", ["", "𝒳", "x =\n", "\ud800 = 1", "def f(:\n"])
def test_any_text_and_any_place_are_answered(
    kernel: Client, page: Page, code: str, offset: int
) -> None:
    kernel.send_as_ascii()
    page.ask("hover", code=code, offset=offset)
    page.ask("complete", code=code, offset=offset)
    page.ask("check", code=code)


def test_fixes_are_edits_of_the_text_as_it_was_typed(page: Page) -> None:
    code = "%matplotlib inline\n'𝒳' + 1\nq = lenn(3)\npd = np.sqrt(js)"
    found = page.ask("check", code=code)["diagnostics"]
    edits = [fix["edits"] for each in found for fix in each["fixes"]]
    text = code.encode("utf-16-le")
    changed = [(text[2 * e["from"] : 2 * e["to"]].decode("utf-16-le"), e["text"]) for [e] in edits]
    assert changed == [("1", "str(1)"), ("lenn", "len")]
    assert [each["name"] for each in found] == [None, "lenn", "js"]


def test_a_file_has_no_names_but_its_own(kernel: Client, page: Page) -> None:
    kernel.run("import numpy as np\ngrid = np.zeros((3, 4))\n")
    assert page.ask("check", code="grid.sum()")["diagnostics"] == []
    found = page.ask("check_module", code="𝒳 = 1; grid.sum()\n")["diagnostics"]
    assert [(each["from"], each["name"]) for each in found] == [(8, "grid")]
    own = "def f(n: i64):\n    return sqrt(n)\nf(4)\nx = f('4')\n"
    found = page.ask("check_module", code=own)["diagnostics"]
    assert [own[each["from"] : each["to"]] for each in found] == ["'4'"]
    assert page.ask("check_module", code="%time 1")["diagnostics"][0]["code"] == "N1001"
    assert page.ask("check_module", code="#" * 1_000_001 + "\n1 +")["diagnostics"] == []


def test_a_cell_of_ten_thousand_lines_is_checked_in_the_background(page: Page) -> None:
    lines = "".join(f"x{i} = {i} * 2 + len('abc')\n" for i in range(10_000))
    assert page.ask("check", code=lines + "x1 + 'a'\n")["diagnostics"][0]["code"] == "N2001"
    assert page.ask("check", code="#" * 1_000_001 + "\n1 +")["diagnostics"] == []
