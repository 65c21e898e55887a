"""Attempts to sign in, slowed down: after some that failed, each next one waits twice as long.

Counted by name and address together, by address, and, with more patience, by name alone, so that
nobody can keep somebody else out for the price of a few requests. Names count whether or not there
is such an account. An attempt counts from its beginning: many at once gain nothing.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final, final

from noodle_server.clock import now
from noodle_server.errors import ApiError

FREE: Final = {"both": 5, "address": 30, "name": 50}
"""How many may fail before it takes longer."""

LONGEST_S: Final = 900.0
FORGOTTEN_S: Final = 3600.0
KEPT_AT_MOST: Final = 100_000


@final
@dataclass(slots=True)
class Failures:
    """How many, until when the next has to wait, and when they are forgotten."""

    count: int = 0
    until: float = 0.0
    forget_at: float = 0.0


@final
class Attempts:
    """In memory: a restart forgives."""

    def __init__(self) -> None:
        self._failures: OrderedDict[tuple[str, str], Failures] = OrderedDict()

    def begin(self, name: str, address: str) -> None:
        """Counts an attempt as failed until `succeeded` says otherwise. Raises ApiError N7020."""
        at = now()
        found = [(self._of(each, at), FREE[each[0]]) for each in _names(name, address)]
        wait_s = max(each.until for each, _ in found) - at
        if wait_s > 0:
            raise ApiError("N7020", "too many attempts to sign in failed", retry_after_s=wait_s,
                           hint=f"try again in {math.ceil(wait_s)} s")  # fmt: skip
        for each, free in found:
            each.count += 1
            each.forget_at = at + FORGOTTEN_S
            if each.count >= free:
                each.until = at + min(2.0 ** min(each.count - free, 20), LONGEST_S)

    def succeeded(self, name: str, address: str) -> None:
        """Forgives the name here, and this one attempt everywhere."""
        both, *others = _names(name, address)
        self._failures.pop(both, None)
        for each in others:
            known = self._failures.get(each)
            if known is not None:
                known.count, known.until = known.count - 1, 0.0

    def _of(self, name: tuple[str, str], at: float) -> Failures:
        known = self._failures.get(name)
        if known is None or known.forget_at < at:
            known = self._failures[name] = Failures()
        self._failures.move_to_end(name)
        while len(self._failures) > KEPT_AT_MOST:
            self._failures.popitem(last=False)
        return known


def _names(name: str, address: str) -> list[tuple[str, str]]:
    return [("both", f"{address} {name}"), ("address", address), ("name", name)]
