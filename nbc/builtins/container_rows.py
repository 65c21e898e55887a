"""The methods of list, tuple, dict, set, frozenset, range and slice.

What is inside a container that may change is not tracked, so what comes out of one is unknown.
"""

from __future__ import annotations

from nbc.builtins import plain
from nbc.builtins.entry import IMPURE, Entry, Typing, fixed, unknown
from nbc.builtins.signature import Arguments
from nbc.types.model import BOOL, I64, NONE, OBJECT, Container, Object, Tuple, Type

LIST = Container("list")
DICT = Container("dict")


def takes_iterable(result: Type) -> Typing:
    def rule(a: Arguments) -> Type:
        plain.require_iterable(a.get("iterable"), a.at("iterable"))
        for place, kind in enumerate(a.rest):
            plain.require_iterable(kind, (place,))
        return result

    return rule


def takes_index(result: Type) -> Typing:
    def rule(a: Arguments) -> Type:
        plain.require_integer(a.get("index"), a.at("index"))
        return result

    return rule


LIST_METHODS = (
    Entry("append(self, object, /)", fixed(NONE), "add an item at the end", IMPURE),
    Entry("clear(self, /)", fixed(NONE), "remove all items", IMPURE),
    Entry("copy(self, /)", fixed(LIST), "a new list of the same items"),
    Entry("count(self, value, /)", fixed(I64), "how many items equal a value", IMPURE),
    Entry(
        "extend(self, iterable, /)", takes_iterable(NONE), "add the items of an iterable", IMPURE
    ),
    Entry("index(self, value, start=0, stop=..., /)", fixed(I64), "where a value is", IMPURE),
    Entry(
        "insert(self, index, object, /)", takes_index(NONE), "add an item before a place", IMPURE
    ),
    Entry("pop(self, index=-1, /)", takes_index(OBJECT), "take an item out, the last one", IMPURE),
    Entry("remove(self, value, /)", fixed(NONE), "remove the first item equal to a value", IMPURE),
    Entry("reverse(self, /)", fixed(NONE), "turn the order round, in place", IMPURE),
    Entry("sort(self, /, *, key=None, reverse=False)", fixed(NONE), "sort in place", IMPURE),
)

TUPLE_METHODS = (
    Entry("count(self, value, /)", fixed(I64), "how many items equal a value", IMPURE),
    Entry("index(self, value, start=0, stop=..., /)", fixed(I64), "where a value is", IMPURE),
)

RANGE_METHODS = (
    Entry("count(self, value, /)", fixed(I64), "how often a value occurs", IMPURE),
    Entry("index(self, value, /)", unknown, "where a value is", IMPURE),
    Entry("start", unknown, "the first integer"),
    Entry("stop", unknown, "the integer before which the range ends"),
    Entry("step", unknown, "the distance of neighbours"),
)

SLICE_METHODS = (
    Entry("indices(self, length, /)", fixed(Tuple((OBJECT, OBJECT, OBJECT))),
          "start, stop and step for a sequence of a length"),
    Entry("start", unknown, "where the slice begins"),
    Entry("stop", unknown, "where the slice ends"),
    Entry("step", unknown, "the distance of neighbours"),
)  # fmt: skip

DICT_METHODS = (
    Entry("clear(self, /)", fixed(NONE), "remove all items", IMPURE),
    Entry("copy(self, /)", fixed(DICT), "a new dict of the same items"),
    Entry("fromkeys(iterable, value=None, /)", takes_iterable(DICT),
          "a dict of keys with one value"),
    Entry("get(self, key, default=None, /)", unknown, "the value of a key, or a default", IMPURE),
    Entry("items(self, /)", fixed(Object("dict_items")), "the pairs of key and value"),
    Entry("keys(self, /)", fixed(Object("dict_keys")), "the keys"),
    Entry("pop(self, key, default=..., /)", unknown, "take the value of a key out", IMPURE),
    Entry("popitem(self, /)", fixed(Tuple((OBJECT, OBJECT))), "take the last pair out", IMPURE),
    Entry("setdefault(self, key, default=None, /)", unknown,
          "the value of a key, set to the default if it is missing", IMPURE),
    Entry("update(self, iterable=..., /, **kwargs)", takes_iterable(NONE), "add or replace pairs",
          IMPURE),
    Entry("values(self, /)", fixed(Object("dict_values")), "the values"),
)  # fmt: skip


def _shared_by_sets(kind: str) -> tuple[Entry, ...]:
    same, others = Container(kind), "(self, /, *others)"
    combine, compare = takes_iterable(same), takes_iterable(BOOL)
    return (
        Entry("copy(self, /)", fixed(same), "a new set of the same items"),
        Entry("difference" + others, combine, "the items that are in no other", IMPURE),
        Entry("intersection" + others, combine, "the items that are in all", IMPURE),
        Entry("isdisjoint(self, iterable, /)", compare, "whether no item is shared", IMPURE),
        Entry("issubset(self, iterable, /)", compare, "whether the other has all items", IMPURE),
        Entry(
            "issuperset(self, iterable, /)", compare, "whether it has all of the other's", IMPURE
        ),
        Entry("symmetric_difference(self, iterable, /)", combine, "what just one has", IMPURE),
        Entry("union" + others, combine, "the items of all", IMPURE),
    )


FROZENSET_METHODS = _shared_by_sets("frozenset")
_UPDATE = takes_iterable(NONE)
SET_METHODS = (
    *_shared_by_sets("set"),
    Entry("add(self, item, /)", fixed(NONE), "add an item", IMPURE),
    Entry("clear(self, /)", fixed(NONE), "remove all items", IMPURE),
    Entry("difference_update(self, /, *others)", _UPDATE, "remove the others' items", IMPURE),
    Entry("discard(self, item, /)", fixed(NONE), "remove an item if it is there", IMPURE),
    Entry("intersection_update(self, /, *others)", _UPDATE, "keep what all have", IMPURE),
    Entry("pop(self, /)", unknown, "take any item out", IMPURE),
    Entry("remove(self, item, /)", fixed(NONE), "remove an item; KeyError if missing", IMPURE),
    Entry(
        "symmetric_difference_update(self, iterable, /)", _UPDATE, "keep what just one has", IMPURE
    ),
    Entry("update(self, /, *others)", _UPDATE, "add the items of others", IMPURE),
)
