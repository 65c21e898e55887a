"""One text for all modules that differ in names only.

Late parts of similar statements (the same expression of x, of y and of z) are the same code, but
each was written with the registers, labels and metadata of its place. Here each gets the names of
its order, without what it does not use, so that one is compiled for all of them.
"""

from __future__ import annotations

import re
from typing import Final

_CHUNK: Final = re.compile(
    r"^(?:define [^\n]*?(@[\w.]+)\(.*?^\}|declare [^\n]*?(@[\w.]+)\([^\n]*|(@[\w.]+) = [^\n]*"
    r"|(!\d+) = [^\n]*)$",
    re.MULTILINE | re.DOTALL,
)
_NAMED: Final = re.compile(r"@[\w.]+|!\d+")
_LABEL: Final = re.compile(r"^([\w.]+):", re.MULTILINE)
_LOCAL: Final = re.compile(r"%[\w.]+")
_NODE: Final = re.compile(r"!\d+")
_LINE: Final = re.compile(r" ;\d+$", re.MULTILINE)
"""What says the line of the source behind an operation."""


def renamed(ir: str, root: str, *, keeps_lines: bool = False) -> str:
    """The module of `root` and all that it needs, with names by their order. Where the text holds
    anything else than functions, globals, metadata and attributes, it stays as it is."""
    if not keeps_lines:
        ir = _LINE.sub("", ir)
    chunks = {_name(match): match[0] for match in _CHUNK.finditer(ir)}
    rest = [line for line in _CHUNK.sub("", ir).splitlines() if line.strip()]
    if f"@{root}" not in chunks or not all(line.startswith("attributes #") for line in rest):
        return ir
    needed, waiting = {f"@{root}": None}, [f"@{root}"]
    while waiting:
        for name in _NAMED.findall(chunks[waiting.pop()]):
            if name in chunks and name not in needed:
                needed[name] = None
                waiting.append(name)
    nodes: dict[str, str] = {}
    texts: list[str] = []
    described: list[str] = []
    for name in needed:
        text = chunks[name]
        if text.startswith("define "):
            text = _with_names_by_order(text)
        if name[0] == "!" or text.startswith("define "):  # what globals hold stays as it is
            text = _NODE.sub(lambda match: nodes.setdefault(match[0], f"!{len(nodes)}"), text)
        (described if name[0] == "!" else texts).append(text)
    return "\n".join([*texts, *rest, *described]) + "\n"


def _name(match: re.Match[str]) -> str:
    return next(name for name in match.groups() if name)


def _with_names_by_order(function: str) -> str:
    """A function whose registers and labels are numbered."""
    known: dict[str, str] = {}
    text = _LABEL.sub(r"%\1:", function)
    text = _LOCAL.sub(lambda match: known.setdefault(match[0], f"%v{len(known)}"), text)
    return re.sub(r"^%(v\d+):", r"\1:", text, flags=re.MULTILINE)
