"""How many requests there may be, by caller and by address: token buckets, one number each.

A bucket is the time at which it is full again; one that is full need not be kept. Nothing is
written, so a limit holds for one server.
"""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass
from typing import Final, final

MINUTE_S: Final = 60.0
KEPT_AT_MOST: Final = 50_000
_NETWORK_BITS: Final = 64
"""An IPv6 address of one person is a network of so many bits."""


@final
@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left: `reset_s` until all is there again, `wait_s` until the next request may come
    (0: it may now)."""

    limit: int
    remaining: int
    reset_s: float
    wait_s: float


@final
class Buckets:
    """`limit` requests a minute, for each name; all at once too. 0 is no limit."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._full_at: dict[str, float] = {}

    def take(self, name: str, at: float) -> Allowance | None:
        """Takes one, if there is one. None where there is no limit."""
        if self.limit <= 0:
            return None
        share = MINUTE_S / self.limit
        full_at = max(self._full_at.get(name, 0.0), at) + share
        over_s = full_at - at - MINUTE_S
        if over_s > share * 1e-6:
            return Allowance(self.limit, 0, full_at - share - at, over_s)
        self._full_at[name] = full_at
        if len(self._full_at) > KEPT_AT_MOST:
            self._forget(at)
        left = math.floor(-over_s / share + 1e-6)
        return Allowance(self.limit, left, full_at - at, 0.0)

    def _forget(self, at: float) -> None:
        """Drops those that are full; if that is not enough, those that are nearly."""
        by_age = sorted(self._full_at.items(), key=lambda each: -each[1])[: KEPT_AT_MOST // 2]
        self._full_at = {name: full_at for name, full_at in by_age if full_at > at}


def network(address: str) -> str:
    """What an address counts as."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    mapped = getattr(parsed, "ipv4_mapped", None)
    if mapped is not None:
        return str(mapped)
    return str(ipaddress.ip_network((parsed, _NETWORK_BITS), strict=False))
