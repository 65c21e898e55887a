"""The VM tier beside CPython on dynamic code: whole cells, compiled beforehand by both.

A cell runs in a fresh copy of its namespace each time, so that both sides define and call.
What both leave in `result` must be equal.
"""

from __future__ import annotations

from types import CodeType
from typing import Any

import pandas

from benchmarks.measure import Row, by_turns
from nbc import Program, Session

AIM = 1.3
TURNS = 21

TEXTS = '''
def count_words(text, times):
    counts = {}
    for _ in range(times):
        for word in text.split():
            word = word.strip(".,").lower()
            counts[word] = counts.get(word, 0) + 1
    return counts
result = count_words(text, 60)
'''  # fmt: skip

BUILDING = """
parts = []
for i in range(20000):
    if i % 3 == 0:
        parts.append(f"<{i}>")
    else:
        parts.append(str(i) + ",")
result = "".join(parts)
"""

DICTS = """
def group(pairs):
    groups = {}
    for key, value in pairs:
        if key not in groups:
            groups[key] = []
        groups[key].append(value)
    return {key: len(values) for key, values in groups.items()}
result = group([(str(i % 97), i) for i in range(20000)])
"""

OBJECTS = """
class Account:
    def __init__(self, owner):
        self.owner = owner
        self.balance = 0.0
    def move(self, amount):
        self.balance += amount
        return self
accounts = [Account(str(i)) for i in range(100)]
for turn in range(200):
    for account in accounts:
        account.move(turn * 0.5)
result = sum(account.balance for account in accounts)
"""

PANDAS_ROWS = """
total = 0.0
for row in table.itertuples():
    if row.kind == "a":
        total += row.price * row.count
    else:
        total -= row.price
result = total
"""

PANDAS_ITERROWS = """
names = []
for index, row in table.head(500).iterrows():
    names.append(row["kind"] + str(row["count"]))
result = len(names)
"""

EXCEPTIONS = """
def parse(text):
    try:
        return int(text)
    except ValueError:
        return None
result = [parse(str(i) if i % 4 else "no") for i in range(20000)]
"""

GENERATORS = """
def pairs(items):
    for item in items:
        yield item, len(item)
result = sorted({word for word, size in pairs(text.split() * 60) if size > 3})
"""

RECURSION = """
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
result = fib(20)
"""

INTEGERS = """
def collatz(limit):
    longest = 0
    for start in range(1, limit):
        n = start
        steps = 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        if steps > longest:
            longest = steps
    return longest
result = collatz(1000)
"""

CELLS: tuple[tuple[str, str, float | None], ...] = (
    ("strings: count words", TEXTS, AIM),
    ("strings: build", BUILDING, AIM),
    ("dicts: group", DICTS, AIM),
    ("objects: attributes and methods", OBJECTS, AIM),
    ("pandas: itertuples", PANDAS_ROWS, AIM),
    ("pandas: iterrows", PANDAS_ITERROWS, AIM),
    ("exceptions", EXCEPTIONS, AIM),
    ("generators and sets", GENERATORS, AIM),
    # Checked 64-bit integers cost something until the native tier is there.
    ("integers: recursion (checked i64)", RECURSION, None),
    ("integers: loop (checked i64)", INTEGERS, None),
)


def rows() -> list[Row]:
    values = inputs()
    return [compare(name, source, values, bound) for name, source, bound in CELLS]


def compare(name: str, source: str, values: dict[str, Any], bound: float | None) -> Row:
    session = Session(dict(values))
    program = session.compile(source)
    code = compile(source, "<cell>", "exec")
    run_noodle(session, program)
    assert session["result"] == run_python(code, values)["result"], name
    return by_turns(
        name,
        lambda: run_noodle(session, program),
        lambda: run_python(code, values),
        turns=TURNS,
        bound=bound,
    )


def run_noodle(session: Session, program: Program) -> None:
    session.execute(program)


def run_python(code: CodeType, values: dict[str, Any]) -> dict[str, Any]:
    namespace = {"__name__": "__main__", **values}
    exec(code, namespace)
    return namespace


def inputs() -> dict[str, Any]:
    """Data that a package ships or that is plainly made: no file, no network."""
    count = 5000
    table = pandas.DataFrame(
        {
            "kind": ["a" if i % 3 else "b" for i in range(count)],
            "price": [i * 0.25 for i in range(count)],
            "count": range(count),
        }
    )
    return {"text": (pandas.__doc__ or "") * 2, "table": table}
