"""Handlers from the table of routes: one for each path, with all its methods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from noodle_server.rest.handler import ApiHandler, NothingHere
from noodle_server.rest.route import Route, pattern_of
from noodle_server.rest.uploading import UploadHandler
from noodle_server.services.all import Services


def handlers(routes: Sequence[Route], services: Services) -> list[tuple[str, Any, dict[str, Any]]]:
    """As tornado takes them, relative to the base URL; the last takes every other path."""
    # tornado tries one after the other: what is asked most often comes first.
    by_use = sorted(routes, key=lambda each: not each.is_raw)
    paths = list(dict.fromkeys(each.path for each in by_use))
    made: list[tuple[str, Any, dict[str, Any]]] = []
    for path in paths:
        rows = {each.method: each for each in routes if each.path == path}
        given = {"services": services, "routes": rows}
        # A class of its own for each path: Jupyter remembers decisions by class.
        takes_bytes = any(each.takes_bytes for each in rows.values())
        base = UploadHandler if takes_bytes else ApiHandler
        made.append((pattern(path), type("Handler", (base,), {}), given))
    return made


def rest(services: Services) -> list[tuple[str, Any, dict[str, Any]]]:
    """What answers paths that are nobody's."""
    return [(r"/noodle(?:/.*)?", NothingHere, {"services": services})]


def pattern(path: str) -> str:
    """The path of a route as a regular expression."""
    return "/noodle" + "/".join(map(_part, path.split("/")))


def _part(text: str) -> str:
    if not text.startswith("{"):
        return text
    name = text[1:-1]
    return f"(?P<{name}>{pattern_of(name).strip('^$')})"
