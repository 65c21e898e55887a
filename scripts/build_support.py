"""Translate the native tier's run-time library from C to the LLVM IR text that is shipped.

    python -m pip install ziglang        (clang, without an installation)
    python scripts/build_support.py [--python PATH]

PATH is the Python that has `ziglang`, by default this one. The IR suits every x86-64 Linux: what
names a machine, a compiler or a path is removed. The same sources give the same text.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import llvmlite.binding as llvm  # type: ignore[import-untyped]
import numpy as np

FOLDER = Path(__file__).parent.parent / "nbc" / "native" / "support"
FLAGS = (
    "-target x86_64-linux-gnu -S -emit-llvm -O2 -g0 -std=gnu11 -Wall -Wextra -Werror"
    " -Wno-unused-command-line-argument -Wno-unused-function -fno-sanitize=all"
    " -fno-stack-protector -fomit-frame-pointer -fno-vectorize -fno-slp-vectorize"
    " -ffp-contract=off -fno-asynchronous-unwind-tables -DNDEBUG"
)
MACHINE_LINES = ("target ", "source_filename", "; ModuleID")
MACHINE_ATTRIBUTES = re.compile(
    r' "(target-cpu|target-features|tune-cpu|min-legal-vector-width|no-trapping-math'
    r'|stack-protector-buffer-size|frame-pointer)"="[^"]*"'
)
HEADER = """\
; The run-time library of native code, made from support.c by scripts/build_support.py.
; sources: {digest}
source_filename = "support.c"
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", default=sys.executable, help="the Python that has ziglang")
    arguments = parser.parse_args()
    text = portable(compile_to_ir(arguments.python))
    refuse_variables_of_others(text)
    llvm.parse_assembly(text).verify()
    (FOLDER / "support.ll").write_text(text)


def compile_to_ir(python: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "support.ll"
        headers = (sysconfig.get_paths()["include"], np.get_include())
        flags = [*FLAGS.split(), *(word for folder in headers for word in ("-isystem", folder))]
        subprocess.run(
            [python, "-m", "ziglang", "cc", *flags, "support.c", "-o", str(output)],
            check=True,
            cwd=FOLDER,
        )
        return output.read_text()


def portable(text: str) -> str:
    """Without the machine, the compiler and the paths."""
    lines = [line for line in text.splitlines() if not line.startswith(MACHINE_LINES)]
    body = MACHINE_ATTRIBUTES.sub("", "\n".join(lines))
    body = re.sub(r"^!llvm\.(ident|module\.flags) = .*\n", "", body, flags=re.MULTILINE)
    body = re.sub(r'^!\d+ = !\{(!"clang version|i32 [0-9]+, !").*\n', "", body, flags=re.MULTILINE)
    for number in re.findall(r"^attributes #(\d+) = \{ *\}$", body, flags=re.MULTILINE):
        body = re.sub(rf"^attributes #{number} = .*\n", "", body, flags=re.MULTILINE)
        body = re.sub(rf" #{number}\b", "", body)
    return (
        HEADER.format(digest=digest_of_sources()) + re.sub(r"\n{3,}", "\n\n", body).rstrip() + "\n"
    )


def digest_of_sources() -> str:
    """Of all C files: a test compares it, so that the IR is never older than they are."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted([*FOLDER.glob("*.c"), *FOLDER.glob("*.h")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def refuse_variables_of_others(text: str) -> None:
    """Code may call functions of Python and libc; addresses of variables are not linked."""
    found = re.findall(r"^(@\S+) = external.*global", text, flags=re.MULTILINE)
    if found:
        sys.exit(f"the library names variables of other libraries: {found}")


if __name__ == "__main__":
    main()
