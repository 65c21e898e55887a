"""The words that the editor marks without a kernel are those that the kernel says."""

from __future__ import annotations

import builtins
import json
from pathlib import Path

from nbc.types.text import ARRAY_DTYPES
from noodle_kernel.live.vocabulary import pythons, words

NAMES = Path(__file__).parents[3] / "labextension/src/language/names.json"


def test_the_editor_has_the_words_of_the_kernel() -> None:
    known = json.loads(NAMES.read_text())
    assert set(known.pop("pythons")) <= set(pythons()) <= set(dir(builtins))
    assert known == words()


def test_types_are_no_names() -> None:
    said = words()
    assert set(said["types"]) == ARRAY_DTYPES
    assert not set(said["types"]) & set(said["names"])
    assert set(said["decorators"]) <= set(said["names"])
    assert {"python", "time", "bytecode"} <= set(said["cellMagics"])
