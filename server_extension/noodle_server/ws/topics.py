"""Topics of events, and who may follow them: each has the permission of what it is about.

Whose events are seen is another question, which `events/hub.py` answers by their owner.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from noodle_server.identity.callers import Caller

PERMISSIONS: Final = {"job/*": "jobs:read", "model/*": "models:read", "project/*": "projects:read",
                      "deployment/*": "deployments:read",
                      "system": "system:read"}  # fmt: skip
"""All topics that can be followed. What else happens, signing out for one, is the server's own."""


def meant(topics: Iterable[str], caller: Caller) -> set[str]:
    """What topics stand for: a star for all that the caller may follow."""
    all_of_them = {topic for topic in PERMISSIONS if may_follow(caller, topic)}
    made: set[str] = set()
    for topic in topics:
        made |= all_of_them if topic == "*" else {topic}
    return made


def may_follow(caller: Caller, topic: str) -> bool:
    """Whether the caller's role allows it, and their key too."""
    stem, _, rest = topic.partition("/")
    return caller.may(PERMISSIONS[f"{stem}/*" if rest else stem])
