"""Schemathesis over the served document, as a person would run it: what it makes up, within the
schemas and outside, is answered as the document says, and never with a mistake of the server.

A few examples for each operation here; `make api-check` sets NOODLE_EXAMPLES to 200.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import Any

import pytest

Call = Any
EXAMPLES = int(os.environ.get("NOODLE_EXAMPLES", "1"))
CONFIG = Path(__file__).with_name("schemathesis.toml")
PHASES = "examples,coverage,fuzzing,stateful" if EXAMPLES > 1 else "examples,fuzzing"


@pytest.mark.timeout(120 + 60 * EXAMPLES)
async def test_schemathesis_finds_nothing(
    call: Call, jp_serverapp: Any, jp_base_url: str, jp_http_port: int, tmp_path: Path
) -> None:
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    await app.dispatcher.stop()  # what jobs do is not looked at: they wait
    place = f"http://127.0.0.1:{jp_http_port}{jp_base_url}noodle/openapi.json"
    command = [
        sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run", place,
        "--header", f"Authorization: token {jp_serverapp.identity_provider.token}",
        "--max-examples", str(EXAMPLES), "--phases", PHASES, "--seed", "1",
        "--request-timeout", "90", "--no-color",
    ]  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        *command, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    assert b"Tested:" in said
