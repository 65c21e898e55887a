"""nbclient without the wait for a reply that is there.

A widget that shows output is answered by nbclient on the socket on which it waits for the cell's
reply. Sending may take the news that the reply has come from who waits, and then nbclient waits
until the cell's own timeout, or for ever (https://github.com/jupyter/nbclient/issues/312).
"""

from __future__ import annotations

from queue import Empty
from time import monotonic
from typing import Any, Final

from nbclient import NotebookClient

LOOK_S: Final = 0.25
"""How long is waited for news before the socket is looked at."""


class Runner(NotebookClient):
    """Looks at the socket again and again."""

    async def async_start_new_kernel_client(self, **more: Any) -> Any:
        client = await super().async_start_new_kernel_client(**more)
        look_again(client.shell_channel)
        return client


def look_again(channel: Any) -> None:
    """Lets `channel.get_msg` of jupyter_client find what is there without news of it."""
    take = channel.get_msg

    async def get_msg(timeout: float | None = None) -> Any:
        end = None if timeout is None else monotonic() + timeout
        while True:
            left = LOOK_S if end is None else min(LOOK_S, max(0.0, end - monotonic()))
            try:
                return await take(timeout=left)
            except Empty:
                if end is not None and monotonic() >= end:
                    raise

    channel.get_msg = get_msg
