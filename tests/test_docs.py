"""What README and docs say is run: their code blocks, their links, their commands and file names.

A block marked `python` runs in CPython, one marked `noodle` in a Session; the blocks of a page share
their names. A `text` block right behind one is what it prints. Anything else is not run.
"""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, final

import pytest

from nbc import Session

ROOT = Path(__file__).parent.parent
SKIPPED = {".venv", "node_modules", "build", ".git"}

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$(?:\n+```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
PATH = re.compile(
    r"`((?:nbc|ahr|noodle_kernel|scripts|tests|benchmarks|notebooks|docs)/[\w./-]*\w)`"
)
MAKE = re.compile(r"^(?: {4})?make ([a-z]+)\b|`make ([a-z]+)`", re.MULTILINE)


@final
@dataclass(frozen=True, slots=True)
class Block:
    language: str
    source: str
    line: int
    output: str | None


def pages() -> list[Path]:
    return sorted(
        path for path in ROOT.rglob("*.md") if not SKIPPED & set(path.relative_to(ROOT).parts)
    )


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(match[1], match[2], text.count("\n", 0, match.start()) + 2, match[3])
        for match in FENCE.finditer(text)
        if match[1] in ("python", "noodle")
    ]


ALL_PAGES = pages()
WITH_CODE = [page for page in ALL_PAGES if blocks_of(page)]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", WITH_CODE, ids=name_of)
def test_code_runs_and_prints_what_is_written(page: Path) -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    session = Session(namespace)
    for block in blocks_of(page):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            run(block, session, page)
        if block.output is not None:
            assert printed.getvalue().rstrip() == block.output.rstrip(), f"line {block.line}"


def run(block: Block, session: Session, page: Path) -> None:
    name = f"{name_of(page)}:{block.line}"
    if block.language == "noodle":
        session.run(block.source, source_id=name)
    else:
        exec(compile("\n" * (block.line - 1) + block.source, str(page), "exec"), session.namespace)


@pytest.mark.parametrize("page", ALL_PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    dead = [
        link
        for link in links
        if "://" not in link
        and not link.startswith("mailto:")
        and not (page.parent / link).exists()
    ]
    assert not dead


@pytest.mark.parametrize("page", ALL_PAGES, ids=name_of)
def test_named_files_exist(page: Path) -> None:
    named = PATH.findall(page.read_text(encoding="utf-8"))
    assert not [name for name in named if not (ROOT / name).exists()]


def test_named_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    texts = (page.read_text(encoding="utf-8") for page in ALL_PAGES)
    named = {match[1] or match[2] for text in texts for match in MAKE.finditer(text)}
    assert named <= targets
