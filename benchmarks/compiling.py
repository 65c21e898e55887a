"""How long a cell takes from text to running code, each time with a text not seen before: every
function in it differs, since functions that did not change are not compiled again.

CPython's own `compile` stands beside it for orientation; what is aimed at is an absolute time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import numpy

from benchmarks.measure import Row, by_turns
from nbc import Session

TURNS = 41
ONE_LINE = "total = data.sum() + {n}"

FIFTY_LINES = '''
def standardise(data, axis=0):
    """Each column with mean 0 and deviation 1."""
    means = data.mean(axis=axis)
    deviations = data.std(axis=axis)
    deviations = np.where(deviations == 0, {n}.0, deviations)
    return (data - means) / deviations

def distances(points, centres):
    differences = points[:, np.newaxis, :] - centres[np.newaxis, :, :]
    return np.sqrt((differences**2).sum(axis=2)) + {n}

class Clusters:
    """Lloyd's k-means."""

    def __init__(self, count, seed={n}):
        self.count = count
        self.generator = np.random.default_rng(seed)
        self.centres = None
        self.history = []

    def fit(self, points, steps={n}):
        chosen = self.generator.choice(len(points), self.count, replace=False)
        self.centres = points[chosen].copy()
        for step in range(steps):
            nearest = distances(points, self.centres).argmin(axis=1)
            moved = 0.0
            for i in range(self.count):
                members = points[nearest == i]
                if len(members) == 0:
                    continue
                centre = members.mean(axis=0)
                moved += float(np.abs(centre - self.centres[i]).sum())
                self.centres[i] = centre
            self.history.append(moved)
            if moved < 1e-9:
                break
        return nearest

scaled = standardise(data)
clusters = Clusters(4)
labels = clusters.fit(scaled)
sizes = {{int(label): int((labels == label).sum()) for label in np.unique(labels)}}
report = []
for label, size in sorted(sizes.items()):
    share = size / len(labels)
    report.append(f"cluster {{label}}: {{size}} points ({{share:.0%}})")
best = max(sizes, key=sizes.get)
text = "\\n".join(report)
print(text) if best > {n} else None
'''


def rows() -> list[Row]:
    return [
        compare("a one-line cell", ONE_LINE, 0.001),
        compare("a 50-line cell", FIFTY_LINES, 0.020),
    ]


def compare(name: str, template: str, aim_s: float) -> Row:
    """The row's bound is Noodle's own time; the rival's column is CPython's."""
    session = Session({"np": numpy, "data": numpy.arange(4000.0).reshape(1000, 4)})
    texts = unseen(template)
    both = by_turns(name, compiler(session, texts), python_compiler(texts), turns=TURNS)
    return Row(f"{name} (CPython {median_ms(both.rival_s)})", both.noodle_s, (), aim_s)


def compiler(session: Session, texts: Iterator[str]) -> Callable[[], object]:
    return lambda: session.compile(next(texts)).code


def python_compiler(texts: Iterator[str]) -> Callable[[], object]:
    return lambda: compile(next(texts), "<cell>", "exec")


def unseen(template: str) -> Iterator[str]:
    return (template.format(n=number) for number in count(1000))


def median_ms(times_s: tuple[float, ...]) -> str:
    return f"{sorted(times_s)[len(times_s) // 2] * 1000:.2f} ms"
