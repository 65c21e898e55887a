"""The text of a network as data, with the place of everything in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, final

from nbc.errors import ModelError, Span

TEXT: Final = "network"
"""What the text is called in spans."""

_WORDS: Final = {"true": True, "false": False, "none": None, "null": None}
_SHOWN: Final = {"LBRACE": "{", "RBRACE": "}", "LPAR": "(", "RPAR": ")", "COLON": ":",
                 "COMMA": ",", "EQUAL": "=", "STAR": "*", "AT": "@", "LSQB": "[",
                 "RSQB": "]", "NAME": "a name", "STRING": "a text", "INT": "a number",
                 "SIGNED_NUMBER": "a number", "SECTION": "train {", "$END": "the end"}  # fmt: skip


@final
@dataclass(frozen=True, slots=True)
class Call:
    """`Name(1, key=2)`, also as a value."""

    name: str
    positional: tuple[Any, ...]
    named: dict[str, Any]
    span: Span
    body: tuple[Call, ...] | None = None
    count: int = 1
    device: str | None = None


@final
@dataclass(frozen=True, slots=True)
class Network:
    """What a text says; `settings` are the sections in braces by their lower-case names."""

    name: str
    span: Span
    input: Any = None
    layers: tuple[Call, ...] = ()
    loss: Any = None
    optimizer: Any = None
    settings: dict[str, dict[str, Any]] = field(default_factory=dict)


def is_neural(text: str) -> bool:
    """Whether a text begins as a network does, behind comments."""
    return re.match(r"(?:\s|#[^\n]*\n|//[^\n]*\n)*network\s+\w+\s*\{", text, re.I) is not None


def parse_network(text: str) -> Network:
    """The network of a text. Raises ModelError N6014 with the place of what is not understood."""
    import lark  # lazy: only for this language

    try:
        tree = _parser().parse(text)
    except lark.UnexpectedInput as error:
        raise _unexpected(error) from None
    return _network(tree.children[0])


@cache
def _parser() -> Any:
    import lark  # lazy: only for this language

    grammar = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return lark.Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=True)


def _unexpected(error: Any) -> ModelError:
    found = getattr(error, "token", None) or getattr(error, "char", "")
    expected = sorted(getattr(error, "expected", None) or getattr(error, "allowed", None) or ())
    words = list(dict.fromkeys(_SHOWN.get(each, each.lower()) for each in expected))
    width = len(str(found)) or 1
    line, column = max(error.line, 1), max(error.column, 1) - 1
    said = f"{str(found)!r} is not expected here" if str(found) else "the network has no end"
    return ModelError("N6014", said, Span(TEXT, (line, column), (line, column + width)),
                      hint=f"expected {' or '.join(words)}" if words else None)  # fmt: skip


def _network(tree: Any) -> Network:
    name, *parts = tree.children
    found: dict[str, Any] = {}
    settings: dict[str, dict[str, Any]] = {}
    for part in parts:
        if part.data == "settings":
            section, *pairs = part.children
            held = settings.setdefault(str(section).lower(), {})
            held.update((str(each.children[0]).lower(), _value(each.children[1]))
                        for each in pairs)  # fmt: skip
        elif part.data == "layers":
            found["layers"] = tuple(map(_layer, part.children))
        else:
            found[str(part.data)] = _value(part.children[0])
    return Network(str(name), _span(tree), settings=settings, **found)


def _layer(tree: Any) -> Call:
    arguments = [each for each in tree.children if _is(each, "argument")]
    inner = [each for each in tree.children if _is(each, "layer")]
    tokens = [each for each in tree.children[1:] if getattr(each, "type", "")]
    count = next((int(each) for each in tokens if each.type == "INT"), 1)
    device = next((str(each)[1:-1] for each in tokens if each.type == "STRING"), None)
    positional, named = _arguments(arguments)
    return Call(str(tree.children[0]), positional, named, _span(tree),
                tuple(map(_layer, inner)) if inner else None, count, device)  # fmt: skip


def _arguments(trees: list[Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for each in trees:
        name, value = each.children
        if name is None:
            positional.append(_value(value))
        else:
            named[str(name).lower()] = _value(value)
    return tuple(positional), named


def _value(tree: Any) -> Any:
    match str(tree.data):
        case "number":
            text = str(tree.children[0])
            return int(text) if re.fullmatch(r"[+-]?\d+", text) else float(text)
        case "text":
            return str(tree.children[0])[1:-1]
        case "name":
            word = str(tree.children[0])
            return _WORDS.get(word.lower(), word)
        case "call":
            arguments = [each for each in tree.children[1:] if each is not None]
            return Call(str(tree.children[0]), *_arguments(arguments), _span(tree))
    return tuple(_value(each) for each in tree.children if each is not None)


def _is(tree: Any, kind: str) -> bool:
    return getattr(tree, "data", None) == kind


def _span(tree: Any) -> Span:
    meta = tree.meta
    return Span(TEXT, (meta.line, meta.column - 1), (meta.end_line, meta.end_column - 1))
