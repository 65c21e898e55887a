"""The live picture's program: made of the sources that are here, self-contained, as built."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
FRONT_END = ROOT / "labextension"
BUNDLE = ROOT / "ahr/drawing/static/graph.js"


def test_the_bundle_is_of_these_sources() -> None:
    digest = hashlib.sha256()
    sources = sorted(path.name for path in (FRONT_END / "src/models").iterdir())
    for name in ("build.mjs", "yarn.lock", *(f"src/models/{name}" for name in sources)):
        digest.update(f"{name}\n".encode() + (FRONT_END / name).read_bytes())
    first = BUNDLE.read_text().partition("\n")[0]
    assert first == f"// sources: {digest.hexdigest()}", "run `make widgets`"


def test_the_bundle_loads_nothing_and_carries_its_licences() -> None:
    text = BUNDLE.read_text()
    assert not re.search(
        r"""\bimport\s*\(|^import |[}\s]from\s*["']|\bfetch\(|XMLHttpRequest""", text
    )
    assert set(re.findall(r"https?://[\w./-]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert "Chris Pettitt" in text and "without warranty" in text.lower()
    assert len(text) < 120_000


def test_no_lock_file_names_a_host() -> None:
    assert "http" not in (FRONT_END / "yarn.lock").read_text()


@pytest.mark.skipif(
    shutil.which("node") is None or not (FRONT_END / "node_modules/esbuild").is_dir(),
    reason="needs Node.js and `make widgets`",
)
def test_building_gives_the_same_bytes(tmp_path: Path) -> None:
    made = tmp_path / "graph.js"
    environment = os.environ | {"NOODLE_BUNDLE": str(made)}
    subprocess.run(["node", "build.mjs"], cwd=FRONT_END, check=True, env=environment)
    assert made.read_bytes() == BUNDLE.read_bytes()
