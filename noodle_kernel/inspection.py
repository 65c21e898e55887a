"""IPython's inspector with Noodle's fields first; what they say is in about.py."""

from __future__ import annotations

from typing import Any

from IPython.core.oinspect import Inspector


class NoodleInspector(Inspector):
    """Its parent is the shell, which knows the language."""

    def _make_info_unformatted(
        self, obj: Any, info: Any, formatter: Any, detail_level: int, omit_sections: Any
    ) -> Any:
        bundle: Any = super()._make_info_unformatted(
            obj, info, formatter, detail_level=detail_level, omit_sections=omit_sections
        )
        if info["ismagic"]:
            return bundle
        shell: Any = self.parent
        fields = shell.about(obj, detail_level)
        for mime in ("text/plain", "text/html"):
            shown = [(title, self._mime_format(text)[mime]) for title, text in fields]
            bundle[mime] = [*shown, *bundle[mime]]
        return bundle
