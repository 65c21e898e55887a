"""Every way in which a text can fail to be a program has a code and a place."""

from __future__ import annotations

import pytest

from nbc.errors import SourceError
from nbc.frontend import parse


@pytest.mark.parametrize(
    ("source", "code", "start"),
    [
        ("x = (1,\n", "N1001", (1, 4)),
        ("if x\n  pass", "N1001", (1, 4)),
        ("break", "N1001", (1, 0)),
        ("return 1", "N1001", (1, 0)),
        ("é = = 2", "N1001", (1, 5)),
        ("x = 1\n\0", "N1002", (2, 0)),
        ("x = '\ud800'", "N1002", (1, 0)),
        ("(" * 10_000 + ")" * 10_000, "N1003", None),
        ("def f():\n  nonlocal x", "N1001", (2, 2)),
        ("x = 1\n  y = 2", "N1001", (2, 1)),
    ],
)
def test_parse_reports_code_and_place(
    source: str, code: str, start: tuple[int, int] | None
) -> None:
    with pytest.raises(SourceError) as caught:
        parse(source, "cell 3")
    error = caught.value
    assert error.code == code
    assert error.span is not None
    assert error.span.source_id == "cell 3"
    if start is not None:
        assert error.span.start == start


def test_parse_takes_top_level_await_for_lowering_to_name() -> None:
    assert parse("await x", "cell").body


def test_parse_survives_very_deep_expressions() -> None:
    with pytest.raises(SourceError) as caught:
        parse("-" * 100_000 + "1", "cell")
    assert caught.value.code == "N1003"
