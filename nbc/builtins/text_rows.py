"""The methods of `str` and `bytes`."""

from __future__ import annotations

from nbc.builtins import plain
from nbc.builtins.entry import IMPURE, Entry, Typing, fixed
from nbc.builtins.signature import Arguments
from nbc.types.model import BOOL, I64, STR, Container, Tuple, Type

LIST = Container("list")
BYTES = Container("bytes")


def text(result: Type, *, str_: tuple[str, ...] = (), int_: tuple[str, ...] = ()) -> Typing:
    """Refuses what is certainly no str (no integer) for the parameters named."""

    def rule(a: Arguments) -> Type:
        for name in str_:
            if not plain.absent(a.get(name)):
                plain.require_text(a.get(name), a.at(name))
        for name in int_:
            plain.require_integer(a.get(name), a.at(name))
        return result

    return rule


def joined(a: Arguments) -> Type:
    plain.require_iterable(a["iterable"], a.at("iterable"))
    for item in plain.items_of(a["iterable"]) or ():
        plain.require_text(item, a.at("iterable"))
    return STR


def _predicates(what: str) -> dict[str, str]:
    return {
        "isalnum": f"whether all {what} are letters or digits",
        "isalpha": f"whether all {what} are letters",
        "isascii": f"whether all {what} are ASCII",
        "isdigit": f"whether all {what} are digits",
        "islower": "whether the letters are in lower case",
        "isspace": f"whether all {what} are white space",
        "istitle": "whether each word begins with a capital",
        "isupper": "whether the letters are in upper case",
    }


_STR_PREDICATES = _predicates("characters") | {
    "isdecimal": "whether all characters are decimal digits",
    "isidentifier": "whether it is a name in Python",
    "isnumeric": "whether all characters are numeric",
    "isprintable": "whether all characters can be printed",
}
_CASES = {
    "capitalize": "a capital first, the rest in lower case",
    "lower": "in lower case",
    "swapcase": "upper to lower case and back",
    "title": "each word with a capital",
    "upper": "in upper case",
}
_FIND = "(self, sub, start=..., end=..., /)"
_STRIP = {"strip": "both ends", "lstrip": "the start", "rstrip": "the end"}
_STRIPPED = text(STR, str_=("chars",))
_JUSTIFIED = text(STR, str_=("fillchar",), int_=("width",))
_FOUND = text(I64, str_=("sub",))
_SPLIT = text(LIST, str_=("sep",))

STR_METHODS = (
    *(Entry(f"{name}(self, /)", fixed(BOOL), doc) for name, doc in _STR_PREDICATES.items()),
    *(Entry(f"{name}(self, /)", fixed(STR), f"the text {doc}") for name, doc in _CASES.items()),
    *(Entry(f"{name}(self, chars=None, /)", _STRIPPED, f"without white space (or chars) at {end}")
      for name, end in _STRIP.items()),
    Entry("casefold(self, /)", fixed(STR), "for comparison without regard to case"),
    Entry("center(self, width, fillchar=' ', /)", _JUSTIFIED, "padded at both ends to a width"),
    Entry("count" + _FIND, _FOUND, "how often a text occurs"),
    Entry("encode(self, /, encoding='utf-8', errors='strict')", fixed(BYTES), "as bytes"),
    Entry("endswith(self, suffix, start=..., end=..., /)", fixed(BOOL),
          "whether it ends with suffix"),
    Entry("expandtabs(self, /, tabsize=8)", fixed(STR), "with spaces for tabs"),
    Entry("find" + _FIND, _FOUND, "where a text first occurs, or -1"),
    Entry("format(self, *args, **kwargs)", fixed(STR), "with values put in for {}", IMPURE),
    Entry("format_map(self, mapping, /)", fixed(STR), "with values of a mapping put in", IMPURE),
    Entry("index" + _FIND, _FOUND, "where a text first occurs; ValueError if nowhere"),
    Entry("join(self, iterable, /)", joined, "the items, with this text between them", IMPURE),
    Entry("ljust(self, width, fillchar=' ', /)", _JUSTIFIED, "padded on the right to a width"),
    Entry("maketrans(x, y=..., z=..., /)", fixed(Container("dict")), "a table for translate"),
    Entry("partition(self, sep, /)", text(Tuple((STR, STR, STR)), str_=("sep",)),
          "before, separator and after, at its first place"),
    Entry("removeprefix(self, prefix, /)", text(STR, str_=("prefix",)), "without a prefix"),
    Entry("removesuffix(self, suffix, /)", text(STR, str_=("suffix",)), "without a suffix"),
    Entry("replace(self, old, new, /, count=-1)", text(STR, str_=("old", "new"), int_=("count",)),
          "with new wherever old was"),
    Entry("rfind" + _FIND, _FOUND, "where a text last occurs, or -1"),
    Entry("rindex" + _FIND, _FOUND, "where a text last occurs; ValueError if nowhere"),
    Entry("rjust(self, width, fillchar=' ', /)", _JUSTIFIED, "padded on the left to a width"),
    Entry("rpartition(self, sep, /)", text(Tuple((STR, STR, STR)), str_=("sep",)),
          "before, separator and after, at its last place"),
    Entry("rsplit(self, /, sep=None, maxsplit=-1)", _SPLIT,
          "the parts between separators, from right"),
    Entry("split(self, /, sep=None, maxsplit=-1)", _SPLIT, "the parts between separators"),
    Entry("splitlines(self, /, keepends=False)", fixed(LIST), "the lines"),
    Entry("startswith(self, prefix, start=..., end=..., /)", fixed(BOOL),
          "whether it begins with prefix"),
    Entry("translate(self, table, /)", fixed(STR), "with characters replaced by a table", IMPURE),
    Entry("zfill(self, width, /)", text(STR, int_=("width",)), "padded with zeros to a width"),
)  # fmt: skip

BYTES_METHODS = (
    *(Entry(f"{name}(self, /)", fixed(BOOL), doc) for name, doc in _predicates("bytes").items()),
    *(Entry(f"{name}(self, /)", fixed(BYTES), f"the bytes {doc}") for name, doc in _CASES.items()),
    *(Entry(f"{name}(self, chars=None, /)", fixed(BYTES),
            f"without white space (or bytes) at {end}")
      for name, end in _STRIP.items()),
    Entry("center(self, width, fillchar=b' ', /)", fixed(BYTES), "padded at both ends to a width"),
    Entry("count" + _FIND, fixed(I64), "how often some bytes occur"),
    Entry("decode(self, /, encoding='utf-8', errors='strict')", fixed(STR), "as text"),
    Entry("endswith(self, suffix, start=..., end=..., /)", fixed(BOOL),
          "whether it ends with suffix"),
    Entry("expandtabs(self, /, tabsize=8)", fixed(BYTES), "with spaces for tabs"),
    Entry("find" + _FIND, fixed(I64), "where some bytes first occur, or -1"),
    Entry("fromhex(string, /)", fixed(BYTES), "bytes of their hexadecimal digits"),
    Entry("hex(self, sep=..., bytes_per_sep=1)", fixed(STR), "the hexadecimal digits"),
    Entry("index" + _FIND, fixed(I64), "where some bytes first occur; ValueError if nowhere"),
    Entry("join(self, iterable, /)", fixed(BYTES),
          "the items, with these bytes between them", IMPURE),
    Entry("ljust(self, width, fillchar=b' ', /)", fixed(BYTES), "padded on the right to a width"),
    Entry("maketrans(frm, to, /)", fixed(BYTES), "a table for translate"),
    Entry("partition(self, sep, /)", fixed(Tuple((BYTES, BYTES, BYTES))),
          "before, separator and after, at its first place"),
    Entry("removeprefix(self, prefix, /)", fixed(BYTES), "without a prefix"),
    Entry("removesuffix(self, suffix, /)", fixed(BYTES), "without a suffix"),
    Entry("replace(self, old, new, count=-1, /)", fixed(BYTES), "with new wherever old was"),
    Entry("rfind" + _FIND, fixed(I64), "where some bytes last occur, or -1"),
    Entry("rindex" + _FIND, fixed(I64), "where some bytes last occur; ValueError if nowhere"),
    Entry("rjust(self, width, fillchar=b' ', /)", fixed(BYTES), "padded on the left to a width"),
    Entry("rpartition(self, sep, /)", fixed(Tuple((BYTES, BYTES, BYTES))),
          "before, separator and after, at its last place"),
    Entry("rsplit(self, /, sep=None, maxsplit=-1)", fixed(LIST),
          "the parts between separators, from right"),
    Entry("split(self, /, sep=None, maxsplit=-1)", fixed(LIST), "the parts between separators"),
    Entry("splitlines(self, /, keepends=False)", fixed(LIST), "the lines"),
    Entry("startswith(self, prefix, start=..., end=..., /)", fixed(BOOL),
          "whether it begins with prefix"),
    Entry("translate(self, table, /, delete=b'')", fixed(BYTES), "with bytes replaced by a table"),
    Entry("zfill(self, width, /)", fixed(BYTES), "padded with zeros to a width"),
)  # fmt: skip
