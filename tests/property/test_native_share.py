"""The random native tests test native code: a good share of what they write is compiled. Else a compiler
that refuses everything would agree with the VM on everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import pytest

from tests.property import (
    test_native_arrays,
    test_native_assignment,
    test_native_calls,
    test_native_programs,
    test_native_scalars,
    test_native_values,
)
from tests.property.agreement import Arguments, load, tier_of

SHARES: dict[Callable[..., Any], float] = {
    test_native_scalars.test_integers: 0.9,
    test_native_scalars.test_floats: 0.9,
    test_native_scalars.test_truths: 0.9,
    test_native_programs.test_programs: 0.9,
    test_native_arrays.test_elementwise_expressions: 0.5,
    test_native_arrays.test_expressions_with_shapes: 0.5,
    test_native_assignment.test_assignments: 0.4,
    test_native_values.test_strings: 0.8,
    test_native_values.test_lists_and_tuples: 0.5,
    test_native_values.test_variables_that_change_type: 0.3,
    test_native_values.test_numpy_scalars: 0.2,
    test_native_calls.test_functions_that_call_each_other: 0.4,
}
MODULES = {module.__name__: module for module in (
    test_native_arrays, test_native_assignment, test_native_calls, test_native_programs,
    test_native_scalars, test_native_values,
)}  # fmt: skip
SEEDS = range(100, 112)


@pytest.mark.parametrize("test", SHARES, ids=lambda test: test.__name__)
def test_share(test: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    tiers: Counter[str] = Counter()

    def count(source: str, calls: Sequence[tuple[str, Arguments]], **_: Any) -> list[str]:
        loaded = load(source, "native")
        for function, arguments in calls:
            loaded.call(function, arguments())
        tiers.update(tier_of(loaded, function).tier for function in {name for name, _ in calls})
        return []

    module: ModuleType = MODULES[test.__module__]
    monkeypatch.setattr(module, "compare", count)
    for seed in SEEDS:
        test.hypothesis.inner_test(seed)  # type: ignore[attr-defined]
    assert tiers["native"] >= SHARES[test] * tiers.total(), tiers
