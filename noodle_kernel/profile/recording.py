"""One profile from its beginning to its end: what watches, what is told, and what is left behind.

Only one profile runs in a kernel at a time: what begins inside of it is a part of it. Whatever
ends the cell (an error, an interrupt), the profile keeps what there is.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, final

from nbc import interrupts
from nbc.native.sampling import open_counters
from noodle_kernel.profile import snapshot
from noodle_kernel.profile.frames import Frames
from noodle_kernel.profile.result import Profile
from noodle_kernel.profile.sampler import Sampler
from noodle_kernel.profile.showing import Shown
from noodle_kernel.profile.tally import Tally

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

MORE_S: Final = 0.5
_MOST_CELLS: Final = 1000
_MAGIC: Final = "get_ipython().run_cell_magic("


@final
class Recording:
    """A profile in the making."""

    def __init__(self, shell: NoodleShell, *, memory: bool = False) -> None:
        files = shell.compile._filename_map
        number = max(1, shell.execution_count - 1)
        self.shell = shell
        self.profile = Profile(Tally(Frames(files.get)), number, shell.cell_id)
        self._shown = Shown(self.profile, is_live=hasattr(shell, "kernel"))
        self._memory = memory and not tracemalloc.is_tracing()
        self._more_at_s = 0.0
        self._sampler: Sampler | None = None
        self.ended = ""
        """How the cell ended, where whoever runs it says so instead of raising."""

    def begin(self, base: FrameType) -> None:
        self._shown.begin()
        if self._memory:
            tracemalloc.start()
        is_native = self.shell.language.session.policy.is_on
        counters = open_counters() if is_native else None
        self._sampler = Sampler(self.profile.tally, base, self._tell, counters)
        self._sampler.start()

    def of_file(self, file: str, text: str) -> None:
        """The first code that is compiled is the cell's, or the body of the magic on top of it."""
        if not self.profile.file or self.profile.text.startswith(_MAGIC):
            self.profile.file, self.profile.text = file, text
            self.profile.cell = self.shell.compile._filename_map.get(file, self.profile.cell)
            self.shell.cell_files[file] = self.profile.cell_id
            self._shown.of_text()

    def end(self, state: str) -> None:
        if self._sampler is not None:
            self._sampler.stop()
        if self._memory:
            self.profile.allocated = _allocated(self.profile.file)
            tracemalloc.stop()
        self.profile.state = state
        self.profile.tally.frames.forget_code()
        self._keep(self._tell_pages())
        self._shown.end()

    def _tell(self) -> None:
        """In the sampler's thread."""
        try:
            self._tell_pages()
            is_more = time.monotonic() - self._more_at_s >= MORE_S
            if is_more:
                self._more_at_s = time.monotonic()
            self._shown.update(is_more=is_more)
        except Exception as error:  # noqa: BLE001  # kernel dispatch: a profile outlives its pages
            if not self.profile.notes:
                self.profile.notes.append(f"not shown: {type(error).__name__}: {error}")

    def _tell_pages(self) -> dict[str, Any]:
        """What they were told."""
        found = snapshot.event(self.profile, self.shell.cell_files)
        live = getattr(getattr(self.shell, "kernel", None), "live", None)
        if live is not None:
            live.tell("profile", found)
        return found

    def _keep(self, found: dict[str, Any]) -> None:
        """For pages that come later."""
        kept = self.shell.profiled
        for cell, lines in found["others"].items():
            kept[cell] = {"allocated": {}, **kept.get(cell, {}), "lines": lines}
        if self.profile.cell_id is not None:
            kept[self.profile.cell_id] = {name: found[name] for name in ("lines", "allocated")}
        while len(kept) > _MOST_CELLS:
            del kept[next(iter(kept))]


@contextmanager
def recording(shell: NoodleShell, base: FrameType, *, memory: bool = False) -> Iterator[Recording]:
    """Profiles what runs inside. The recording that runs already, if one does."""
    if shell.recording is not None:
        yield shell.recording
        return
    made = Recording(shell, memory=memory)
    shell.recording = made
    state = "failed"
    try:
        with interrupts.after():
            made.begin(base)
        yield made
        state = made.ended or "done"
    except KeyboardInterrupt:
        state = "interrupted"
        raise
    finally:
        shell.recording = None
        with interrupts.after():
            made.end(state)
        shell.user_ns["_profile"] = made.profile


def _allocated(file: str) -> dict[int, tuple[int, int]]:
    """Bytes and blocks by line of what is still there."""
    found = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, file)])
    return {row.traceback[0].lineno: (row.size, row.count) for row in found.statistics("lineno")}
