"""Code that is made when it is first needed: the careful copies of loops, which mostly never run.

A unit holds a slot for the address of each such part. While it is empty, the code asks here, by a
key that depends on the part's text alone, so that code from the disk cache asks rightly too. Parts
that differ in names only are compiled once.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Callable
from functools import cache
from typing import Any, Final

from nbc import interrupts
from nbc.errors import NoodleError
from nbc.native import llvm, same_text

SYMBOL: Final = "part"
"""The name under which a part's text defines its function."""

_ASKED: Final = re.compile(r"@late\(ptr @[\w.]+, i64 (\d+)\)")
_LOCK: Final = threading.RLock()
_texts: dict[int, Callable[[], str]] = {}
_made: dict[int, Any] = {}
_same: dict[bytes, Any] = {}


def register(key: int, text: Callable[[], str]) -> None:
    """Says where the IR text of a part comes from."""
    with _LOCK:
        _texts.setdefault(key, text)


def text_of(key: int) -> str:
    """The IR text of a part that was registered."""
    with _LOCK:
        return _texts[key]()


def made() -> dict[int, Any]:
    """The code of the parts that were needed so far, by their keys."""
    return dict(_made)


def keys_in(ir: str) -> list[int]:
    """The keys of the parts that a text asks for, and of those that they ask for."""
    keys = dict[int, None]()
    waiting = [ir]
    while waiting:
        for key in map(int, _ASKED.findall(waiting.pop())):
            if key not in keys and key in _texts:
                keys[key] = None
                waiting.append(text_of(key))
    return list(keys)


def text_with_lines(key: int) -> str:
    """The text that the code of a part was made of, with its own lines behind operations."""
    return same_text.renamed(text_of(key), SYMBOL, keeps_lines=True)


@cache
def provide() -> Any:
    """Makes `noodle_late` known to the code that is linked from now on."""
    made = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_int64)(_address)
    llvm.define_symbol("noodle_late", ctypes.cast(made, ctypes.c_void_p).value or 0)
    return made


def _address(key: int) -> int | None:
    """The address of a part, compiled now if it is new; None (null) where that fails."""
    with _LOCK, interrupts.after(in_callback=True):
        try:
            loaded = _made.get(key)
            if loaded is None:
                loaded = _made[key] = _compiled(_texts[key]())
        except (NoodleError, KeyError):
            return None
    address: int = loaded.addresses[SYMBOL]
    return address


def _compiled(text: str) -> Any:
    """The code of a part; one for all parts that differ in names only."""
    text = same_text.renamed(text, SYMBOL)
    name = llvm.text_key(text)
    if name not in _same:
        _same[name] = llvm.machine_code(text, [SYMBOL], key=name, level="late")
    return _same[name]
