"""What hatchling asks before it builds: stale JavaScript is never packaged."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FreshAssets(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        spec = importlib.util.spec_from_file_location(
            "lab_assets", Path(__file__).with_name("lab_assets.py")
        )
        assert spec is not None and spec.loader is not None
        assets = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(assets)
        # Who edits the extension installs it before it is built; what is packaged must be whole.
        if version != "editable" and not assets.is_fresh():
            raise SystemExit(
                "labextension/built is not of labextension/src: run `make labextension`"
            )
