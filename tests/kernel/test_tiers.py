"""Where the lines of a cell ran, as a page asks for it after the run."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kernel.client import Client
from tests.kernel.page import Page

HOT = "total = 0\nfor k in range(200_000):\n    total += k * k\nprint(total)"


@pytest.fixture(scope="module")
def page(kernel: Client) -> Page:
    return Page(kernel)


def tiers(page: Page, code: str) -> dict[int, str]:
    return {row["line"]: row["tier"] for row in page.ask("tiers", code=code)["lines"]}


def test_lines_say_where_they_ran_and_why(kernel: Client, page: Page) -> None:
    nothing = {"known": False, "may_change": False, "lines": [], "cost": None}
    assert page.ask("tiers", code=HOT) == nothing
    kernel.run(HOT)
    found = page.ask("tiers", code=HOT)
    assert (found["known"], found["may_change"]) == (True, False)
    rows = {row["line"]: row for row in found["lines"]}
    assert [rows[line]["tier"] for line in (1, 2, 3, 4)] == ["vm", "native", "native", "vm"]
    assert rows[1]["reason"] == "runs once" and "the loop is native" in rows[3]["reason"]


def test_the_text_form_says_the_same(kernel: Client, page: Page) -> None:
    kernel.run(HOT)
    bundle = kernel.run(f"%%explain\n{HOT}").of("display_data")[0]["data"]
    for row in page.ask("tiers", code=HOT)["lines"]:
        assert f" {row['tier']} " in bundle["text/plain"].splitlines()[row["line"]]
        assert row["reason"] in bundle["text/plain"].splitlines()[row["line"]]


def test_functions_become_native_in_later_cells(kernel: Client, page: Page) -> None:
    code = "def cube(n):\n    t = 0\n    for i in range(n):\n        t += i**3\n    return t"
    kernel.run(code)
    assert page.ask("tiers", code=code)["may_change"] and tiers(page, code)[4] == "vm"
    kernel.run("cube(100_000)")
    assert tiers(page, code)[4] == "native"


@pytest.mark.parametrize("above", ["", "\n\n"])
def test_the_body_of_a_magic_has_its_own_lines(kernel: Client, page: Page, above: str) -> None:
    code = f"{above}%%time\nsteps = 0\nfor k in range(200_000):\n    steps += k"
    kernel.run(code)
    first = len(above)
    assert tiers(page, code) == {first + 2: "vm", first + 3: "native", first + 4: "native"}
    shown = page.ask("explain_line", code=code, line=first + 4, form="nbc")
    assert "INPLACE_ADD" in shown["text"]
    assert (shown["regions"][0]["first"], shown["regions"][0]["last"]) == (first + 3, first + 4)


def test_a_line_has_its_code_in_three_forms(kernel: Client, page: Page) -> None:
    kernel.run(HOT)
    shown = {
        form: page.ask("explain_line", code=HOT, line=3, form=form)
        for form in ("nbc", "llvm", "asm")
    }
    assert "MULTIPLY" in shown["nbc"]["text"] and "FOR_RANGE" not in shown["nbc"]["text"]
    assert "define " in shown["llvm"]["text"] and "unit:" in shown["asm"]["text"]
    region = {"signature": "(int)", "first": 2, "last": 3}
    for each in shown.values():
        assert [{key: one[key] for key in region} for one in each["regions"]] == [region]
    vm = page.ask("explain_line", code=HOT, line=4, form="llvm")
    assert vm == {"text": "", "regions": []}


@pytest.mark.parametrize(
    "code", ["%%python\nfor k in range(9): pass", "x = = 1", "", "\ud800", "%%nope\na", "%%time"]
)
def test_cells_of_others_have_no_tiers(kernel: Client, page: Page, code: str) -> None:
    kernel.send_as_ascii()
    kernel.run(code)
    assert page.ask("tiers", code=code)["lines"] == []
    assert page.ask("explain_line", code=code, line=1, form="nbc")["text"] == ""


@pytest.mark.parametrize(
    "params",
    [{}, {"code": 1}, {"code": "a", "line": True, "form": "nbc"},
     {"code": "a", "line": 1, "form": "wasm"}, {"code": "a", "line": "1", "form": "nbc"}],
)  # fmt: skip
def test_nonsense_is_refused(page: Page, params: dict[str, Any]) -> None:
    answer = page.answer({"method": "explain_line", "params": params})
    assert answer["error"]["code"] == "N8001"
