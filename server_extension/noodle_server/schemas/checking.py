"""What does not fit a schema, as the one error that says so, whatever it came over."""

from __future__ import annotations

from pydantic import ValidationError

from noodle_server.errors import ApiError


def refusal(error: ValidationError, *under: str) -> ApiError:
    """N7004, with the first problem in words and all of them in its details. `under` is where the
    values stand in what the client sent."""
    wrong = [{"field": ".".join(map(str, [*under, *each["loc"]])), "problem": each["msg"]}
             for each in error.errors(include_url=False, include_input=False)]  # fmt: skip
    first = wrong[0]
    said = f"{first['field']}: {first['problem']}" if first["field"] else first["problem"]
    return ApiError("N7004", said, details={"problems": wrong})
