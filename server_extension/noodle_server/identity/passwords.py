"""Passwords: hashed by argon2 in threads of their own, and refused in the same time as accepted.

Where there is no account, or it has no password, one is checked all the same that nothing fits.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar, final

from argon2 import DEFAULT_MEMORY_COST, PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from noodle_server.errors import ApiError

Result = TypeVar("Result")
WAITING_AT_MOST: Final = 32
"""Each takes 64 MB while it is hashed, two at a time."""


@final
class Passwords:
    """Hashes as RFC 9106 recommends for machines with little memory: 64 MB, three times over."""

    def __init__(self, memory_kib: int = DEFAULT_MEMORY_COST) -> None:
        self._hasher = PasswordHasher(memory_cost=memory_kib)
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="noodle-passwords")
        self._waiting = 0
        self._nothing = _fitting_nothing(self._hasher)

    async def hash(self, password: str) -> str:
        return await self._run(lambda: self._hasher.hash(password))

    async def fits(self, password: str, kept: str | None) -> bool:
        """Whether it is the one that `kept` is of."""
        return await self._run(lambda: self._fits(password, kept)) and kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether it should be hashed again, since more is recommended now."""
        return self._hasher.check_needs_rehash(kept)

    def close(self) -> None:
        self._threads.shutdown()

    def _fits(self, password: str, kept: str | None) -> bool:
        try:
            return self._hasher.verify(kept or self._nothing, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, work: Callable[[], Result]) -> Result:
        if self._waiting >= WAITING_AT_MOST:
            raise ApiError("N7008", "too many sign in at once", retry_after_s=1.0)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._waiting -= 1


def _fitting_nothing(hasher: PasswordHasher) -> str:
    """A hash that takes as long to check as any other."""

    def text(size: int) -> str:
        return base64.b64encode(bytes(size)).decode().rstrip("=")

    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${cost}${text(hasher.salt_len)}${text(hasher.hash_len)}"
