"""The parts of the style guide that a program can hold.

Headers, sizes, names of files, where errors may be caught wholesale, and README pages of folders.
Formatting, annotations and import order are ruff's and mypy's.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import final

ROOT = Path(__file__).parent.parent
SOURCE_FOLDERS = ("nbc", "ahr", "noodle_kernel", "server_extension", "scripts", "benchmarks")

MAX_LINES = 400
MAX_FUNCTION_LINES = 40
MAX_README_LINES = 20
TABLES: set[str] = set()
"""Files that are one long table, and may be longer than MAX_LINES."""

CATCHES_ALL = re.compile(r"# (kernel |server )?dispatch: \w")
MAY_CATCH_ALL = (
    "nbc/pipeline.py", "nbc/native/compile.py", "nbc/__main__.py", "noodle_kernel/",
    "ahr/optimise/metrics.py", "ahr/optimise/steps/", "ahr/infer/",
    "server_extension/noodle_server/background.py",
    "server_extension/noodle_server/jobs/body.py",
    "server_extension/noodle_server/store/together.py",
)  # fmt: skip
"""Where `except Exception` may stand: the compilers' phases, the CLI, the kernel's dispatch,
metrics of users, tools that change models, what answers requests, the bodies of jobs, writes that
share a transaction, and work in turns beside the requests."""

CARRIES_EXCEPTIONS = "nbc/vm/stepping/machine.py"
"""The stepper: a program's own exceptions, whatever they are, are values to it."""

NAMELESS = {"utils.py", "helpers.py", "common.py", "core.py", "misc.py"}


def test_every_file_says_what_it_is_for() -> None:
    wrong = [
        relative(path)
        for path in files()
        if not outline(path).has_header and path.read_text().strip()
    ]
    assert not wrong, f"no header docstring: {wrong}"


def test_files_are_short() -> None:
    wrong = {
        relative(path): count
        for path in files()
        if (count := len(path.read_text().splitlines())) >= MAX_LINES
        and relative(path) not in TABLES
    }
    assert not wrong, wrong


def test_functions_are_short() -> None:
    wrong = [
        f"{relative(path)}:{line} {name} has {lines} lines"
        for path in files()
        for name, line, lines in outline(path).functions
        if lines > MAX_FUNCTION_LINES
    ]
    assert not wrong, "\n".join(wrong)


def test_files_have_names() -> None:
    assert not [relative(path) for path in files() if path.name in NAMELESS]


def test_wholesale_catching_is_marked_and_rare() -> None:
    wrong = [
        f"{relative(path)}:{line}"
        for path in files()
        if "benchmarks" not in path.parts
        for line in outline(path).catches_all
        if relative(path) != CARRIES_EXCEPTIONS
        and not (
            relative(path).startswith(MAY_CATCH_ALL)
            and CATCHES_ALL.search(path.read_text().splitlines()[line - 1])
        )
    ]
    assert not wrong, f"catches everything without '# dispatch: why': {wrong}"


def test_todo_names_an_issue() -> None:
    wrong = [
        f"{relative(path)}:{number}"
        for path in files()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"#.*\b(TODO|FIXME|XXX)\b(?!\(#\d+\))", line)
    ]
    assert not wrong, wrong


def test_folder_pages_are_short() -> None:
    pages = [page for folder in ROOT.iterdir() if folder.is_dir() and folder.name[0] != "."
             for page in folder.rglob("README.md")
             if not {"node_modules", "build", "docs"} & set(page.parts)]  # fmt: skip
    wrong = {
        relative(page): count
        for page in pages
        if (count := len(page.read_text().splitlines())) > MAX_README_LINES
    }
    assert not wrong, wrong


def test_top_folders_have_a_page() -> None:
    wrong = [
        name
        for name in ("nbc", "ahr", "noodle_kernel", "server_extension", "scripts", "benchmarks",
                     "binder", "notebooks", "tests", "docs")
        if (ROOT / name).is_dir() and not (ROOT / name / "README.md").is_file()
    ]  # fmt: skip
    assert not wrong, f"no README.md in {wrong}"


def files() -> Iterator[Path]:
    for folder in SOURCE_FOLDERS:
        yield from sorted((ROOT / folder).rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@final
@dataclass(frozen=True, slots=True)
class Outline:
    """What the tests look at in a file. Not the whole tree: a thousand of them slow all else."""

    has_header: bool
    functions: tuple[tuple[str, int, int], ...]
    """Name, line, and how many lines."""
    catches_all: tuple[int, ...]
    """The lines of `except` that catch everything."""


@cache
def outline(path: Path) -> Outline:
    functions, handlers = [], []
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            functions.append((node.name, node.lineno, (node.end_lineno or 0) - node.lineno + 1))
        elif isinstance(node, ast.ExceptHandler) and catches_all(node):
            handlers.append(node.lineno)
    return Outline(bool(ast.get_docstring(tree)), tuple(functions), tuple(handlers))


def catches_all(handler: ast.ExceptHandler) -> bool:
    caught = ast.unparse(handler.type) if handler.type else "BaseException"
    return re.search(r"\b(Exception|BaseException)\b", caught) is not None
