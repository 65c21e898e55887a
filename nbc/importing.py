"""`import shapes` finds `shapes.noodle`: modules in Noodle, checked before anything of them runs.

What Python finds itself stays Python's, but for folders without an `__init__.py`: those with an
`__init__.noodle` are packages. Mistakes are SourceErrors with the file and the line, and leave the
module as it was; `importlib.reload` compiles only what has changed. Functions become native as
those of cells do. `source_name` is the name of such a file in errors.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, Final, final

from nbc.errors import SourceError
from nbc.pipeline import Program
from nbc.render import render
from nbc.session import Session

SUFFIX: Final = ".noodle"
_SESSION: Final = "__nbc_session__"


def install() -> None:
    """From now on, in this process."""
    if any(isinstance(finder, NoodleFinder) for finder in sys.meta_path):
        return
    python: Any = importlib.machinery.PathFinder
    place = sys.meta_path.index(python) if python in sys.meta_path else len(sys.meta_path)
    sys.meta_path.insert(place, NoodleFinder())


def source_name(filename: str) -> str | None:
    """How a person calls a file of Noodle source: by its path from here. None: it is none."""
    if not filename.endswith(SUFFIX):
        return None
    try:
        relative = os.path.relpath(filename)
    except (ValueError, OSError):  # another drive, or a folder that is gone
        return filename
    return filename if relative.startswith(os.pardir) else relative


def read_source(path: str) -> str:
    """The text of a file. Raises SourceError where it is none, OSError where it cannot be read."""
    try:
        return Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("N1002", f"{path} is not UTF-8 text: {error.reason}") from None


def run_file(path: str, namespace: dict[str, Any]) -> None:
    """Runs a file in a namespace, its warnings shown. Raises SourceError before it runs."""
    path = os.path.abspath(path)
    session = namespace.get(_SESSION)
    if not isinstance(session, Session) or session.namespace is not namespace:
        session = namespace[_SESSION] = Session(namespace)
    program = _compiled(session, path)
    for warning in program.warnings:
        print(render(warning, warning=True), file=sys.stderr)
    session.execute(program)


@final
class NoodleFinder(importlib.abc.MetaPathFinder):
    """Looks where Python looks."""

    def __init__(self) -> None:
        self._folders: dict[str, importlib.machinery.FileFinder] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        for entry in sys.path if path is None else path:
            found = self._folder(entry or os.getcwd()).find_spec(fullname, target)
            if found is not None and found.loader is not None:
                return None if _is_pythons(fullname, path, target) else found
        return None

    def invalidate_caches(self) -> None:
        for folder in self._folders.values():
            folder.invalidate_caches()

    def _folder(self, entry: str) -> importlib.machinery.FileFinder:
        known = self._folders.get(entry)
        if known is None:
            known = importlib.machinery.FileFinder(entry, (NoodleLoader, [SUFFIX]))
            self._folders[entry] = known
        return known


@final
class NoodleLoader(importlib.abc.FileLoader):
    """Compiles and runs one module."""

    def exec_module(self, module: ModuleType) -> None:
        run_file(self.get_filename(module.__name__), module.__dict__)

    def is_package(self, fullname: str) -> bool:
        return Path(self.get_filename(fullname)).stem == "__init__"

    def get_source(self, fullname: str) -> str:
        return read_source(self.get_filename(fullname))

    def get_code(self, fullname: str) -> CodeType:
        """For `runpy` (`python -m`): the code runs in a namespace that Noodle has not prepared."""
        raise ImportError(f"run it with: noodle run {self.get_filename(fullname)}")


def _is_pythons(fullname: str, path: Sequence[str] | None, target: ModuleType | None) -> bool:
    """Whether Python would find a module, and not just a folder."""
    found = importlib.machinery.PathFinder.find_spec(fullname, path, target)
    return found is not None and found.loader is not None and found.origin is not None


def _compiled(session: Session, path: str) -> Program:
    name = source_name(path) or path
    return session.compile(read_source(path), source_id=name, filename=path)
