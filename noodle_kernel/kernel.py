"""The kernel: ipykernel's, with Noodle's shell, completer and inspection.

What ipykernel does, ipykernel does: sockets, threads, interrupts, comms, history, debugging,
subshells. Here are the replies that say what Noodle is, and those that know Noodle's types.
"""

from __future__ import annotations

import sys
from importlib import metadata
from typing import Any

from ipykernel.ipkernel import IPythonKernel
from IPython.utils.tokenutil import token_at_cursor
from traitlets import Type

from noodle_kernel.cells import NoodleCompiler, readable
from noodle_kernel.complete import complete
from noodle_kernel.inspection import describe_word
from noodle_kernel.shell import BANNER, NoodleShell

VERSION = metadata.version("noodle-notebook")
PYTHON_DOCS = f"https://docs.python.org/{sys.version_info[0]}.{sys.version_info[1]}"


class NoodleKernel(IPythonKernel):
    """The kernel of one notebook."""

    shell_class = Type(NoodleShell)
    compiler_class = Type(NoodleCompiler)

    implementation = "noodle"
    implementation_version = VERSION
    banner = BANNER
    language_info = {  # noqa: RUF012 - ipykernel declares it so
        "name": "noodle",
        "version": VERSION,
        "mimetype": "text/x-noodle",
        "file_extension": ".noodle",
        # Front ends without Noodle's extension fall back on Python's mode by the mime type.
        "codemirror_mode": {"name": "noodle", "mime": "text/x-python", "extensions": ["py"]},
        "pygments_lexer": "noodle",
        "nbconvert_exporter": "python",
    }
    help_links = [  # noqa: RUF012
        {"text": "Python Reference", "url": PYTHON_DOCS},
        {"text": "NumPy Reference", "url": "https://numpy.org/doc/stable/reference/"},
        {"text": "IPython Reference", "url": "https://ipython.readthedocs.io/en/stable/"},
    ]

    async def do_execute(self, code: str, *args: Any, **more: Any) -> Any:
        return await super().do_execute(readable(code), *args, **more)

    def do_complete(self, code: str, cursor_pos: int | None) -> Any:
        position = len(code) if cursor_pos is None else cursor_pos
        try:
            found = complete(self.shell, code, position)
        except Exception:
            self.log.exception("completion failed")
            found = None
        return super().do_complete(code, position) if found is None else found

    def do_inspect(
        self, code: str, cursor_pos: int, detail_level: int = 0, omit_sections: Any = ()
    ) -> Any:
        found = super().do_inspect(code, cursor_pos, detail_level, omit_sections)
        if not found["found"]:
            text = describe_word(token_at_cursor(code, cursor_pos))
            if text is not None:
                found.update(found=True, data={"text/plain": text})
        return found
