"""What lowering found of units, for the processes that come after: the disk cache in front of it.

Comes in: a `Unit`. Goes out: what is known of it, `Facts` (with the key of its machine code) or the
`Refusal` that it got. Open `surroundings.py` first: what the key of a unit is made of, so that
nothing is ever found that lowering would not say again.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from nbc.native import late
from nbc.native.llvm import store
from nbc.native.recall.facts import (
    Facts,
    StrangeError,
    pack,
    pack_refusal,
    unpack,
    unpack_refusal,
)
from nbc.native.recall.surroundings import Surroundings, survey
from nbc.native.statics import Consulted
from nbc.native.unit import Refusal, Unit

__all__ = ["Facts", "Surroundings", "find", "keep", "keep_refusal", "surroundings"]

_LATE: Final = re.compile(r"@late\(ptr @[\w.]+, i64 (\d+)\)")


def surroundings(unit: Unit) -> Surroundings | None:
    """What stands for the unit in the cache; None while there is no cache, and where it may be that
    of another version of Noodle's files than the one that runs."""
    return survey(unit) if store.is_on() and store.is_of_this_process() else None


def find(around: Surroundings) -> Facts | Refusal | None:
    """What is known of a unit. Its late parts are known from then on."""
    entry = store.find_entry(around.key)
    if entry is None:
        return None
    try:
        if "refusal" in entry.metadata:
            return unpack_refusal(entry.metadata["refusal"], around)
        facts = unpack(entry.metadata["facts"], around)
        for key in entry.metadata["late"]:
            late.register(int(key), partial(_late_text, entry.ir, key))
    except (StrangeError, KeyError, TypeError, ValueError):
        return None
    return facts


def keep(around: Surroundings, facts: Facts, consulted: Consulted, ir: str) -> None:
    """Keeps what lowering found, if the key says all that it looked at. `ir` names late parts."""
    if not (around.covers(consulted) and all(around.has(*item) for item in facts.findings.shared)):
        return
    try:
        packed = pack(facts, around)
    except StrangeError:
        return
    texts = _late_texts(ir)
    body = zlib.compress(json.dumps(texts).encode(), 1) if texts else b""
    store.put(around.key, b"", {"facts": packed, "late": list(texts)}, body)


def keep_refusal(around: Surroundings, refusal: Refusal, consulted: Consulted) -> None:
    if around.covers(consulted):
        store.put(around.key, b"", {"refusal": pack_refusal(refusal, around)})


def _late_texts(ir: str) -> Mapping[str, str]:
    """The texts of the parts that a text asks for, and of those that they ask for."""
    texts: dict[str, str] = {}
    waiting = _LATE.findall(ir)
    while waiting:
        key = waiting.pop()
        if key not in texts:
            texts[key] = late.text_of(int(key))
            waiting += _LATE.findall(texts[key])
    return texts


def _late_text(packed: bytes, key: str) -> str:
    texts: Any = json.loads(zlib.decompress(packed))
    return str(texts[key])
