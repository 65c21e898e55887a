"""Identities beside Jupyter's own: the server's provider stays, and is asked where nobody else is.

An explicit credential of ours that is bad is refused: it never falls through to a cookie, and a
good one never makes any. Who is known by one may do with what is Jupyter's what the `jupyter`
permissions say, also where Jupyter asks only whether somebody is there; the connections that they
opened are closed when they are signed out.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import weakref
from typing import Any, Final, final
from urllib.parse import quote

from jupyter_server.auth import Authorizer, IdentityProvider, User
from jupyter_server.auth.identity import PasswordIdentityProvider
from jupyter_server.auth.utils import HTTP_METHOD_TO_AUTH_ACTION
from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError
from tornado.websocket import WebSocketHandler

from noodle_server.identity.callers import LOCAL, Caller
from noodle_server.identity.credentials import Credential, explicit
from noodle_server.identity.sessions import JUPYTERS, Sessions
from noodle_server.identity.tokens import ISSUER, Tokens, issuer_of

OURS: Final = "noodle:"
"""How our resources are called where Jupyter's authorizer is asked."""

_SIGNED_OUT: Final = 4401
_ALONE: Final = (IdentityProvider, PasswordIdentityProvider)


@final
class NoodleUser(User):
    """Jupyter's user, who is known here as `caller`; which is no field, so Jupyter shows nothing
    of it."""

    def __init__(self, caller: Caller, display_name: str = "") -> None:
        super().__init__(caller.username, display_name=display_name)
        self.caller = caller


def caller_of(user: User | None, provider: IdentityProvider) -> Caller | None:
    """Who a user of Jupyter's is here. With Jupyter's own token or password there is one person,
    whose name is made up anew in each browser."""
    if user is None:
        return None
    if isinstance(user, NoodleUser):
        return user.caller
    if type(provider) in _ALONE:
        return Caller(LOCAL, user.username, "admin")
    named = hashlib.sha256(user.username.encode()).hexdigest()[: 32 - len(JUPYTERS)]
    return Caller(JUPYTERS + named, user.username, "admin")


@final
class Gate:
    """Put before the identity provider and the authorizer of one server, once, by `install`."""

    def __init__(
        self, provider: IdentityProvider, authorizer: Authorizer, sessions: Sessions,
        tokens: Tokens,
    ) -> None:  # fmt: skip
        self._provider = provider
        self._sessions = sessions
        self._tokens = tokens
        self._open: weakref.WeakKeyDictionary[Any, Caller] = weakref.WeakKeyDictionary()
        self._get_user = provider.get_user
        self._set_login_cookie = provider.set_login_cookie
        self._update_user = provider.update_user
        self._is_authorized = authorizer.is_authorized

    async def get_user(self, handler: Any) -> User | None:
        """In place of the provider's."""
        given = explicit(handler.request.headers, self._provider.token or "")
        if given is None or self._is_foreign(given):
            found = self._get_user(handler)
            return await found if inspect.isawaitable(found) else found
        caller = self._caller(given)
        if caller is None:
            return None
        handler._token_authenticated = True
        if not _is_ours(handler):
            self._let_into_jupyter(handler, caller)
        if isinstance(handler, WebSocketHandler):
            self._open[handler] = caller
        account = self._sessions.account(caller.user_id)
        return NoodleUser(caller, account.display_name if account else "")

    def is_authorized(self, handler: Any, user: User, action: str, resource: str) -> Any:
        """In place of the authorizer's: our users by their permissions, all others as before."""
        if not isinstance(user, NoodleUser):
            return self._is_authorized(handler, user, action, resource)
        name = resource.removeprefix(OURS) if resource.startswith(OURS) else "jupyter"
        return user.caller.may(f"{name}:{action}")

    def set_login_cookie(self, handler: Any, user: User) -> None:
        """A cookie would be Jupyter's own identity, which may do everything."""
        if not isinstance(user, NoodleUser):
            self._set_login_cookie(handler, user)

    def update_user(self, handler: Any, user_data: Any) -> User:
        if isinstance(handler.current_user, NoodleUser):
            raise ValueError("accounts of Noodle are changed over its own API")
        return self._update_user(handler, user_data)

    def close_signed_out(self) -> None:
        """Ends the WebSockets, ours and Jupyter's, that were opened by who is not signed in any
        more: as soon as it is known, before who has ended it is answered."""
        for handler, caller in list(self._open.items()):
            if not self._sessions.is_valid(caller) and handler.ws_connection is not None:
                handler.close(_SIGNED_OUT, "signed out")

    def _caller(self, given: Credential) -> Caller | None:
        if given.kind == "key":
            return self._sessions.of_key(given.text)
        return self._tokens.caller(given.text)

    def _is_foreign(self, given: Credential) -> bool:
        """A token that the server's own provider, which is not Jupyter's, may know."""
        is_jupyters = type(self._provider) in _ALONE
        return given.kind == "token" and not is_jupyters and issuer_of(given.text) != ISSUER

    def _let_into_jupyter(self, handler: Any, caller: Caller) -> None:
        """Some of Jupyter's handlers, and of other extensions, ask no authorizer."""
        is_socket = isinstance(handler, WebSocketHandler)
        method = "WEBSOCKET" if is_socket else str(handler.request.method)
        action = HTTP_METHOD_TO_AUTH_ACTION.get(method, "write")
        if not caller.may(f"jupyter:{action}"):
            handler.current_user = handler._jupyter_current_user = None
            raise HTTPError(403, f"jupyter:{action} is needed")
        if isinstance(handler, JupyterHandler) and self._provider.token:
            _hide(handler, self._provider.token)


def install(
    provider: IdentityProvider, authorizer: Authorizer, sessions: Sessions, tokens: Tokens
) -> Gate:
    """Lets a server know our users too, whatever provider and authorizer it has."""
    gate = Gate(provider, authorizer, sessions, tokens)
    for name in ("get_user", "set_login_cookie", "update_user"):
        setattr(provider, name, getattr(gate, name))
    authorizer.is_authorized = gate.is_authorized  # type: ignore[method-assign]
    sessions.watch(gate.close_signed_out)
    return gate


def _is_ours(handler: Any) -> bool:
    return any(each.__module__.startswith("noodle_server.") for each in type(handler).__mro__)


@final
class _Without:
    """A template whose pages lack a secret."""

    def __init__(self, template: Any, secret: str) -> None:
        self._template = template
        self._forms = {secret, quote(secret), quote(secret, safe=""), json.dumps(secret)[1:-1]}

    def render(self, *args: Any, **names: Any) -> str:
        text = str(self._template.render(*args, **names))
        for form in self._forms:
            text = text.replace(form, "")
        return text


def _hide(handler: Any, secret: str) -> None:
    """Jupyter's pages have its token in them, for the browser, which would be all of its rights."""
    template_of = handler.get_template
    handler.get_template = lambda name: _Without(template_of(name), secret)
