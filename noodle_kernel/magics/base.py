"""What Noodle's magics share: the shell, known by its own class."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from IPython.core.magic import Magics

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell


class NoodleMagics(Magics):
    @property
    def noodle_shell(self) -> NoodleShell:
        return cast("NoodleShell", self.shell)
