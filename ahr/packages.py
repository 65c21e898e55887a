"""Packages that not everybody has: an import that fails says what to install.

What people call stands in `naming_packages`, so the code inside simply imports what it needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from nbc.errors import ModelError

WHERE: Final = {
    "torch": "noodle-notebook[train]",
    "torch_pruning": "noodle-notebook[train]",
    "onnxscript": "noodle-notebook[train]",
    "optuna": "noodle-notebook[train]",
    "onnx": "noodle-notebook[models]",
    "onnxruntime": "noodle-notebook[models]",
    "safetensors": "noodle-notebook[models]",
    "anywidget": "noodle-notebook[models]",
    "lark": "noodle-notebook[models]",
    "prometheus_client": "noodle-notebook[models]",
    "openvino": "noodle-notebook[openvino]",
    "nncf": "noodle-notebook[openvino]",
    "pandas": "noodle-notebook[notebook]",
    "matplotlib": "noodle-notebook[notebook]",
    "keras": "keras",
}
"""What brings each of them, as pip is told."""


@contextmanager
def naming_packages() -> Iterator[None]:
    """Raises ModelError N6013 where one of `WHERE` is not installed; for functions, too."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in WHERE:
            raise
        raise ModelError("N6013", f"this needs the package {package}, which is not installed",
                         hint=f'run: pip install "{WHERE[package]}"') from None  # fmt: skip
