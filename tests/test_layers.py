"""Who may import whom: the folder list is the architecture, and imports go one way.

`MAY_IMPORT` is the whole rule; the rest walks the import statements, those under TYPE_CHECKING and
inside functions too.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {
    "nbc": ROOT / "nbc",
    "ahr": ROOT / "ahr",
    "noodle_kernel": ROOT / "noodle_kernel",
    "noodle_server": ROOT / "server_extension" / "noodle_server",
}

MAY_IMPORT: dict[str, set[str]] = {
    "nbc.errors": set(),
    "nbc.render": {"nbc.errors"},
    "nbc.render_exception": {"nbc.errors", "nbc.render"},
    "nbc.types": {"nbc.errors"},
    "nbc.bytecode": {"nbc.errors", "nbc.types"},
    "nbc.builtins": {"nbc.errors", "nbc.types"},
    # Of bytecode only the data: what a pattern or a parameter is.
    "nbc.runtime": {"nbc.errors", "nbc.types", "nbc.bytecode"},
    "nbc.frontend": {"nbc.errors", "nbc.types", "nbc.bytecode", "nbc.builtins"},
    "nbc.passes": {"nbc.errors", "nbc.types", "nbc.bytecode", "nbc.builtins"},
    "nbc.typing": {"nbc.errors", "nbc.types", "nbc.bytecode", "nbc.builtins"},
    "nbc.vm": {"nbc.errors", "nbc.types", "nbc.bytecode", "nbc.builtins", "nbc.runtime"},
    "nbc.interrupts": set(),
    # The functions that exist at run time, with their NBC.
    "nbc.functions": {"nbc.errors", "nbc.types", "nbc.bytecode"},
    "nbc.native": {
        "nbc.errors",
        "nbc.types",
        "nbc.bytecode",
        "nbc.builtins",
        "nbc.runtime",
        "nbc.functions",
        "nbc.interrupts",
    },
    # What brings the phases together sees all of nbc.
    "nbc.pipeline": {"nbc"},
    "nbc.session": {"nbc"},
    "nbc.importing": {"nbc"},
    "nbc.__init__": {"nbc"},
    "nbc.__main__": {"nbc"},
    "ahr": {"nbc"},
    "noodle_kernel": {"nbc", "ahr"},
    "noodle_server": {"nbc", "ahr"},
}

NEVER_IN_NBC = {"IPython", "ipykernel", "ipywidgets", "jupyter_client", "torch", "tornado", "zmq"}

HEAVY = {"torch", "numba", "llvmlite", "onnxruntime", "pandas", "matplotlib", "sklearn", "scipy"}
"""What starting Noodle must not import."""

LAZY = "# lazy:"
"""Marks an import inside a function, with its reason."""


def test_imports_follow_the_arrows() -> None:
    wrong = [
        f"{place}: {importer} may not import {imported}"
        for importer, imported, place in our_imports()
        if not allowed(importer, imported)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_layer_is_listed() -> None:
    layers = {layer_of(name) for name, _ in our_files()}
    assert layers <= set(MAY_IMPORT), f"not in MAY_IMPORT: {layers - set(MAY_IMPORT)}"


def test_nbc_knows_no_jupyter_and_no_torch() -> None:
    wrong = [
        f"{place}: {imported}"
        for name, path in our_files()
        if name.startswith("nbc.")
        for imported, place in imports_of(name, path)
        if imported.partition(".")[0] in NEVER_IN_NBC
    ]
    assert not wrong, "\n".join(wrong)


def test_imports_inside_functions_say_why() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
        for _, path in our_files()
        for node in inner_imports(path)
        if LAZY not in path.read_text().splitlines()[node.lineno - 1]
    ]
    assert not wrong, "imports inside functions without '# lazy: why':\n" + "\n".join(wrong)


@pytest.mark.parametrize("module", ["nbc", "noodle_kernel.kernel"])
def test_starting_imports_nothing_heavy(module: str) -> None:
    program = f"import sys, {module}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == []


def allowed(importer: str, imported: str) -> bool:
    source, target = layer_of(importer), layer_of(imported)
    if source == target:
        return True
    return any(target == may or target.startswith(may + ".") for may in MAY_IMPORT[source])


def layer_of(module: str) -> str:
    """`nbc.vm.generate` is in `nbc.vm`; the other packages are one layer each."""
    parts = module.split(".")
    if parts[0] != "nbc":
        return parts[0]
    return ".".join(parts[:2]) if len(parts) > 1 else "nbc.__init__"


def our_imports() -> Iterator[tuple[str, str, str]]:
    for name, path in our_files():
        for imported, place in imports_of(name, path):
            if imported.partition(".")[0] in PACKAGES:
                yield name, imported, place


def our_files() -> Iterator[tuple[str, Path]]:
    for package, folder in PACKAGES.items():
        for path in sorted(folder.rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            yield ".".join([package, *parts]), path


def imports_of(name: str, path: Path) -> Iterator[tuple[str, str]]:
    """Each imported module. `from nbc import vm` counts as nbc.vm, where that is a module."""
    for node in imports_in(path):
        place = f"{path.relative_to(ROOT)}:{node.lineno}"
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, place
        else:
            assert node.level == 0, f"{place}: imports are absolute"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield (inner if is_module(inner) else str(node.module)), place


@cache
def imports_in(path: Path) -> list[ast.Import | ast.ImportFrom]:
    return [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


@cache
def is_module(name: str) -> bool:
    package, _, rest = name.partition(".")
    if package not in PACKAGES:
        return False
    path = PACKAGES[package].joinpath(*rest.split("."))
    return path.is_dir() or path.with_suffix(".py").is_file()


def inner_imports(path: Path) -> Iterator[ast.Import | ast.ImportFrom]:
    if all(node.col_offset == 0 for node in imports_in(path)):
        return
    for function in ast.walk(ast.parse(path.read_text())):
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    yield node
