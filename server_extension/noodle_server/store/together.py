"""Several writes in one transaction: each as if alone, and all on disk when any is acknowledged.

Each is a savepoint, so one that raises has done nothing and the others go on. Where the database
itself fails (its disk is full, or somebody holds it) none of them has happened, and each is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, final

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

Run = Callable[[Connection], Any]


@final
@dataclass(frozen=True, slots=True)
class Pending:
    """A write that waits, and what became of it."""

    run: Run
    result: Future[Any] = field(default_factory=Future)


def together(
    taken: Sequence[Pending], begun: Callable[[], AbstractContextManager[Connection]],
    alone: Callable[[Run], Any], saying: Callable[[], AbstractContextManager[None]],
) -> None:  # fmt: skip
    """Runs them in order. Those that nobody waits for any more are left out."""
    wanted = [each for each in taken if each.result.set_running_or_notify_cancel()]
    if not wanted:
        return  # written with others already
    if len(wanted) == 1:
        _answer(wanted[0], *_outcome(lambda: alone(wanted[0].run)))
        return
    outcomes: list[tuple[Any, BaseException | None]] = []

    def all_of_them() -> None:
        with saying(), begun() as connection:
            outcomes.extend(_nested(connection, each.run) for each in wanted)

    _, failed = _outcome(all_of_them)
    for number, each in enumerate(wanted):
        _answer(each, *((None, failed) if failed is not None else outcomes[number]))


def _nested(connection: Connection, run: Run) -> tuple[Any, BaseException | None]:
    """In a savepoint. Raises OperationalError, after which no transaction is left."""

    def work() -> Any:
        with connection.begin_nested():
            return run(connection)

    result, failed = _outcome(work)
    if isinstance(failed, OperationalError):
        raise failed
    return result, failed


def _outcome(work: Callable[[], Any]) -> tuple[Any, BaseException | None]:
    try:
        return work(), None
    except Exception as error:  # noqa: BLE001  # dispatch: it is whose write it was who is told
        return None, error


def _answer(pending: Pending, result: Any, failed: BaseException | None) -> None:
    if failed is None:
        pending.result.set_result(result)
    else:
        pending.result.set_exception(failed)
