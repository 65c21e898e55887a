"""The reads and writes that the compiler finds in a cell are those that happen when it runs.

Every program of `tests/programs` is cut into cells, which run in a namespace that records.
"""

from __future__ import annotations

from collections import Counter

import pytest

from nbc import SourceError, Table, effects_of, link
from tests.program_format import FOLDER, read_case
from tests.property.recording import Seen, split, watch

FOLDERS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
_BEYOND = {
    "augmented_order_index.py",
    "assignment_value_first.py",
    "subscripts.py",  # f(x) returns x
    "cached_property_and_singledispatch.py",  # reading an attribute changes the object
    "range_shadowed.py",
    "loop_variable_survives.py",  # a loop that does not run
    "nested_updates.py",
    "copy_and_pickle.py",
    "aliasing_and_copies.py",  # shallow copies
    "expression_late_binding.py",
    "expression_lazy.py",  # what a generator reads late
    "collections.py",
    "threads.py",
    "random_seeded.py",  # functions and state inside of objects
}
"""Programs about what the analysis says that it does not see."""
_OUT_OF_SIGHT = {"exec", "eval", "globals", "locals", "vars", "__import__"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_effects_are_what_happens(folder: str) -> None:
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    for path in sorted((FOLDER / folder).rglob("*.py")):
        source = read_case(path).source
        if path.name in _BEYOND or any(word + "(" in source for word in _OUT_OF_SIGHT):
            continue
        for size in (1, 3):
            wrong += [f"{path.name}: {text}" for text in compare(split(source, size), counts)]
    assert not wrong, "\n".join(wrong)
    assert counts["certain but not written"] <= counts["writes"] / 4


def compare(cells: list[str], counts: Counter[str]) -> list[str]:
    """What a run of the cells shows that the compiler did not foresee."""
    table = Table()
    wrong: list[str] = []
    for seen in watch(cells):
        try:
            effects = effects_of(seen.text)
        except SourceError:
            return wrong
        found = link(effects, table)
        table.learn(effects)
        wrong += missing(seen, found.reads, found.writes, found.mutates)
        counts["writes"] += len(seen.writes)
        counts["certain but not written"] += len(found.writes - found.maybe - seen.writes)
    return wrong


def missing(seen: Seen, reads: set[str], writes: set[str], mutates: set[str]) -> list[str]:
    objects = {seen.objects.get(name) for name in mutates}
    changed = {name for name in seen.changed if seen.objects[name] not in objects}
    pairs = [("reads", seen.reads - reads), ("writes", seen.writes - writes),
             ("changes", changed - seen.writes)]  # fmt: skip
    return [f"{what} {sorted(names)} in {seen.text!r}" for what, names in pairs if names]
