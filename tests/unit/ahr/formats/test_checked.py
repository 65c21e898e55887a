"""What was checked once is known later, in other processes too, as long as nothing has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ahr.formats import checked, trm
from ahr.formats.archive import read_content
from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.running import reference
from ahr.trace.decorator import model
from ahr.trace.layers import linear
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

DIGEST = b"\x01" * 32


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOODLE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(checked, "_SETTLED_S", 0.0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "file"
    path.write_bytes(b"content")
    return path


def known(path: Path, digest: bytes = DIGEST) -> bool:
    return checked.is_known(path, path.stat(), digest)


def test_a_file_is_known_until_it_changes(file: Path) -> None:
    assert not known(file)
    checked.remember(file, file.stat(), DIGEST)
    assert known(file)
    assert not known(file, b"\x02" * 32)
    before = file.stat()
    with file.open("r+b") as opened:
        opened.write(b"CONTENT")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not known(file)  # size and time are as before, but the state was changed later


def test_another_process_knows_it(file: Path) -> None:
    checked.remember(file, file.stat(), DIGEST)
    program = (
        "import sys; from pathlib import Path; from ahr.formats import checked; "
        f"path = Path({str(file)!r}); print(checked.is_known(path, path.stat(), {DIGEST!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "True"


def test_files_that_changed_a_moment_ago_are_not_remembered(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checked, "_SETTLED_S", 60.0)
    checked.remember(file, file.stat(), DIGEST)
    assert not known(file)


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
def test_marks_that_others_may_write_are_not_believed(file: Path, tmp_path: Path) -> None:
    checked.remember(file, file.stat(), DIGEST)
    (mark,) = (tmp_path / "cache" / "models").iterdir()
    mark.chmod(0o666)
    assert not known(file)
    mark.unlink()
    mark.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_bytes(DIGEST)
    assert not known(file)


@pytest.mark.skipif(os.name != "posix", reason="rights of folders")
def test_a_folder_that_others_may_write_is_not_used(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared" / "models"
    shared.mkdir(parents=True)
    shared.chmod(0o777)
    monkeypatch.setenv("NOODLE_CACHE_DIR", str(shared.parent))
    checked.remember(file, file.stat(), DIGEST)
    assert not known(file)
    assert not list(shared.iterdir())


def test_it_can_be_turned_off(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOODLE_CACHE_DIR", "0")
    checked.remember(file, file.stat(), DIGEST)
    assert not known(file)


def test_old_marks_go(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checked, "_MARKS_AT_MOST", 4)
    for number in range(9):
        path = tmp_path / f"file{number}"
        path.write_bytes(b"x")
        checked.remember(path, path.stat(), DIGEST)
    assert 2 <= len(list((tmp_path / "cache" / "models").iterdir())) <= 5
    assert known(path)


def test_known_models_are_the_same_and_changes_are_seen(tmp_path: Path) -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def net(x: Tensor) -> Tensor:
        return linear(x, 3)

    x = np.ones((2, 8), np.float32)
    path = tmp_path / "net.trm"
    net.init(seed=1).save(path)
    first, second = trm.load(path), trm.load(path)
    assert list((tmp_path / "cache" / "models").iterdir())
    np.testing.assert_array_equal(second(x), first(x))
    np.testing.assert_array_equal(second(x), net(x))
    data = path.read_bytes()
    place = data.index(net.parameters["linear.bias"].tobytes())
    path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    with pytest.raises(ModelError, match="was changed"):
        trm.load(path)


def test_what_is_kept_beside_a_mark_comes_back_whole(file: Path, tmp_path: Path) -> None:
    checked.remember(file, file.stat(), DIGEST, b"more")
    assert checked.kept(file, file.stat(), DIGEST) == b"more"
    checked.remember(file, file.stat(), DIGEST, bytes(checked._KEPT_AT_MOST + 1))
    assert checked.kept(file, file.stat(), DIGEST) == b"more"  # that was too much
    (mark,) = (tmp_path / "cache" / "models").iterdir()
    mark.write_bytes(mark.read_bytes()[:-1])
    assert checked.kept(file, file.stat(), DIGEST) is None


@pytest.fixture
def called(tmp_path: Path) -> Path:
    """A file that was checked, and called since."""

    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def net(x: Tensor) -> Tensor:
        return linear(linear(x, 300), 3)

    path = tmp_path / "net.trm"
    net.init(seed=1).save(path)
    trm.load(path)
    trm.load(path)(X)
    return path


X = np.random.default_rng(0).standard_normal((5, 8)).astype(np.float32)


def test_models_start_from_what_was_kept(called: Path) -> None:
    digest = trm._archive(read_content(called)).comment
    assert checked.kept(called, called.stat(), bytes.fromhex(digest.decode()))
    program = (
        f"import sys, ahr, numpy as np; net = ahr.load({str(called)!r}); "
        f"print(net(np.ones((5, 8), np.float32)).tolist(), 'onnx' in sys.modules, net)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    before = trm.load(called, check_golden=False)
    expected = before(np.ones((5, 8), np.float32)).tolist()
    assert done.stdout.strip() == f"{expected} False {before}"


def test_other_numbers_are_not_those_that_were_kept(called: Path) -> None:
    net, other = trm.load(called), trm.load(called)
    changed = {name: value + 1 for name, value in net.parameters.items()}
    other.load_weights(changed)
    (expected,) = reference.run(net.graph, changed, {"x": X})
    np.testing.assert_allclose(other(X), expected, rtol=1e-4)
    np.testing.assert_allclose(
        trm.load(called)(X), reference.run(net.graph, net.parameters, {"x": X})[0],
        rtol=1e-4, atol=1e-5,
    )  # fmt: skip


def test_graphs_of_known_models_are_read_when_they_are_looked_at(called: Path) -> None:
    net = trm.load(called)
    assert net.name == "net" and net.is_initialised
    assert [each.op for each in net.graph.nodes] == ["linear", "linear"]
    assert net.graph is net.graph


def test_loaded_models_can_be_trained_and_changed(tmp_path: Path) -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def net(x: Tensor) -> Tensor:
        return linear(x, 3)

    net.init(seed=1).save(tmp_path / "net.trm")
    again: Model = trm.load(tmp_path / "net.trm")
    before = again.parameters["linear.bias"].copy()
    again.fit(np.ones((8, 8), np.float32), np.zeros((8, 3), np.float32), epochs=1, progress=False)
    assert not np.array_equal(again.parameters["linear.bias"], before)
