"""The typing engine: types, shapes and certain errors by abstract interpretation of NBC.

In: a module, and what is known of the variables it reads. Out: errors with spans (`check`), types
for a call's signature (`infer`), the proof of declared types (`check_declared`). Open `frame.py`
first, then the rules: `operators`, `items`, `attributes`, `calls`, `statements`.
"""

from nbc.typing import (  # they register their rules
    applying,
    attributes,
    blocks,
    calls,
    items,
    loops,
    operators,
    statements,
    tries,
)
from nbc.typing.check import check
from nbc.typing.declared import check_declared
from nbc.typing.infer import infer
from nbc.typing.looking import Seen, look
from nbc.typing.model import CheckResult, Functions, NoFunctions, TypedFunction

__all__ = [
    "CheckResult",
    "Functions",
    "NoFunctions",
    "Seen",
    "TypedFunction",
    "applying",
    "attributes",
    "blocks",
    "calls",
    "check",
    "check_declared",
    "infer",
    "items",
    "look",
    "loops",
    "operators",
    "statements",
    "tries",
]
