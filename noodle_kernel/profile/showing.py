"""How a profile stands in the output of its cell: live above it, and still when it is saved.

With anywidget the picture is there from the beginning and follows the cell; the output itself is
written again at the end, so that the saved notebook has the table. Without it the table comes at
the end.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, final

from IPython.display import DisplayHandle, display

from noodle_kernel.profile import snapshot
from noodle_kernel.profile.result import Profile

if TYPE_CHECKING:
    from noodle_kernel.profile.widget import ProfileWidget

WIDGET: Final = "application/vnd.jupyter.widget-view+json"
PROGRAM: Final = Path(__file__).parent / "static" / "profile.js"
_LONGEST_EXPORT: Final = 8 << 20


@final
class Shown:
    """The output of one profile."""

    def __init__(self, profile: Profile, *, is_live: bool) -> None:
        self.profile = profile
        self._is_live = (
            is_live and PROGRAM.is_file() and importlib.util.find_spec("anywidget") is not None
        )
        self._widget: ProfileWidget | None = None
        self._handle: DisplayHandle | None = None

    def begin(self) -> None:
        if not self._is_live:
            return
        from noodle_kernel.profile.widget import ProfileWidget  # lazy: anywidget is an extra

        self._widget = ProfileWidget(about=snapshot.about(self.profile))
        first = {"text/plain": self.profile.summary(), WIDGET: self._view()}
        self._handle = display(first, raw=True, display_id=True)

    def of_text(self) -> None:
        """The cell's text is known."""
        if self._widget is not None:
            self._widget.about = snapshot.about(self.profile)

    def update(self, *, is_more: bool) -> None:
        if self._widget is None:
            return
        self._widget.now = snapshot.now(self.profile)
        if is_more:
            self._widget.more = snapshot.more(self.profile)

    def end(self) -> None:
        """JupyterLab adds a view to those of an output that goes on being a live one: so it becomes
        a still one in between."""
        still: dict[str, Any] = dict(self.profile._repr_mimebundle_())
        if self._widget is None or self._handle is None:
            display(still, raw=True)
            return
        self._widget.exports = exports(self.profile)
        self.update(is_more=True)
        self._handle.update(still, raw=True)
        self._handle.update({**still, WIDGET: self._view()}, raw=True)

    def _view(self) -> dict[str, Any]:
        assert self._widget is not None
        return {"version_major": 2, "version_minor": 0, "model_id": self._widget.model_id}


def exports(profile: Profile) -> dict[str, str]:
    """The files that the picture offers, by their endings; nothing that is too big to be sent."""
    texts = {"speedscope.json": json.dumps(profile.speedscope()), "csv": profile.csv()}
    return {name: text for name, text in texts.items() if len(text) <= _LONGEST_EXPORT}
