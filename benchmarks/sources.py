"""Program texts: files of plain Python from which one function, with all that it needs, is cut out.

The files under `programs/` folders are written as a user would write them and read as text. For
Noodle the text stays as it is; CPython and numba get it without decorators, which would otherwise
decide who runs it.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any, final


@final
@dataclass(frozen=True, slots=True)
class Source:
    """A function's text: the imports of its file, what it calls and names there, and itself."""

    name: str
    text: str
    functions: tuple[str, ...]

    def namespace(self, **names: Any) -> dict[str, Any]:
        """What CPython makes of it, decorators and the import of numba left out: `names` are in
        their place."""
        namespace: dict[str, Any] = {"__name__": "__main__", **names}
        exec(undecorated(self.text), namespace)
        return namespace


def cut(path: Path, name: str) -> Source:
    """The text of the function `name` of a file."""
    text, definitions, imports = parts(path)
    wanted = {name}
    queue = [name]
    while queue:
        for node in ast.walk(definitions[queue.pop()]):
            if isinstance(node, ast.Name) and node.id in definitions and node.id not in wanted:
                wanted.add(node.id)
                queue.append(node.id)
    pieces = [piece for used, piece in imports if used & names_in(definitions, wanted)]
    pieces += [segment(text, node) for key, node in definitions.items() if key in wanted]
    functions = tuple(
        key for key, node in definitions.items()
        if key in wanted and isinstance(node, ast.FunctionDef)
    )  # fmt: skip
    return Source(name, "\n".join(pieces) + "\n", functions)


@lru_cache(maxsize=64)
def parts(path: Path) -> tuple[str, dict[str, ast.stmt], list[tuple[set[str], str]]]:
    """A file's text, its functions and constants by name, and its imports with what they bind."""
    text = path.read_text()
    definitions: dict[str, ast.stmt] = {}
    imports = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            definitions[node.name] = node
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            definitions[node.targets[0].id] = node
        elif isinstance(node, ast.Import | ast.ImportFrom):
            bound = {(alias.asname or alias.name).split(".")[0] for alias in node.names}
            imports.append((bound, segment(text, node)))
    return text, definitions, imports


def names_in(definitions: dict[str, ast.stmt], wanted: set[str]) -> set[str]:
    return {
        node.id for key in wanted for node in ast.walk(definitions[key])
        if isinstance(node, ast.Name)
    }  # fmt: skip


def segment(text: str, node: ast.stmt) -> str:
    """The lines of a statement, with its decorators."""
    first = node.lineno
    if isinstance(node, ast.FunctionDef) and node.decorator_list:
        first = min(decorator.lineno for decorator in node.decorator_list)
    return "\n".join(text.splitlines()[first - 1 : node.end_lineno]) + (
        "\n" if isinstance(node, ast.FunctionDef) else ""
    )


def undecorated(text: str) -> CodeType:
    tree = ast.parse(text)
    tree.body = [node for node in tree.body if not imports_numba(node)]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.decorator_list = []
    return compile(tree, "<program>", "exec", dont_inherit=True)


def imports_numba(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module == "numba"
    return isinstance(node, ast.Import) and node.names[0].name == "numba"
