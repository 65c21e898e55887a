"""Errors of the API: each code has one HTTP status, and every answer that is one has one shape.

The codes' meanings stand with all others in `nbc.errors`; what a handler raises is turned into an
answer in `rest/handler.py`, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from nbc.errors import NoodleError

STATUSES: Final[Mapping[str, int]] = {
    "N7001": 401,
    "N7002": 403,
    "N7003": 404,
    "N7004": 422,
    "N7005": 409,
    "N7006": 413,
    "N7007": 429,
    "N7008": 503,
    "N7009": 507,
    "N7010": 405,
    "N7011": 400,
    "N7012": 422,
    "N7013": 500,
    "N7014": 422,
    "N7015": 422,
    "N7030": 422,
    "N7031": 409,
    "N7032": 422,
    "N7033": 422,
    "N7034": 409,
    "N7035": 416,
    "N7040": 422,
    "N7020": 429,
    "N7021": 401,
    "N7022": 401,
    "N7023": 409,
    "N7050": 500,
    "N7060": 503,
    "N7061": 503,
    "N7062": 504,
    "N7063": 422,
    "N7064": 503,
    "N7065": 409,
    "N7099": 500,
}
"""Every code of this package. Errors of the language and of models (N1 to N6) are 422."""


AWAY: Final = frozenset({"N7060", "N7061", "N7062", "N7064"})
"""What a deployment cannot do just now: no mistake of the server."""


class ApiError(NoodleError):
    """N7xxx: a request that cannot be carried out. `details` are JSON's values for programs;
    `retry_after_s` says when to try again."""

    def __init__(
        self, code: str, message: str, *, hint: str | None = None,
        details: Mapping[str, Any] | None = None, retry_after_s: float | None = None,
    ) -> None:  # fmt: skip
        assert code in STATUSES, code
        super().__init__(code, message, hint=hint)
        self.details = dict(details or {})
        self.retry_after_s = retry_after_s


def status_of(error: NoodleError) -> int:
    """The HTTP status of an error."""
    return STATUSES.get(error.code, 500 if error.code.startswith("N9") else 422)


def not_found(what: str, name: str) -> ApiError:
    """What is there but belongs to others is not found either."""
    return ApiError("N7003", f"there is no {what} {name}")


@contextmanager
def named_by_the_body() -> Iterator[None]:
    """Where the path names something too, N7003 says that that is not there; what is not found
    meanwhile was named by the body, and is N7005."""
    try:
        yield
    except ApiError as error:
        if error.code != "N7003":
            raise
        raise ApiError("N7005", error.message, hint="name one that is there",
                       details=error.details) from None  # fmt: skip
