"""What lost too much is repaired: as few of its most fragile layers as need be stay in float.

Worth it only for what is small and fast, and where nothing that keeps the metric is as small and as
fast already. How many layers is found by doubling, then by halving what is between; each number is
a candidate like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ahr.optimise.candidate import Candidate, Lineage, Step
from ahr.optimise.judging import covers, is_slower
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.optimise.fragility import Layer
    from ahr.optimise.study import Study

KINDS: Final = ("static", "dynamic")
"""The techniques that can leave layers in float."""

_ALL_BUT_ONE: Final = 8
"""In networks of fewer layers than this all but one may stay in float, in others half of them."""


def repaired(study: Study) -> Iterator[Lineage]:
    """Lineages to try. What comes next depends on what became of the one before."""
    for candidate in broken(study):
        try:
            layers = study.layers(ops_of(candidate.lineage))
        except ModelError:  # the quantiser or the metric does not take single layers
            continue
        yield from _fewest(study, candidate.lineage, layers)


def broken(study: Study) -> list[Candidate]:
    """Those to repair: of each technique and each choice of ops the one that loses least, unless
    another one that loses less is as small and as fast."""
    found: dict[tuple[str, str], Candidate] = {}
    for each in study.candidates:
        if _is_repairable(study, each):
            what = each.lineage[-1].kind, ops_of(each.lineage)
            known = found.get(what)
            if known is None or (each.drop or 0.0) < (known.drop or 0.0):
                found[what] = each

    def is_beaten(each: Candidate) -> bool:
        return any((other.drop or 0.0) < (each.drop or 0.0)
                   and covers(other, each, study.settings.objectives)
                   for other in found.values())  # fmt: skip

    return [each for each in found.values() if not is_beaten(each)]


def _is_repairable(study: Study, each: Candidate) -> bool:
    if len(each.lineage) != 2 or each.lineage[0].kind != "fold" or each.drop is None:
        return False
    last, said = each.lineage[-1], study.settings
    if last.kind not in KINDS or last.settings.get("keep") or each.drop <= said.max_drop:
        return False
    if "latency" in said.objectives and is_slower(each):
        return False
    return not any(covers(other, each, said.objectives) for other in study.pareto()
                   if other.drop is not None and other.drop <= said.max_drop)  # fmt: skip


def ops_of(lineage: Lineage) -> str:
    """Which ops the last step quantises, as static int8 calls it."""
    last = lineage[-1]
    return "matmul" if last.kind == "dynamic" else str(last.settings.get("ops", "all"))


def _fewest(study: Study, lineage: Lineage, layers: Sequence[Layer]) -> Iterator[Lineage]:
    """The fewest layers in float that are enough."""
    most = len(layers) - 1 if len(layers) < _ALL_BUT_ONE else len(layers) // 2
    too_few, count = 0, 1
    while count <= most:
        made = keeping(lineage, layers[:count])
        yield made
        if _is_enough(study, made):
            break
        too_few, count = count, 2 * count
    else:
        return
    enough = count
    while enough - too_few > 1:
        count = (enough + too_few) // 2
        made = keeping(lineage, layers[:count])
        yield made
        if _is_enough(study, made):
            enough = count
        else:
            too_few = count


def keeping(lineage: Lineage, layers: Sequence[Layer]) -> Lineage:
    """The lineage, with the nodes of these layers in float in its last step."""
    last = lineage[-1]
    nodes = sorted({name for each in layers for name in each.nodes})
    return (*lineage[:-1], Step(last.kind, {**last.settings, "keep": nodes}))


def _is_enough(study: Study, lineage: Lineage) -> bool:
    tried = study.tried(lineage)
    return tried is not None and tried.drop is not None and tried.drop <= study.settings.max_drop
