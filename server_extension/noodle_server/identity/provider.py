"""Identities beside Jupyter's own: the server's provider stays, and is asked where nobody else is.

An explicit credential that is bad is refused; it never falls through to a cookie.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, final

from jupyter_server.auth import IdentityProvider, User
from jupyter_server.auth.identity import PasswordIdentityProvider

from noodle_server.identity.callers import LOCAL, Caller


@final
@dataclass
class NoodleUser(User):
    """Jupyter's user, who is known here as `caller`."""

    caller: Caller | None = field(default=None, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """What Jupyter shows of a user."""
        shown = ("username", "name", "display_name", "initials", "avatar_url", "color")
        return {name: getattr(self, name) for name in shown}


def caller_of(user: User | None, provider: IdentityProvider) -> Caller | None:
    """Who a user of Jupyter's is here. With Jupyter's own token or password there is one person,
    whose name is made up anew in each browser."""
    if user is None:
        return None
    if isinstance(user, NoodleUser):
        return user.caller
    is_alone = type(provider) in (IdentityProvider, PasswordIdentityProvider)
    return Caller(LOCAL if is_alone else f"jupyter-{user.username}"[:32], user.username, "admin")
