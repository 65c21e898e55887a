"""`hover`: what a word of a cell is: its type and shape, a value's beginning, help on a function.

What the cell itself gives a name comes from the compiler, so it is known before the cell runs, and
inside functions too; what the cell only reads comes from the live values. While the text is no
program, live values are all there is. `words_at.py` finds the word.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from types import (
    BuiltinFunctionType,
    FunctionType,
    MethodDescriptorType,
    MethodType,
    ModuleType,
)
from typing import TYPE_CHECKING, Any, Final

from nbc import names_without_import
from nbc.builtins import lookup
from nbc.errors import InternalError, NoodleError, Position
from nbc.functions import FUNCTIONS
from nbc.types import display_text, display_value
from nbc.types import model as kinds
from nbc.typing import Seen
from noodle_kernel.about import describe_word, noodle_signature
from noodle_kernel.complete.candidates import row_name_of, signature_of
from noodle_kernel.live.offsets import Offsets, from_units, units
from noodle_kernel.live.params import field
from noodle_kernel.live.previews import preview
from noodle_kernel.live.words_at import Word, dotted_at, word_at

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

LONGEST: Final = 100_000
"""Characters of a cell that is looked through; beyond, only live values are told."""
_LONGEST_DOC: Final = 600
_WIDEST: Final = 100
_UNDERLINE: Final = re.compile(r"\n[=-]{3,}$", re.MULTILINE)
_CALLABLES = (FunctionType, BuiltinFunctionType, MethodType, MethodDescriptorType, type)
_NOTHING: Final = object()

Card = dict[str, Any]


def hover(shell: NoodleShell, params: dict[str, Any]) -> Card | None:
    """`params`: `code`, `offset`. Result: null, or `from`, `to` (UTF-16 units), `title` (code:
    `x: f64[3, 4]`), `text` (help), `preview` (the beginning of the value, or null)."""
    code = field(params, "code", str)
    offset = from_units(code, field(params, "offset", int))
    source = shell.checkable(code)
    if source is None:
        return None
    word = word_at(source, code, offset) if len(code) <= LONGEST else None
    card = None
    if word is not None:
        card = _of_word(shell, source, word)
        places = Offsets(code)
        start, end = places.of(*word.span[:2]), places.of(*word.span[2:])
    if card is None:
        start, end, text = dotted_at(code, offset)
        card = _live(shell, text) if text else None
        start, end = units(code[:start]), units(code[:end])
    return None if card is None else {"from": start, "to": end, **card}


def _of_word(shell: NoodleShell, source: str, word: Word) -> Card | None:
    if word.role == "axis":
        return _card(f"{word.name}: a length", "The same wherever the name stands in a signature.")
    live = _live(shell, word.path)
    if word.role == "type":
        return live
    try:
        seen = shell.language.session.look(source)
    except InternalError:
        raise
    except NoodleError:
        return None
    defined = _function_at(seen, word.position)
    if defined is not None:
        return _of_function(seen, defined)
    kind = _kind_of(seen, word)
    is_outside = word.function is None and word.path.partition(".")[0] not in seen.types
    if live is not None and is_outside and not isinstance(kind, kinds.MethodType):
        return live
    if kind is None:
        return live
    if isinstance(kind, kinds.Object | kinds.Never):
        return _card(f"{word.name}: any value", "What it is shows when the cell runs.")
    return _of_type(shell, seen, word, kind)


def _kind_of(seen: Seen, word: Word) -> kinds.Type | None:
    kind = seen.places.get(word.position)
    if kind is None and word.function is not None and word.path == word.name:
        index = _function_at(seen, word.function)
        kind = None if index is None else seen.variables.get(index, {}).get(word.name)
    return seen.types.get(word.path) if kind is None else kind


def _function_at(seen: Seen, position: Position) -> int | None:
    return next(
        (index for index, function in enumerate(seen.module.functions)
         if function.position == position and function.kind in ("function", "lambda")), None,
    )  # fmt: skip


def _of_type(shell: NoodleShell, seen: Seen, word: Word, kind: kinds.Type) -> Card:
    name = word.name
    match kind:
        case kinds.BuiltinType(name=row) | kinds.MethodType(name=row):
            return _of_row(row) or _card(f"{name}: function")
        case kinds.FunctionType(key=("cell", index)):
            return _of_function(seen, int(index))
        case kinds.FunctionType() | kinds.ClassType() | kinds.ModuleType():
            return _live(shell, word.path) or _card(f"{name}: {display_text(kind)}")
        case _:
            return _card(f"{name}: {display_text(kind)}")


def _of_row(name: str) -> Card | None:
    row = lookup(name)
    if row is None:
        return None
    owner = name.rpartition(".")[0]
    title = f"{owner}.{row.signature}" if owner and row.signature else row.signature or name
    return _card(title, row.summary)


def _of_function(seen: Seen, index: int) -> Card:
    function = seen.module.functions[index]
    title = noodle_signature(function)
    returns = seen.returns.get(index)
    known = not isinstance(returns, kinds.Object | kinds.Never | None)
    if function.returns is None and known and returns is not None:
        title += f" -> {display_text(returns)}"
    return _card(title, _first_paragraph(function.docstring))


def _live(shell: NoodleShell, path: str) -> Card | None:
    """What a dotted name stands for now, without running anything of a person's."""
    value = _value(shell, path)
    if value is _NOTHING:
        text = describe_word(path)
        return _of_row(path) if text is None else _card(path, text.partition(": ")[2])
    name = path.rpartition(".")[2]
    found = FUNCTIONS.lookup(value)
    if found is not None:
        function = found[0].functions[found[1]]
        return _card(noodle_signature(function), _first_paragraph(value.__doc__))
    if type(value) is MethodDescriptorType:
        return _of_row(f"{value.__objclass__.__name__}.{name}") or _card(f"{name}(...)")
    if isinstance(value, ModuleType):
        return _card(f"module {value.__name__}", _first_paragraph(value.__doc__))
    row = _of_row(row_name_of(value)) if callable(value) else None
    if row is not None:
        return row
    if isinstance(value, _CALLABLES):
        mark = "class " if isinstance(value, type) else ""
        doc = inspect.getattr_static(value, "__doc__", None)
        return _card(f"{mark}{name}{signature_of(value)}", _first_paragraph(doc))
    return _card(f"{name}: {display_value(value)}", "", preview(value))


def _value(shell: NoodleShell, path: str) -> Any:
    head, *rest = path.split(".")
    namespace: Mapping[str, Any] = shell.user_ns
    value = namespace.get(head, _NOTHING)
    if value is _NOTHING and head in names_without_import() and describe_word(head) is None:
        value = shell.language.value_of(head)
    if value is _NOTHING:
        builtins = namespace.get("__builtins__")
        value = getattr(builtins, head, _NOTHING) if isinstance(builtins, ModuleType) else _NOTHING
    for name in rest:
        if isinstance(value, ModuleType):
            value = vars(value).get(name, _NOTHING)
        else:
            static = inspect.getattr_static(value, name, _NOTHING)
            value = static if isinstance(static, _CALLABLES) else _NOTHING
    return value


def _card(title: str, text: str = "", shown: str | None = None) -> Card:
    if len(title) > _WIDEST:
        title = title[:_WIDEST].rpartition(", ")[0] + ", ...)"
    return {"title": title, "text": text, "preview": shown}


def _first_paragraph(doc: object) -> str:
    if not isinstance(doc, str):
        return ""
    text = _UNDERLINE.sub("", inspect.cleandoc(doc).split("\n\n", 1)[0])
    return text if len(text) <= _LONGEST_DOC else text[: _LONGEST_DOC - 3] + "..."
