"""The words that the editor marks are those of the language: one list in TypeScript, one here."""

from __future__ import annotations

import re
from pathlib import Path

from nbc.types.text import ARRAY_DTYPES
from noodle_kernel.live.vocabulary import words

WORDS = Path(__file__).parents[3] / "labextension/src/language/words.ts"
PYTHON_NAMES = {"int", "float", "complex", "bytes"}
"""Python's own names of types, which annotations of a cell may have too."""


def test_the_editor_marks_the_types_of_the_language() -> None:
    found = re.search(r"TYPES: ReadonlySet<string> = new Set\(\[(.*?)\]\)", WORDS.read_text())
    assert found is not None
    marked = re.findall(r"'(\w+)'", found[1])
    assert len(marked) == len(set(marked))
    assert set(marked) == ARRAY_DTYPES | PYTHON_NAMES


def test_the_kernel_says_the_same_types() -> None:
    said = words()
    assert set(said["types"]) | {"f16"} == ARRAY_DTYPES
    assert not set(said["types"]) & set(said["names"])
