"""Networks to make smaller, with data: digits, crops of pictures, sentences of docstrings.

The digits CNN is trained here. Pictures are those that ship inside scikit-image, which
`make real-models` fetches; its code is not used. Crops to calibrate with come from the same
pictures as those to judge by, cut elsewhere: good enough to compare, too kind to promise accuracy.
"""

from __future__ import annotations

import ast
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np

import ahr
from ahr.examples.efficientnet import SIZE, efficientnet_lite0, image_inputs
from ahr.examples.minilm import minilm, minilm_inputs
from ahr.examples.shipped import shipped
from benchmarks import networks

PICTURES: Final = (
    "astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "motorcycle_left.png", "coins.png",
    "camera.png", "horse.png", "hubble_deep_field.jpg", "ihc.png", "retina.jpg", "brick.png",
    "grass.png", "gravel.png", "moon.png", "text.png", "page.png", "color.png", "clock_motion.png",
)  # fmt: skip
_CONFIDENT: Final = 0.5
"""Crops to judge by are those whose class the original thinks likelier than all others together."""

_CALIBRATE, _CROPS = 48, 300
_SENTENCES, _HELD, _TOKENS = 400, 240, 32

Array = np.ndarray[Any, Any]


def digits(tiny: bool) -> tuple[ahr.Model, Any]:
    from sklearn.datasets import load_digits  # lazy: it takes a second

    pixels, labels = load_digits(return_X_y=True)
    images = (pixels / 16).astype(np.float32).reshape(-1, 1, 8, 8)
    order = np.random.default_rng(0).permutation(len(images))
    train, held = order[540:], order[:540]
    net = networks.digits()
    net.fit(images[train], labels[train], epochs=1 if tiny else 15, progress=False)
    return net, (images[train], labels[train], images[held], labels[held])


def efficientnet(_: bool) -> tuple[ahr.Model, Any]:
    """With crops of which the original is sure, to judge by."""
    net = efficientnet_lite0()
    held = image_inputs(np.stack(list(_crops(_CROPS, seed=1))))
    scores = np.concatenate([net(held[at : at + 20]) for at in range(0, len(held), 20)])
    likely = np.exp(scores - scores.max(axis=1, keepdims=True))
    sure = (likely / likely.sum(axis=1, keepdims=True)).max(axis=1) > _CONFIDENT
    return net, (image_inputs(np.stack(list(_crops(_CALIBRATE, seed=2)))), None, held[sure], None)


def _crops(count: int, *, seed: int) -> Iterator[Array]:
    """Squares of 60 to 100 % of the shorter side, of each picture in turn."""
    from PIL import Image  # lazy: it comes with matplotlib

    random = np.random.default_rng(seed)
    for at in range(count):
        path = shipped("skimage", f"data/{PICTURES[at % len(PICTURES)]}", "scikit-image")
        picture = Image.open(path).convert("RGB")
        side = int(min(picture.size) * random.uniform(0.6, 1))
        left, top = (int(random.integers(length - side + 1)) for length in picture.size)
        crop = picture.crop((left, top, left + side, top + side)).resize((SIZE, SIZE))
        yield np.asarray(crop)


def minilm_sentences() -> list[str]:
    """First lines of docstrings of the standard library."""
    found = set()
    for path in sorted(Path(sysconfig.get_path("stdlib")).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8", errors="ignore"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                first = (ast.get_docstring(node) or "").partition("\n")[0]
                found |= {first} if 30 <= len(first) <= 160 else set()
    sentences = sorted(found)
    np.random.default_rng(0).shuffle(sentences)
    return sentences[:_SENTENCES]


def minilm_network(_: bool) -> tuple[ahr.Model, Any]:
    ids, mask = minilm_inputs(minilm_sentences(), at_most=_TOKENS)
    train, held = slice(_HELD, None), slice(None, _HELD)
    return minilm(), ((ids[train], mask[train]), None, (ids[held], mask[held]), None)
