"""What is read of processors, from what Linux says of some."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ahr.bench import cpu

SAPPHIRE = "\n\n".join(
    f"processor\t: {index}\ncpu family\t: 6\nmodel\t\t: 143\nmodel name\t: Intel(R) Xeon(R) 8481C\n"
    f"physical id\t: 0\ncore id\t\t: {index // 2}\n"
    "flags\t\t: fpu avx2 fma avx512f avx512_vnni avx_vnni amx_int8 amx_bf16 avx512_bf16"
    for index in range(4)
)
GRAVITON = (
    "processor\t: 0\nBogoMIPS\t: 243.75\nFeatures\t: fp asimd asimddp i8mm bf16\n\n"
    "processor\t: 1\nFeatures\t: fp asimd asimddp i8mm bf16\n"
)
OLD = "processor\t: 0\nmodel name\t: Some CPU @ 2.4GHz\nflags\t\t: fpu sse2 avx avx2 fma\n"


def test_flags_and_cores_of_an_intel_server() -> None:
    found = cpu.from_cpuinfo(SAPPHIRE)
    assert found.name == "Intel(R) Xeon(R) 8481C"
    assert found.physical_cores == 2, "hyper-threads are not cores"
    assert found.flags[:2] == ("avx2", "fma")
    assert "fpu" not in found.flags
    assert found.has_fast_int8
    assert found.has_fast_bf16


def test_features_of_arm() -> None:
    found = cpu.from_cpuinfo(GRAVITON)
    assert found.physical_cores == 2
    assert found.flags == ("asimd", "asimddp", "i8mm", "bf16")
    assert found.has_fast_int8


def test_a_processor_without_byte_products() -> None:
    found = cpu.from_cpuinfo(OLD)
    assert found.is_known
    assert not found.has_fast_int8
    assert not found.has_fast_bf16
    assert str(found) == "Some CPU @ 2.4GHz, 1 core (avx2 fma)"


def test_a_maker_alone_gets_the_number_of_the_model() -> None:
    text = "processor: 0\nmodel name: AMD EPYC\ncpu family: 25\nmodel: 17\nflags: avx2"
    assert cpu.from_cpuinfo(text).name == "AMD EPYC family 25 model 17"


def test_nothing_to_read_is_unknown() -> None:
    found = cpu.from_cpuinfo("")
    assert not found.is_known
    assert found.physical_cores >= 1
    assert str(found).endswith("(features unknown)")


def test_elsewhere_py_cpuinfo_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    other = ModuleType("cpuinfo")
    told = {"brand_raw": "Core i9", "flags": ["avx2", "avx512vnni"]}
    other.get_cpu_info = lambda: told  # type: ignore[attr-defined]
    monkeypatch.setattr(cpu, "_CPUINFO", Path("/no such file"))
    monkeypatch.setitem(sys.modules, "cpuinfo", other)
    found = cpu.features.__wrapped__()
    assert (found.name, found.flags) == ("Core i9", ("avx2", "avx512_vnni"))
    monkeypatch.setitem(sys.modules, "cpuinfo", None)
    assert not cpu.features.__wrapped__().is_known


def test_this_machine_as_data() -> None:
    found = cpu.features()
    assert found is cpu.features()
    assert json.loads(json.dumps(found.to_dict()))["flags"] == list(found.flags)
