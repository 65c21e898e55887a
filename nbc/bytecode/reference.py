"""The pages of docs/generated: opcodes from the optable, error codes from `nbc.errors`.

`python -m nbc.bytecode.reference docs/generated` writes them; a test compares the committed ones.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from nbc.bytecode.optable import NBC_VERSION, OPS, RETIRED, SPREADS, Op, Trait
from nbc.errors import ERROR_CODES

_FAMILIES = (
    (0x00, "Names, constants and the stack"), (0x20, "Arithmetic"), (0x48, "Comparison"),
    (0x58, "Expressions with a block inside"), (0x60, "Building values"),
    (0x70, "Items and attributes"), (0x80, "Calls, functions and classes"),
    (0x90, "Control flow"), (0xA0, "Exceptions, context managers and patterns"),
    (0xB0, "Imports"),
)  # fmt: skip
"""The first code of each family of opcodes."""

_ERROR_FAMILIES = {
    "N1": "Source that cannot be read", "N2": "Types, shapes and names, before running",
    "N3": "What Noodle leaves out", "N4": "NBC that is not valid", "N5": "At run time",
    "N6": "Models",
    "N7": "The server",
    "N8": "The notebook",
    "N9": "Noodle's own bugs",
}  # fmt: skip

_KINDS = {
    "var": "a variable of the function", "const": "the key of a constant",
    "fn": "the index of a function", "count": "a whole number from 0", "text": "text",
    "type": "a Noodle type", "shape": "a list, see below", "names": "a list of names",
    "pattern": "a pattern, see `nbc.bytecode.patterns`",
}  # fmt: skip

_TRAITS = {
    Trait.PURE: "pure", Trait.TRAPS: "may raise", Trait.VM_ONLY: "VM only",
    Trait.OPENS: "opens a block", Trait.MIDDLE: "divides a block", Trait.CLOSES: "ends a block",
    Trait.LEAVES: "control does not go on", Trait.STATEMENT: "statement",
    Trait.INTEGER: "checked for i64 overflow",
}  # fmt: skip


def opcodes_page() -> str:
    lines = [
        "# Opcodes of NBC", "",
        f"Generated from `nbc/bytecode/optable.py`, version {NBC_VERSION} of NBC. The stack column"
        " reads taken `->` left, the top at the right; `*xs`: as many as the operands say.", "",
        "Kinds of operands: " + "; ".join(f"*{k}*: {text}" for k, text in _KINDS.items()) + ".", "",
        "Items of a *shape*: " + ", ".join(f"`{k}` {text}" for k, text in SPREADS.items()) + ".",
    ]  # fmt: skip
    starts = [*(start for start, _ in _FAMILIES[1:]), 0x100]
    for (start, title), end in zip(_FAMILIES, starts, strict=True):
        lines += ["", f"## {title}"]
        for op in OPS:
            if start <= op.code < end:
                lines += ["", *_opcode(op)]
    if RETIRED:
        lines += [
            "",
            "## Retired codes",
            "",
            ", ".join(f"`{code:#04x}`" for code in sorted(RETIRED)),
        ]
    return "\n".join(lines) + "\n"


def errors_page() -> str:
    lines = ["# Error codes", "", "Generated from `nbc/errors.py`."]
    for prefix, title in _ERROR_FAMILIES.items():
        lines += ["", f"## {title}"]
        for code, text in ERROR_CODES.items():
            if code.startswith(prefix):
                lines += ["", f"### {code}", "", f"{text[0].upper()}{text[1:]}."]
    return "\n".join(lines) + "\n"


PAGES: dict[str, Callable[[], str]] = {"opcodes.md": opcodes_page, "errors.md": errors_page}


def write_pages(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


def _opcode(op: Op) -> Iterable[str]:
    yield f"### {op.name}"
    yield ""
    operands = ", ".join(f"{operand.name}: *{operand.kind}*" for operand in op.operands)
    yield f"`{op.code:#04x}` · operands: {operands or 'none'} · stack: `{_stack(op)}`"
    yield ""
    yield f"`{op.meaning}` · typing rule: `{op.typing}`{_traits(op)}"


def _stack(op: Op) -> str:
    return re.sub(r"\s+", " ", op.stack.strip())


def _traits(op: Op) -> str:
    names = [text for trait, text in _TRAITS.items() if op.has(trait)]
    return f" · {', '.join(names)}" if names else ""


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
