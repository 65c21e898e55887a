"""What a notebook is given to show a study, once and while it runs.

While one runs, its live picture is told of changes; the output itself is written twice, at the
beginning and at the end, so that the saved notebook has the still picture of what came out.
Without anywidget the output is a line until the end, without a notebook it is a line in a terminal.
"""

from __future__ import annotations

import importlib.util
import sys
import time
from typing import TYPE_CHECKING, Any, Final, Protocol

from ahr.progress import Progress
from ahr.widgets.still import bundle

if TYPE_CHECKING:
    from ahr.optimise.study import Study
    from ahr.widgets.explorer import Explorer

WIDGET: Final = "application/vnd.jupyter.widget-view+json"
TEXT: Final = "text/plain"
_EVERY_S: Final = 0.25

Bundle = dict[str, Any]


class Shown(Protocol):
    """What `Study` tells of its changes."""

    def update(self, *, at_once: bool = False) -> None: ...


def mimebundle(study: Study) -> Bundle:
    """The pictures by MIME type."""
    if study.shown_in == _cell():
        return {TEXT: repr(study)}  # this cell shows it already, above
    made = bundle(study)
    if _can_be_live():
        made[WIDGET] = _view(explorer_of(study))
    return made


def explorer_of(study: Study) -> Explorer:
    """The one live picture of a study, however often it is shown."""
    from ahr.widgets.explorer import Explorer  # lazy: anywidget is an extra

    if study.explorer is None:
        study.explorer = Explorer(study)
    found: Explorer = study.explorer
    return found


def shown_while_running(study: Study, *, is_on: bool) -> Shown:
    """What shows a run of the study where it runs."""
    if is_on and shell() is not None:
        return _InNotebook(study)
    return Progress(study, is_on=is_on)


def line_while_measuring(study: Study, *, is_on: bool) -> Progress:
    """A line, for what is no run of the study and gives no candidates."""
    return Progress(_Line(study), is_on=is_on)


def shell() -> Any:
    """IPython's, where a kernel runs."""
    ipython = sys.modules.get("IPython")
    found = ipython.get_ipython() if ipython is not None else None
    return found if hasattr(found, "kernel") else None


class _Line:
    """What a study does now, to `Progress`."""

    def __init__(self, study: Study) -> None:
        self._study = study

    def __len__(self) -> int:
        return 0

    def last_line(self) -> str:
        text, part = self._study.now
        return f"{text} {part:.0%}"

    __repr__ = last_line


class _InNotebook:
    """The output of the cell in which a study runs."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self._handle: Any = None
        self._written_at = 0.0
        self._is_live = _can_be_live()
        self._is_over = False

    def update(self, *, at_once: bool = False) -> None:
        if self._is_over:
            return  # what is measured later is no part of the run
        if self._handle is None:
            self._begin()
        elif self._study.state != "running":
            self._end()
        elif not self._is_live and time.monotonic() - self._written_at > _EVERY_S:
            self._written_at = time.monotonic()
            self._write({TEXT: self._study.last_line()})

    def _begin(self) -> None:
        from IPython.display import display  # lazy: there only in a kernel

        first: Bundle = {TEXT: self._study.last_line()}
        if self._is_live:
            first = {**bundle(self._study), WIDGET: _view(explorer_of(self._study))}
        self._handle = display(first, raw=True, display_id=True)
        if self._study.state != "running":
            self._end()

    def _end(self) -> None:
        """JupyterLab adds a view to those of an output that goes on being a live one: so it becomes
        a still one in between."""
        last = bundle(self._study)
        if self._is_live:
            self._write(last)
            last = {**last, WIDGET: _view(explorer_of(self._study))}
        self._write(last)
        self._study.shown_in = _cell()
        self._is_over = True

    def _write(self, shown: Bundle) -> None:
        self._handle.update(shown, raw=True)


def _view(explorer: Explorer) -> Bundle:
    return {"version_major": 2, "version_minor": 0, "model_id": explorer.model_id}


def _can_be_live() -> bool:
    return shell() is not None and importlib.util.find_spec("anywidget") is not None


def _cell() -> object:
    """Which cell runs; never equal to None or to what no cell is."""
    found = shell()
    return object() if found is None else found.execution_count
