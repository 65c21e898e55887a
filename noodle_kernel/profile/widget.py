"""The live picture of a profile. Its program is `static/profile.js`, which `make widgets` builds
from `labextension/src/profile`.

It has what it shows in four parts, by how often they change: `about` (the text), `now` (ten times a
second), `more` (the tree; less often) and `exports` (files, at the end; then no kernel is needed).
"""

from __future__ import annotations

import anywidget
import traitlets

from noodle_kernel.profile.showing import PROGRAM


class ProfileWidget(anywidget.AnyWidget):
    """Shows what `snapshot.py` makes of a profile."""

    _esm = PROGRAM
    about = traitlets.Dict().tag(sync=True)
    now = traitlets.Dict().tag(sync=True)
    more = traitlets.Dict().tag(sync=True)
    exports = traitlets.Dict().tag(sync=True)
