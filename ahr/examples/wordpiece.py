"""Texts as numbers of tokens, as BERT splits them: by the tokenizers library, else here.

A word is split into the longest pieces that the vocabulary has, from the left; a piece that does
not begin a word is written with ## before it.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

_LONGEST_WORD: Final = 100
_FIRST, _LAST, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_IDEOGRAPHS: Final = re.compile(
    "([\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002ceaf"
    "\uf900-\ufaff\U0002f800-\U0002fa1f])"
)
"""Each is a word of its own."""


def encode(tokenizer: Path, texts: Sequence[str], at_most: int) -> list[list[int]]:
    """The numbers of the tokens of each text, with one before and one behind. `tokenizer` is a
    tokenizer.json of a BERT without cases."""
    return [_coder(tokenizer, at_most)(text) for text in texts]


@cache
def _coder(path: Path, at_most: int) -> Callable[[str], list[int]]:
    if importlib.util.find_spec("tokenizers") is not None:
        return _by_library(path, at_most)
    vocabulary = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    return lambda text: numbers(vocabulary, text, at_most)


def _by_library(path: Path, at_most: int) -> Callable[[str], list[int]]:
    made: Any = importlib.import_module("tokenizers").Tokenizer.from_file(str(path))
    made.no_padding()
    made.enable_truncation(at_most)
    return lambda text: list(made.encode(text).ids)


def numbers(vocabulary: Mapping[str, int], text: str, at_most: int) -> list[int]:
    """The numbers of a text's tokens, by a vocabulary."""
    pieces = [piece for word in _words(text) for piece in _pieces(vocabulary, word)]
    return [vocabulary[each] for each in (_FIRST, *pieces[: at_most - 2], _LAST)]


def _words(text: str) -> Iterator[str]:
    """Small letters without accents; punctuation marks are words."""
    clean = "".join(" " if each.isspace() else each for each in text
                    if each.isspace() or not _is_control(each))  # fmt: skip
    plain = unicodedata.normalize("NFD", _IDEOGRAPHS.sub(r" \1 ", clean))
    plain = "".join(each for each in plain if unicodedata.category(each) != "Mn").lower()
    for word in plain.split():
        part = ""
        for each in word:
            if _is_mark(each):
                yield from filter(None, (part, each))
                part = ""
            else:
                part += each
        if part:
            yield part


def _is_control(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs") or letter == "\ufffd"


def _is_mark(letter: str) -> bool:
    """All of ASCII's signs are, also those that are no punctuation, such as $."""
    signs = "!" <= letter <= "/" or ":" <= letter <= "@" or "[" <= letter <= "`"
    return signs or "{" <= letter <= "~" or unicodedata.category(letter)[0] == "P"


def _pieces(vocabulary: Mapping[str, int], word: str) -> list[str]:
    found: list[str] = []
    rest = word
    while rest and len(word) <= _LONGEST_WORD:
        before = "##" if found else ""
        ends = (end for end in range(len(rest), 0, -1) if before + rest[:end] in vocabulary)
        end = next(ends, 0)
        if not end:
            return [_UNKNOWN]
        found.append(before + rest[:end])
        rest = rest[end:]
    return found or [_UNKNOWN]
