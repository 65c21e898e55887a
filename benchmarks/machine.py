"""What a result was measured on: processor, system and versions; no names of hosts, no paths."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("noodle-notebook", "numpy", "scipy", "llvmlite", "numba", "pythran")


def describe() -> dict[str, str]:
    return {
        "date": time.strftime("%Y-%m-%d"),
        "processor": processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}, {' '.join(platform.libc_ver())}",
        "Python": platform.python_version(),
        **{name: found for name in PACKAGES if (found := installed(name))},
        **({"gcc": found} if (found := gcc()) else {}),
    }


def processor() -> str:
    """The processor's model, with the vector instructions that matter to these benchmarks."""
    information = Path("/proc/cpuinfo")
    if not information.exists():
        return platform.processor() or platform.machine()
    fields = dict(
        [part.strip() for part in line.split(":", 1)]
        for line in information.read_text().split("\n\n")[0].splitlines()
        if ":" in line
    )
    flags = fields.get("flags", "").split()
    vectors = [name for name in ("avx2", "fma", "avx512f") if name in flags]
    model = f"{fields.get('model name', platform.machine())}"
    return f"{model} family {fields.get('cpu family', '?')} model {fields.get('model', '?')}" + (
        f" ({' '.join(vectors)})" if vectors else ""
    )


def installed(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def gcc() -> str | None:
    if shutil.which("gcc") is None:
        return None
    answer = subprocess.run(["gcc", "-dumpfullversion"], capture_output=True, text=True)
    return answer.stdout.strip() or None
