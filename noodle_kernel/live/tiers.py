"""`tiers` and `explain_line`: where the lines of a cell ran, why, and the code that ran them.

Asked after a cell has run, with the text that ran; `%%explain` says the same of a cell that has
not. Nothing is compiled for an answer but LLVM's texts, and nothing kept.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from nbc import Program
from nbc.errors import NoodleError
from nbc.native.dispatch import NativeCode
from noodle_kernel.live.params import field

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

FORMS: Final = ("nbc", "llvm", "asm")
_MOST_CHARACTERS: Final = 200_000
_CELL_MAGIC: Final = re.compile(r"\s*%%\w")
_LLVM_FUNCTION: Final = re.compile(r"^define .*?^}", re.MULTILINE | re.DOTALL)
_DIRECTIVE: Final = re.compile(r"\t\.|\.LCPI|\s*$")
_CALLED: Final = frozenset({"function", "lambda"})


def tiers(shell: NoodleShell, params: dict[str, Any]) -> dict[str, Any]:
    """`params`: `code`, as it ran; `cell`, its id, if it has one. Result: `known`, whether it did;
    `may_change`, whether later cells may change the answer, since functions become native when they
    are called; `lines`, each with `line` (from 1), `tier` (native, vm, mixed), `reason`, `notes`
    (`kind`, `text`); `cost`, what its last run cost if that was profiled: `lines` and `allocated`
    of profile/README.md, else null."""
    code = field(params, "code", str)
    program, above = _program(shell, code)
    cost = _cost(shell, params.get("cell"), code)
    if program is None:
        return {"known": False, "may_change": False, "lines": [], "cost": cost}
    rows = [{**row, "line": row["line"] + above} for row in program.explain()]
    return {
        "known": True,
        "may_change": any(each.kind in _CALLED for each in program.module.functions),
        "lines": [{key: row[key] for key in ("line", "tier", "reason", "notes")} for row in rows],
        "cost": cost,
    }


def explain_line(shell: NoodleShell, params: dict[str, Any]) -> dict[str, Any]:
    """`params`: `code`, as it ran; `line`, from 1; `form`, one of FORMS. Result: `text`, and
    `regions`, what was compiled as one with the line: `what`, `signature`, `first`, `last`."""
    line, form = field(params, "line", int), field(params, "form", str)
    if form not in FORMS:
        raise NoodleError("N8001", f"'form' is one of {', '.join(FORMS)}, not {form!r}")
    program, above = _program(shell, field(params, "code", str))
    if program is None:
        return {"text": "", "regions": []}
    pieces = program.native_at(line - above)
    if form == "nbc":
        text = program.disassemble(line - above)
    else:
        text = "\n".join(
            f"; {piece.what}, for {piece.signature}\n\n{_instructions(piece.text(form), form)}\n"
            for piece in pieces
        )
    return {"text": _cut(text), "regions": [_region(piece, above) for piece in pieces]}


def _cost(shell: NoodleShell, cell: Any, code: str) -> dict[str, Any] | None:
    if not isinstance(cell, str) or shell.ledger.text_of(cell) != code:
        return None
    return shell.profiled.get(cell)


def _region(piece: NativeCode, above: int) -> dict[str, Any]:
    return {
        "what": piece.what, "signature": piece.signature,
        "first": piece.first + above, "last": piece.last + above,
    }  # fmt: skip


def _program(shell: NoodleShell, code: str) -> tuple[Program | None, int]:
    """What the compiler made of a cell, and how many lines of the cell stand above its text."""
    session = shell.language.session
    if not _CELL_MAGIC.match(code):
        source, above = shell.checkable(code), 0
    else:  # its body runs below one blank line, where the magic was
        magic = code.lstrip()
        above = code[: len(code) - len(magic)].count("\n")
        source = shell.checkable("\n" + magic.partition("\n")[2])
    return (None if source is None else session.program_of(source)), above


def _instructions(text: str, form: str) -> str:
    """Without what is written around the instructions: declarations, attributes, directives."""
    if form == "llvm":
        functions = sorted(_LLVM_FUNCTION.findall(text), key=lambda each: "@unit(" not in each)
        return "\n\n".join(functions) or text
    return "\n".join(line for line in text.splitlines() if not _DIRECTIVE.match(line)) or text


def _cut(text: str) -> str:
    if len(text) <= _MOST_CHARACTERS:
        return text
    end = text.rfind("\n", 0, _MOST_CHARACTERS)
    rest = text.count("\n", end + 1) + 1
    return f"{text[:end]}\n; ... {rest} more lines"
