"""What `?`, the tooltip and the contextual help say about a name, beyond what IPython says.

IPython gives signature, docstring and source (`inspection.py` joins the two). Added here: the
Noodle type and shape of a value, the signature of a function of a cell with the annotations that
Noodle enforces, its NBC at the detailed level, what the builtins table knows, and texts for the
names of Noodle's types, which are no objects.
"""

from __future__ import annotations

from typing import Any

from nbc import Program
from nbc import builtins as table
from nbc.bytecode.module import Function, Module
from nbc.functions import FUNCTIONS
from nbc.types import display_value
from noodle_kernel.complete.candidates import row_name_of
from noodle_kernel.complete.context import NOODLE_TYPES

_FAMILIES = {"i": "signed integer", "u": "unsigned integer", "f": "floating-point number",
             "c": "complex number"}  # fmt: skip
_MARKS = {"positional": "", "positional_only": "", "keyword_only": "", "var_positional": "*",
          "var_keyword": "**"}  # fmt: skip


def describe_word(word: str) -> str | None:
    """The help text of a Noodle type's name; None for anything else."""
    if word == "bigint":
        return "bigint: Python's integers, without a limit.\n\n    x: bigint = 2**100"
    if word not in NOODLE_TYPES:
        return None
    bits = word[1:]
    return (
        f"{word}: a Noodle type, a {bits}-bit {_FAMILIES[word[0]]}.\n\n"
        f"In an annotation it is checked at run time: x: {word}\n"
        f"With axes it is an array: {word}[n, 3]; an axis is a length, a name or _"
    )


def noodle_signature(function: Function) -> str:
    """The signature with the annotations that Noodle enforces."""
    parts = []
    keywords_follow = any(each.kind == "var_positional" for each in function.parameters)
    for parameter in function.parameters:
        if parameter.kind == "keyword_only" and not keywords_follow:
            parts.append("*")
            keywords_follow = True
        text = _MARKS[parameter.kind] + parameter.name
        text += f": {parameter.type}" if parameter.type else ""
        parts.append(text + ("=..." if parameter.has_default else ""))
    result = f" -> {function.returns}" if function.returns else ""
    return f"{function.name}({', '.join(parts)}){result}"


def fields(obj: Any, detail_level: int) -> list[tuple[str, str]]:
    found = FUNCTIONS.lookup(obj)
    if found is not None:
        return _function_fields(*found, detailed=detail_level > 0)
    name = row_name_of(obj) if callable(obj) else ""
    row = table.lookup(name) if name else None
    if row is not None:
        return [("Noodle builtin", f"{row.name}: {row.summary}")]
    if isinstance(obj, type) or callable(obj):
        return []
    return [("Noodle type", display_value(obj))]


def _function_fields(module: Module, index: int, *, detailed: bool) -> list[tuple[str, str]]:
    function = module.functions[index]
    fields = [("Noodle signature", noodle_signature(function)), ("Defined in", module.source_id)]
    if detailed:
        fields.append(("NBC", function_text(module, index)))
    return fields


def function_text(module: Module, index: int) -> str:
    """The part of a module's disassembly that is about one function."""
    lines = Program(module, "").disassemble().splitlines()
    heads = [at for at, line in enumerate(lines) if line.startswith("function ")]
    ends = [*heads[1:], len(lines)]
    return "\n".join(lines[heads[index] : ends[index]])
