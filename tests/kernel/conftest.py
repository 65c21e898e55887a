"""One kernel for each file of tests; a fresh one where a test breaks it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kernel.client import Client


@pytest.fixture(scope="module")
def kernel() -> Iterator[Client]:
    client = Client()
    yield client
    client.close()
