"""Parameters for papermill: Noodle writes them as Python does.

papermill finds engines by entry point, and translators of parameters only in its own table; being
loaded as an engine is the way into that table.
"""

from __future__ import annotations

from papermill.engines import NBClientEngine
from papermill.translators import PythonTranslator, papermill_translators


class NoodleEngine(NBClientEngine):  # type: ignore[misc]
    """papermill's own engine; the default one runs Noodle notebooks just as well."""


papermill_translators.register("noodle", PythonTranslator)
