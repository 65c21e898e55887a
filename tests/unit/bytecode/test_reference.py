"""The pages of docs/generated are those that the tables give."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbc.bytecode.optable import OPS
from nbc.bytecode.reference import PAGES, errors_page, opcodes_page, write_pages
from nbc.errors import ERROR_CODES

FOLDER = Path(__file__).parents[3] / "docs" / "generated"


@pytest.mark.parametrize("name", PAGES)
def test_committed_page_equals_the_generated_one(name: str) -> None:
    again = "run: python -m nbc.bytecode.reference docs/generated"
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), again


def test_every_row_has_a_heading() -> None:
    opcodes, errors = opcodes_page().splitlines(), errors_page().splitlines()
    assert not [op.name for op in OPS if f"### {op.name}" not in opcodes]
    assert not [code for code in ERROR_CODES if f"### {code}" not in errors]


def test_writes_into_a_new_folder(tmp_path: Path) -> None:
    write_pages(tmp_path / "pages")
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == sorted(PAGES)
