"""Random notebooks whose cells can run in any order, and what people do to them.

The first cell binds every name, so nothing fails; later cells compute, change lists in place, call
functions that read and write what other cells write, and give one list several names. `Person` runs
cells in one namespace with a ledger of what ran, as the kernel does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, final

from hypothesis import strategies as st

from nbc import effects_of
from noodle_kernel.live.dataflow import Flow, Given
from noodle_kernel.live.ledger import Ledger
from noodle_kernel.live.planning import in_order, planned

effects = cache(effects_of)
NUMBERS = "abcde"
LISTS = "LMN"

number = st.sampled_from(NUMBERS)
a_list = st.sampled_from(LISTS)
constant = st.integers(0, 5)

statement = st.one_of(
    st.builds("{} = ({} * 3 + {}) % 97".format, number, number, constant),
    st.builds("{} = {}".format, number, constant),
    st.builds("{} += {}".format, number, number),
    st.builds("{}, {} = {}, {}".format, number, number, number, number),
    st.builds("if {} > {}: {} = {}".format, number, constant, number, number),
    st.builds("if {} > 2:\n    {} = {}\nelse:\n    {} = 1".format, number, number, number, number),
    st.builds("for i in range(3): {} = i + {}".format, number, number),
    st.builds("{} = [{}, {}]".format, a_list, number, constant),
    st.builds("{} = {}".format, a_list, a_list),
    st.builds("{}.append({})".format, a_list, number),
    st.builds("{}[0] = {}".format, a_list, number),
    st.builds("{}[-1] += {}".format, a_list, number),
    st.builds("{} += [{}]".format, a_list, number),
    st.builds("{} = len({}) + {}[0] % 7".format, number, a_list, a_list),
    st.builds("{} = sum(x for x in {} if x > {}) % 97".format, number, a_list, number),
    st.builds("def f(x): return (x + {}) % 97".format, number),
    st.builds("def g(items): items.append({})".format, number),
    st.builds("def h():\n    global {0}\n    {0} = {1} + 1".format, number, number),
    st.builds("k = lambda: {}".format, number),
    st.builds("{} = f({})".format, number, number),
    st.builds("g({})".format, a_list),
    st.just("h()"),
    st.builds("{} = k()".format, number),
    st.builds("{} = box.add({})".format, number, number),
    st.builds("box = Box({})".format, number),
    st.builds("{} = list(map(f, {}))".format, a_list, a_list),
    st.builds("try:\n    {} = 1 // {}\nexcept ZeroDivisionError:\n    pass".format, number, number),
)
cell = st.lists(statement, min_size=1, max_size=3).map("\n".join)
first = st.lists(constant, min_size=len(NUMBERS), max_size=len(NUMBERS)).map(
    lambda values: "\n".join([
        *(f"{name} = {value}" for name, value in zip(NUMBERS, values, strict=True)),
        *(f"{name} = [{value}, 1]" for name, value in zip(LISTS, values, strict=False)),
        "def f(x): return x", "def g(items): items.append(0)", "def h(): pass", "k = lambda: 0",
        "class Box:",
        "    def __init__(self, x): self.items = [x]",
        "    def add(self, x):\n        self.items.append(x)\n        return len(self.items)",
        "box = Box(1)",
    ])
)  # fmt: skip

Action = tuple[str, int, str]
action = st.tuples(
    st.sampled_from(["edit", "edit and run", "run", "run", "delete", "insert", "swap", "console"]),
    st.integers(0, 9), cell,
)  # fmt: skip


@final
@dataclass(slots=True)
class Person:
    """One notebook, one kernel. `cells`: (id, text)."""

    cells: list[tuple[str, str]] = field(default_factory=list)
    namespace: dict[str, Any] = field(default_factory=lambda: {"__name__": "__main__"})
    ledger: Ledger = field(init=False)
    made: int = 0

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.namespace, effects, lambda _name, _value: False)

    def add(self, at: int, text: str) -> str:
        self.made += 1
        self.cells.insert(at, (f"cell {self.made}", text))
        return f"cell {self.made}"

    def run(self, cell: str | None, text: str) -> None:
        started = self.ledger.begin(cell, text)
        exec(compile(text, "<cell>", "exec"), self.namespace)
        self.ledger.end(started, "ok")

    def run_at(self, place: int) -> None:
        self.run(*self.cells[place])

    def act(self, what: str, at: int, text: str) -> None:
        place = 1 + at % (len(self.cells) - 1) if len(self.cells) > 1 else 0
        if what == "console":
            self.run(None, text)
        elif what == "insert" or place == 0:
            self.add(len(self.cells) if place == 0 else place, text)
            self.run_at(len(self.cells) - 1 if place == 0 else place)
        elif what == "run":
            self.run_at(place)
        elif what == "delete":
            del self.cells[place]
        elif what == "swap":
            other = len(self.cells) - 1
            self.cells[place], self.cells[other] = self.cells[other], self.cells[place]
        else:
            self.cells[place] = self.cells[place][0], text
            if what == "edit and run":
                self.run_at(place)

    def plan(self) -> tuple[Flow, set[int]]:
        given = [Given(cell, effects(text), text) for cell, text in self.cells]
        return planned(given, *self.ledger.known())

    def run_stale(self) -> list[int]:
        """As the page does: the first, then asked again; no cell more than twice (what a cell writes
        may turn out to be something else than expected)."""
        ran: list[int] = []
        while True:
            order, _ = in_order(*self.plan())
            following = [place for place in order if ran.count(place) < 2]
            if not following:
                return ran
            self.run_at(following[0])
            ran.append(following[0])

    def fresh(self) -> dict[str, Any]:
        """What a new session has after the notebook ran from top to bottom."""
        namespace: dict[str, Any] = {"__name__": "__main__"}
        for _, text in self.cells:
            exec(compile(text, "<cell>", "exec"), namespace)
        return namespace
