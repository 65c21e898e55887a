"""The disk cache: what is put is found, what is damaged or foreign is not, and it stays small."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from nbc.native.llvm import store


def entry_of(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_what_is_put_is_found() -> None:
    assert store.find(b"key") is None
    store.put(b"key", b"code", {"a": [1]})
    assert store.find(b"key") == (b"code", {"a": [1]})
    store.put(b"key", b"newer", {}, b"ir")
    assert store.find_entry(b"key") == store.Entry(b"newer", {}, b"ir")


def test_nothing_but_entries_is_left(cache_folder: Path) -> None:
    for number in range(5):
        store.put(b"%d" % number, b"code", {})
    assert len(list(cache_folder.iterdir())) == 5


@pytest.mark.parametrize("change", ["truncate", "flip", "empty", "sizes"])
def test_a_damaged_entry_is_removed(cache_folder: Path, change: str) -> None:
    store.put(b"key", b"code" * 100, {"a": 1})
    path = entry_of(cache_folder)
    data = bytearray(path.read_bytes())
    if change == "flip":
        data[-5] ^= 1
    elif change == "sizes":
        data[24] ^= 1
    elif change == "truncate":
        data.pop()
    else:
        data.clear()
    path.write_bytes(data)
    assert store.find(b"key") is None
    assert not path.exists()


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no file owners")
def test_what_others_may_write_is_not_used(cache_folder: Path) -> None:
    store.put(b"key", b"code", {})
    assert cache_folder.stat().st_mode & 0o777 == 0o700
    path = entry_of(cache_folder)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o666)
    assert store.find(b"key") is None


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no file owners")
def test_a_link_is_not_followed(cache_folder: Path, tmp_path: Path) -> None:
    store.put(b"key", b"code", {})
    path = entry_of(cache_folder)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert store.find(b"key") is None


def test_a_folder_that_others_may_write_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    (shared / "native").mkdir(parents=True)
    (shared / "native").chmod(0o777)
    monkeypatch.setenv("NOODLE_CACHE_DIR", str(shared))
    store.put(b"key", b"code", {})
    if hasattr(os, "geteuid"):
        assert store.find(b"key") is None
        assert not list((shared / "native").iterdir())


def test_zero_turns_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOODLE_CACHE_DIR", "0")
    store.put(b"key", b"code", {})
    assert store.find(b"key") is None


def test_a_place_that_cannot_be_written_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder")
    monkeypatch.setenv("NOODLE_CACHE_DIR", str(file))
    store.put(b"key", b"code", {})
    assert store.find(b"key") is None


def test_a_removed_folder_is_no_error(cache_folder: Path) -> None:
    store.put(b"key", b"code", {})
    entry_of(cache_folder).unlink()
    cache_folder.rmdir()
    assert store.find(b"key") is None
    store.put(b"key", b"code", {})


def test_the_user_cache_is_used_without_a_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NOODLE_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    store._usable_folder.cache_clear()
    store.put(b"key", b"code", {})
    assert len(list((tmp_path / "xdg" / "noodle" / "native").iterdir())) == 1
    store._usable_folder.cache_clear()


def test_sweeping_removes_the_oldest(cache_folder: Path) -> None:
    for number in range(8):
        store.put(b"%d" % number, bytes(1000), {})
    paths = sorted(cache_folder.iterdir())
    for age, path in enumerate(paths):
        os.utime(path, (time.time() - age, time.time() - age))
    left_over = cache_folder / "tmpabc"
    left_over.touch()
    os.utime(left_over, (0, 0))
    store.sweep(cache_folder, limit_bytes=6000)
    assert sorted(cache_folder.iterdir()) == paths[:4]


def test_use_keeps_an_entry_young(cache_folder: Path) -> None:
    store.put(b"key", b"code", {})
    path = entry_of(cache_folder)
    os.utime(path, (0, 0))
    assert store.find(b"key")
    assert path.stat().st_mtime > time.time() - 60


def test_whether_the_files_changed_since_the_process_began(monkeypatch: pytest.MonkeyPatch) -> None:
    began_s = store._process_start_s()
    assert began_s <= store._IMPORTED_S <= time.time()
    for newest_s, expected in ((began_s - 1, True), (began_s + 1, False)):
        monkeypatch.setattr(store, "_sources", lambda newest_s=newest_s: ("", newest_s))
        assert store.is_of_this_process.__wrapped__() is expected
