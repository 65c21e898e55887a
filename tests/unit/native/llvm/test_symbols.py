"""What names in IR are linked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from nbc.errors import InternalError
from nbc.native.llvm import machine, symbols


def test_declared_names_are_found() -> None:
    ir = """
declare double @exp(double) nounwind
declare void @noodle_release(ptr, ptr)
declare double @llvm.sqrt.f64(double)
declare <4 x double> @_ZGVdN4v_exp(<4 x double>)
declare noundef ptr @"quoted.name"(i64)
define void @f() { ret void }
"""
    assert symbols.imports_of(ir) == ("exp", "noodle_release", "quoted.name")


def test_the_process_gives_what_nobody_else_does() -> None:
    assert symbols.resolve(["exp", "memcpy"]) == {}


def test_support_functions_are_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "support.ll"
    path.write_text(
        "define internal i64 @hidden() {\n  ret i64 7\n}\n"
        "define dso_local noundef i64 @noodle_seven() {\n  %x = call i64 @hidden()\n  ret i64 %x\n}\n"
    )
    monkeypatch.setattr(symbols, "SUPPORT_IR", path)
    monkeypatch.setattr(symbols, "support", machine.once(symbols._load_support))
    assert set(symbols.support()) == {"noodle_seven"}
    assert (
        symbols.support_address("noodle_seven") == symbols.resolve(["noodle_seven"])["noodle_seven"]
    )
    with pytest.raises(InternalError, match="noodle_eight"):
        symbols.support_address("noodle_eight")


def test_a_missing_support_module_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(symbols, "SUPPORT_IR", tmp_path / "nothing.ll")
    assert symbols._load_support() == {}
