"""Functions that call themselves: their text with their own calls inlined, a few levels deep.

The stack and interrupts are looked at once for all levels. Behind the last one, in front of the
call, stands a *threshold*: the way through the function on which it does nothing but return (`if n
< 2: return n`), so that a call which would only do that is never made. That is half of all calls
where a function calls itself twice.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from typing import Final

_LEVELS, _SIZE = 4, 130
"""Levels of calls that are inlined, and NBC instructions in them."""
_LONGEST = 60
"""Lines of a threshold."""
_SLOT = r"ptr %(s\d+|result\.\d+)( ;\d+)?$"
_HARMLESS: Final = re.compile(
    rf"  (store \S+ [^,]+, {_SLOT}|%[\w.]+ = (load \S+, {_SLOT}|(icmp|fcmp|add|sub|mul|and|or|xor"
    r"|shl|fadd|fsub|fmul|fneg|zext|sext|trunc|sitofp|select|insertvalue|freeze) ))"
)
_TARGET: Final = re.compile(r"label %([\w.]+)")
_PARAMETERS: Final = re.compile(r"@[\w.]+\((.*)\)")

Blocks = dict[str, list[str]]


def unrolled(symbol: str, whole: str, bare: str, size: int, kind: str) -> list[str]:
    """The functions that a function which calls itself becomes. `whole` looks at the stack and at
    interrupts, `bare` does not; `kind` is the type of what they return, `size` their length."""
    called = f"@{symbol}("
    calls = max(bare.count(called) - 1, 0)
    levels, copies = 0, 0
    while calls and levels < _LEVELS and (copies + calls ** (levels + 1)) * size <= _SIZE:
        levels += 1
        copies += calls**levels
    threshold = _threshold(symbol, bare, kind) if calls else None
    last = f"{symbol}.first" if threshold else symbol
    names = [symbol, *(f"{symbol}.{level}" for level in range(1, levels + 1)), last]
    bodies = [_calling(whole, symbol, names[1])]
    define = bare.index("\n")
    for name, following in itertools.pairwise(names[1:]):
        head = bare[:define].replace(called, f"@{name}(").replace("#0", "alwaysinline #0")
        bodies.append(head + bare[define:].replace(called, f"@{following}("))
    return [*bodies, *([threshold] if threshold else [])]


def _calling(text: str, symbol: str, other: str) -> str:
    """The text with the calls of the function itself going to another."""
    define = text.index("\n")
    return text[:define] + text[define:].replace(f"@{symbol}(", f"@{other}(")


def _threshold(symbol: str, bare: str, kind: str) -> str | None:
    """A function that returns where `bare` returns at once, and calls it where not; None where it
    never returns at once. What it does before the call is done again by it, so that may not be
    seen."""
    head, *lines = bare.split("\n")
    blocks = _blocks(lines[:-1])
    known: dict[str, bool] = {}
    if "leave" not in blocks or not _returns(blocks, "body", known):
        return None
    kept = [label for label in blocks if known.get(label)]
    text = [line for label in kept for line in (f"{label}:", *blocks[label])]
    if len(text) > _LONGEST:
        return None
    rest = {label for label in known if not known[label]}
    text = [_TARGET.sub(lambda m: "label %rest" if m[1] in rest else m[0], line) for line in text]
    found = _PARAMETERS.search(head)
    assert found is not None
    parts = kind.strip("{ }").split(", ")
    begin = head.replace(f"@{symbol}(", f"@{symbol}.first(").replace("#0", "alwaysinline #0")
    return "\n".join([
        begin, "entry:", *blocks["entry"], *text, "rest:",
        f"  %rest.result = call {kind} @{symbol}({found[1]})",
        *(f"  %rest.{place} = extractvalue {kind} %rest.result, {place}"
          for place in range(len(parts))),
        *(f"  store {part} %rest.{place}, ptr %result.{place}" for place, part in enumerate(parts)),
        "  br label %leave", "}",
    ])  # fmt: skip


def _blocks(lines: list[str]) -> Blocks:
    found: Blocks = {}
    block: list[str] = []
    for line in lines:
        if line.endswith(":"):
            block = found[line[:-1]] = []
        else:
            block.append(line)
    return found


def _returns(blocks: Mapping[str, list[str]], label: str, known: dict[str, bool]) -> bool:
    """Whether control may come from a block to `leave` without doing anything that is seen. What
    comes round does not, as far as `known` says."""
    if label == "leave":
        known[label] = True
    elif label not in known:
        known[label] = False
        *body, last = blocks[label]
        if last.startswith("  br ") and all(map(_HARMLESS.match, body)):
            for target in _TARGET.findall(last):
                known[label] |= _returns(blocks, target, known)
    return known[label]
