"""JupyterLab's extension as it is packaged: built of the sources that are here, and self-contained."""

from __future__ import annotations

import json
import re
import runpy
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
ASSETS = runpy.run_path(str(ROOT / "scripts" / "lab_assets.py"))
BUILT: Path = ASSETS["BUILT"]


def test_what_is_built_is_of_these_sources() -> None:
    assert ASSETS["is_fresh"](), "run `make labextension`"


def test_every_kind_of_source_counts(tmp_path: Path) -> None:
    root = tmp_path / "labextension"
    for path in ASSETS["sources"](ASSETS["ROOT"]):
        copy = root / path.relative_to(ASSETS["ROOT"])
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    assert ASSETS["digest"](root) == ASSETS["digest"]()
    for name in ("src/index.ts", "style/index.css", "yarn.lock", "tsconfig.lab.json"):
        before, text = ASSETS["digest"](root), (root / name).read_bytes()
        (root / name).write_bytes(text + b"\n")
        assert ASSETS["digest"](root) != before, name
    (root / "src" / "added.ts").write_text("")
    assert ASSETS["digest"](root) != ASSETS["digest"]()


def test_everything_that_is_named_is_there() -> None:
    built = json.loads((BUILT / "package.json").read_text())["jupyterlab"]["_build"]
    assert (BUILT / built["load"]).is_file()
    assert any((BUILT / "static").glob("style*.js"))


def test_no_host_is_named_in_the_lock_file() -> None:
    lock = (ROOT / "labextension" / "yarn.lock").read_text()
    assert re.findall(r"https?://", lock) == []
