"""Handlers from the table of routes: one for each path, with all its methods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from noodle_server.rest.handler import ApiHandler, NothingHere
from noodle_server.rest.route import Route
from noodle_server.services.all import Services

_PART = r"(?P<{}>[0-9a-f]{{32}})"


def handlers(routes: Sequence[Route], services: Services) -> list[tuple[str, Any, dict[str, Any]]]:
    """As tornado takes them, relative to the base URL; the last takes every other path."""
    paths = list(dict.fromkeys(each.path for each in routes))
    made: list[tuple[str, Any, dict[str, Any]]] = []
    for path in paths:
        rows = {each.method: each for each in routes if each.path == path}
        given = {"services": services, "routes": rows}
        # A class of its own for each path: Jupyter remembers decisions by class.
        made.append((pattern(path), type("Handler", (ApiHandler,), {}), given))
    return made


def rest(services: Services) -> list[tuple[str, Any, dict[str, Any]]]:
    """What answers paths that are nobody's."""
    return [(r"/noodle(?:/.*)?", NothingHere, {"services": services})]


def pattern(path: str) -> str:
    """The path of a route as a regular expression."""
    parts = [_PART.format(each[1:-1]) if each.startswith("{") else each
             for each in path.split("/")]  # fmt: skip
    return "/noodle" + "/".join(parts)
