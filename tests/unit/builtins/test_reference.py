"""The generated page of builtins is current."""

from __future__ import annotations

from pathlib import Path

from nbc.builtins import names
from nbc.builtins.reference import builtins_page

PAGE = Path(__file__).parents[3] / "docs" / "generated" / "builtins.md"


def test_committed_page_is_what_the_table_gives() -> None:
    hint = "run: python -m nbc.builtins.reference docs/generated"
    assert PAGE.read_text(encoding="utf-8") == builtins_page(), hint


def test_page_has_a_line_for_every_row() -> None:
    lines = [line for line in builtins_page().splitlines() if line.startswith("| `")]
    assert len(lines) == len(list(names()))
