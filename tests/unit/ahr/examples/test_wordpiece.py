"""Texts are split as BERT splits them."""

from __future__ import annotations

import importlib.util
import json

import pytest

from ahr.examples.minilm import DISTRIBUTION, PACKAGE, minilm_inputs
from ahr.examples.shipped import find_shipped
from ahr.examples.wordpiece import encode, numbers

WORDS = "[PAD] [UNK] [CLS] [SEP] un ##aff ##able caf ##e , $ 3 東 a b"
VOCABULARY = {word: at for at, word in enumerate(WORDS.split())}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unaffable", "un ##aff ##able"),
        ("café, $3", "caf ##e , $ 3"),
        ("a東b", "a 東 b"),
        ("a\u0000b\tb\ufffd", "[UNK] b"),
        ("unaffablex", "[UNK]"),
        ("a" * 101, "[UNK]"),
        ("", ""),
    ],
)
def test_words_become_their_longest_pieces(text: str, expected: str) -> None:
    wanted = [VOCABULARY[each] for each in ("[CLS]", *expected.split(), "[SEP]")]
    assert numbers(VOCABULARY, text, 16) == wanted


def test_long_texts_are_cut_before_the_last_token() -> None:
    assert numbers(VOCABULARY, "a b a b", 4) == [2, 13, 14, 3]


def test_inputs_are_filled_up_with_zeros() -> None:
    if find_shipped(PACKAGE, "model/tokenizer.json") is None:
        pytest.skip(f"{DISTRIBUTION} is not there: make real-models")
    ids, mask = minilm_inputs(["Hello world", "Naïve kittens don't purr!"], at_most=8)
    assert ids.tolist() == [[101, 7592, 2088, 102, 0, 0, 0, 0],
                            [101, 15743, 18401, 2015, 2123, 1005, 1056, 102]]  # fmt: skip
    assert mask.tolist() == [[1, 1, 1, 1, 0, 0, 0, 0], [1] * 8]


def test_the_library_agrees() -> None:
    if importlib.util.find_spec("tokenizers") is None:
        pytest.skip("tokenizers is not installed")
    path = find_shipped(PACKAGE, "model/tokenizer.json")
    if path is None:
        pytest.skip(f"{DISTRIBUTION} is not there: make real-models")
    vocabulary = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    texts = ["Zoë paid $3,000 — naïve?", "東京 tower_1", "it's\u200b fine\u0301\n", "x" * 150, ""]
    assert encode(path, texts, 32) == [numbers(vocabulary, text, 32) for text in texts]
