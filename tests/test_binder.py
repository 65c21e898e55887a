"""Binder's files, rendered by repo2docker without building: no Docker is needed.

Also runs `postBuild` and `start` with stand-ins for pip and jupyter, since both are plain scripts.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BINDER = ROOT / "binder"
TOUR = "notebooks/00-tour.ipynb"


@pytest.fixture(scope="module")
def dockerfile(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What repo2docker makes of binder/, in a folder of its own."""
    checkout = tmp_path_factory.mktemp("checkout")
    (checkout / "binder").mkdir()
    for file in BINDER.iterdir():
        (checkout / "binder" / file.name).write_bytes(file.read_bytes())
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(checkout)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def test_image_installs_the_environment(dockerfile: str) -> None:
    assert 'env update -p ${NB_PYTHON_PREFIX} --file "binder/environment.yml"' in dockerfile


def test_image_builds_and_starts_with_our_scripts(dockerfile: str) -> None:
    assert "RUN ./binder/postBuild" in dockerfile
    assert 'ENV R2D_ENTRYPOINT="${REPO_DIR}/binder/start"' in dockerfile


def test_there_is_no_second_binder_folder() -> None:
    assert not (ROOT / ".binder").exists()


@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_script_is_executable_and_stops_at_errors(name: str) -> None:
    script = BINDER / name
    assert script.stat().st_mode & stat.S_IXUSR
    assert "set -e" in script.read_text().splitlines()
    subprocess.run(["bash", "-n", str(script)], check=True)


def test_start_ends_in_handing_over() -> None:
    assert (BINDER / "start").read_text().splitlines()[-1] == 'exec "$@"'


def test_start_runs_the_command_that_it_is_given(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(BINDER / "start"), "echo", "handed", "over"],
        env=os.environ | {"HOME": str(tmp_path), "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "s")},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "handed over\n"


def test_post_build_installs_this_checkout_pinned(tmp_path: Path) -> None:
    done = run_post_build(tmp_path, kernels="noodle  /somewhere")
    assert done.returncode == 0, done.stderr
    installed = (tmp_path / "calls").read_text()
    assert "pip install --no-cache-dir -c constraints.txt .[notebook]" in installed


def test_post_build_fails_where_the_kernel_is_missing(tmp_path: Path) -> None:
    assert run_post_build(tmp_path, kernels="python3  /somewhere").returncode != 0


def test_link_opens_the_tour() -> None:
    assert f"urlpath=lab/tree/{TOUR}" in (BINDER / "README.md").read_text()
    assert (ROOT / TOUR).is_file()


def run_post_build(folder: Path, *, kernels: str) -> subprocess.CompletedProcess[str]:
    stand_ins = {
        "python": f'#!/bin/bash\necho "$@" >> {folder}/calls\n',
        "jupyter": f'#!/bin/bash\necho "{kernels}"\n',
    }
    for name, text in stand_ins.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run([str(BINDER / "postBuild")], cwd=ROOT, env=os.environ | {"PATH": path},
                          capture_output=True, text=True)  # fmt: skip
