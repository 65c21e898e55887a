"""Who calls: what every service is told, whatever the request came over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, final

from noodle_server.errors import ApiError

Role = Literal["admin", "editor", "viewer"]
Action = Literal["read", "write", "execute"]

RESOURCES: Final = (
    "projects", "jobs", "compilation", "models", "system", "users", "audit", "keys", "account",
    "jupyter", "metrics", "deployments",
)  # fmt: skip
"""What can be allowed; a permission is "resource:action". `account` is the caller's own, `jupyter`
all that is Jupyter's: contents, kernels, terminals, settings; `metrics` the whole server's."""

_OWN: Final = frozenset(RESOURCES) - {"users", "audit", "metrics"}

PERMISSIONS: Final[dict[Role, frozenset[str]]] = {
    "viewer": frozenset({f"{each}:read" for each in _OWN} | {"keys:write", "account:write"}),
    "editor": frozenset(f"{each}:{action}" for each in _OWN
                        for action in ("read", "write", "execute")),
    "admin": frozenset(f"{each}:{action}" for each in RESOURCES
                       for action in ("read", "write", "execute")),
}  # fmt: skip
"""What each role may do. Editors and viewers do it with what is their own."""

LOCAL: Final = "local"
"""The owner of everything where there are no accounts: whoever has Jupyter's token."""


@final
@dataclass(frozen=True, slots=True)
class Caller:
    """`user_id` owns what is made. `scopes` narrow what the role may do (None: all of it); they
    come with API keys. `session` is the key or the token family, which may be revoked."""

    user_id: str
    username: str
    role: Role
    scopes: frozenset[str] | None = None
    session: str | None = None

    def may(self, permission: str) -> bool:
        """Whether the role allows it, and the key too."""
        allowed = permission in PERMISSIONS[self.role]
        return allowed and (self.scopes is None or permission in self.scopes)

    def require(self, permission: str) -> None:
        """Raises ApiError N7002."""
        if not self.may(permission):
            raise ApiError("N7002", f"{self.username} may not do this: {permission} is needed",
                           details={"permission": permission})  # fmt: skip

    @property
    def sees_all(self) -> bool:
        """Whether what others own is visible too."""
        return self.role == "admin"
