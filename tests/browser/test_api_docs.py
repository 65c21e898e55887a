"""The API's page in a real browser: every operation is there, and one can be tried."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Place

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_operations_are_listed_and_can_be_tried(place: Place, page: Any) -> None:
    page.goto(f"{place.address}/noodle/docs")
    page.locator(".opblock").first.wait_for()
    document = page.evaluate("fetch('openapi.json').then(found => found.json())")
    count = sum(len(operations) for operations in document["paths"].values())
    assert document["openapi"].startswith("3.1") and page.locator(".opblock").count() == count
    health = page.locator(".opblock", has_text="/api/v1/system/health").first
    health.locator(".opblock-summary").click()
    health.get_by_role("button", name="Try it out").click()
    health.get_by_role("button", name="Execute").click()
    answer = health.locator(".live-responses-table .response-col_status").first
    answer.wait_for()
    assert "200" in health.locator(".live-responses-table tbody").inner_text()
    assert page.problems == []
