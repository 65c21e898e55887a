"""The live pictures' programs: made of the sources that are here, self-contained, as built."""

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
BUNDLES = {
    ROOT / "ahr/drawing/static/graph.js": ("src/models", "src/pictures"),
    ROOT / "ahr/widgets/static/study.js": ("src/study", "src/models", "src/pictures"),
    ROOT / "noodle_kernel/profile/static/profile.js": ("src/profile", "src/models"),
}
"""Each with the folders that it is made of."""


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda each: each.stem)
def test_the_bundle_is_of_these_sources(bundle: Path) -> None:
    digest = hashlib.sha256()
    sources = [
        f"{folder}/{name}"
        for folder in BUNDLES[bundle]
        for name in sorted(path.name for path in (FRONT_END / folder).iterdir())
    ]
    for name in ("build.mjs", "yarn.lock", *sources):
        digest.update(f"{name}\n".encode() + (FRONT_END / name).read_bytes())
    first = bundle.read_text().partition("\n")[0]
    assert first == f"// sources: {digest.hexdigest()}", "run `make widgets`"


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda each: each.stem)
def test_the_bundle_loads_nothing(bundle: Path) -> None:
    text = bundle.read_text()
    assert not re.search(
        r"""\bimport\s*\(|^import |[}\s]from\s*["']|\bfetch\(|XMLHttpRequest""", text
    )
    assert set(re.findall(r"https?://[\w./-]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert len(text) < 120_000


def test_the_layout_carries_its_licences() -> None:
    text = (ROOT / "ahr/drawing/static/graph.js").read_text()
    assert "Chris Pettitt" in text and "without warranty" in text.lower()


def test_no_lock_file_names_a_host() -> None:
    assert "://" not in (FRONT_END / "yarn.lock").read_text()


@pytest.mark.skipif(
    shutil.which("node") is None or not (FRONT_END / "node_modules/esbuild").is_dir(),
    reason="needs Node.js and `make widgets`",
)
def test_building_gives_the_same_bytes(tmp_path: Path) -> None:
    environment = os.environ | {"NOODLE_BUNDLES": str(tmp_path)}
    subprocess.run(["node", "build.mjs"], cwd=FRONT_END, check=True, env=environment)
    for bundle in BUNDLES:
        assert (tmp_path / bundle.name).read_bytes() == bundle.read_bytes()
