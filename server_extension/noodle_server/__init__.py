"""The Jupyter server extension: every cell, job and model reachable over REST and WebSocket.

`app.py` is what Jupyter Server loads. This imports `nbc` and `ahr`, and never `noodle_kernel`.
"""

from __future__ import annotations

from typing import Any


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """What Jupyter Server asks for. Raises ModuleNotFoundError, which it shows, where the packages
    of the extra `server` are missing; the rest of Jupyter then works as without this."""
    try:
        from noodle_server.app import NoodleServerApp  # lazy: other uses need no server
    except ModuleNotFoundError as error:
        said = f"{error.name} is missing: pip install 'noodle-notebook[server]'"
        raise ModuleNotFoundError(said, name=error.name) from None

    return [{"module": "noodle_server", "app": NoodleServerApp}]
