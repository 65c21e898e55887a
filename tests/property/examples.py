"""How many random programs a test that compiles tries: a third of what it is worth, so that the
whole suite takes minutes; NOODLE_THOROUGH=1 (`make thorough`) asks for all of them."""

from __future__ import annotations

import os

from hypothesis import settings

IS_THOROUGH = os.environ.get("NOODLE_THOROUGH") == "1"


def examples(count: int) -> settings:
    return settings(max_examples=count if IS_THOROUGH else max(count // 3, 10))
