"""How much tests that compile try: a part of what they are worth, so that the whole suite takes
minutes; NOODLE_THOROUGH=1 (`make thorough`) asks for all of it."""

from __future__ import annotations

import os

from hypothesis import settings

IS_THOROUGH = os.environ.get("NOODLE_THOROUGH") == "1"


def examples(count: int) -> settings:
    """For a test of random programs: so many of them, or a third."""
    return settings(max_examples=count if IS_THOROUGH else max(count // 3, 10))
