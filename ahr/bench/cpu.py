"""What the processor can do: a figure of speed means little without it.

Read from /proc/cpuinfo where that is (Linux), else by py-cpuinfo where it is installed, else not
known: then there are no flags, which says nothing of what the processor has. Names of flags are
Linux's.
"""

from __future__ import annotations

import importlib
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, final

FLAGS: Final = (
    "avx2", "fma", "f16c", "avx512f", "avx512_vnni", "avx_vnni", "avx512_bf16", "avx512_fp16",
    "amx_tile", "amx_int8", "amx_bf16", "amx_fp16", "asimd", "asimdhp", "asimddp", "i8mm", "bf16",
    "sve", "sve2",
)  # fmt: skip
"""The flags that decide how fast networks run, of x86 and of ARM."""

_INT8: Final = frozenset({"avx512_vnni", "avx_vnni", "amx_int8", "asimddp", "i8mm"})
_BF16: Final = frozenset({"avx512_bf16", "amx_bf16", "bf16"})
_CPUINFO: Final = Path("/proc/cpuinfo")
_UNKNOWN: Final = "unknown"


@final
@dataclass(frozen=True, slots=True)
class Cpu:
    """`flags` are those of `FLAGS` that it has; `is_known` says whether they could be read at all.
    `usable_cores` is how many this process may run on, with hyper-threads counted."""

    name: str
    architecture: str
    physical_cores: int
    usable_cores: int
    flags: tuple[str, ...]
    is_known: bool = True

    @property
    def has_fast_int8(self) -> bool:
        """Whether it multiplies bytes faster than floats: int8 networks gain little without."""
        return not _INT8.isdisjoint(self.flags)

    @property
    def has_fast_bf16(self) -> bool:
        """Whether it multiplies bfloat16."""
        return not _BF16.isdisjoint(self.flags)

    def to_dict(self) -> dict[str, Any]:
        """As JSON's values."""
        return {
            "name": self.name, "architecture": self.architecture,
            "physical_cores": self.physical_cores, "usable_cores": self.usable_cores,
            "flags": list(self.flags), "is_known": self.is_known,
            "has_fast_int8": self.has_fast_int8, "has_fast_bf16": self.has_fast_bf16,
        }  # fmt: skip

    def __str__(self) -> str:
        said = " ".join(self.flags) if self.is_known else "features unknown"
        cores = f"{self.physical_cores} core{'s' * (self.physical_cores != 1)}"
        return f"{self.name}, {cores} ({said or 'none of the features that matter'})"


def from_dict(made: Mapping[str, Any]) -> Cpu:
    """What `to_dict` gave. Raises KeyError or TypeError."""
    return Cpu(str(made["name"]), str(made["architecture"]), int(made["physical_cores"]),
               int(made["usable_cores"]), tuple(map(str, made["flags"])),
               bool(made["is_known"]))  # fmt: skip


@cache
def features() -> Cpu:
    """The processor that this runs on."""
    try:
        return from_cpuinfo(_CPUINFO.read_text())
    except OSError:
        return _elsewhere()


def from_cpuinfo(text: str) -> Cpu:
    """The processor that a file like /proc/cpuinfo describes; an empty one describes none."""
    blocks = [_fields(block) for block in text.split("\n\n") if block.strip()]
    first = blocks[0] if blocks else {}
    flags = first.get("flags", first.get("Features", ""))
    cores = {(each["physical id"], each["core id"]) for each in blocks
             if "physical id" in each and "core id" in each}  # fmt: skip
    count = len(cores) or sum("processor" in each for each in blocks) or _usable()
    return _cpu(_name(first), count, flags.split(), known=bool(flags))


def _fields(block: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in block.splitlines())
    return {key.strip(): value.strip() for key, _, value in pairs}


def _name(fields: dict[str, str]) -> str:
    """Some virtual machines say nothing but the maker: then the model's number helps."""
    for key in ("model name", "Model", "Hardware"):
        if fields.get(key):
            told = any(each.isdigit() for each in fields[key]) or "cpu family" not in fields
            return fields[key] + ("" if told else _number(fields))
    return platform.processor() or platform.machine() or _UNKNOWN


def _number(fields: dict[str, str]) -> str:
    return f" family {fields['cpu family']} model {fields.get('model', '?')}"


def _elsewhere() -> Cpu:
    """Without /proc."""
    try:
        cpuinfo = importlib.import_module("cpuinfo")
    except ModuleNotFoundError:
        name = platform.processor() or platform.machine() or _UNKNOWN
        return _cpu(name, _usable(), (), known=False)
    found = cpuinfo.get_cpu_info()
    flags = found.get("flags", [])
    name = found.get("brand_raw") or platform.machine() or _UNKNOWN
    return _cpu(name, _usable(), [_LINUX.get(each, each) for each in flags], known=bool(flags))


_LINUX: Final = {"avx512vnni": "avx512_vnni", "avxvnni": "avx_vnni", "avx512bf16": "avx512_bf16",
                 "avx512fp16": "avx512_fp16", "amx-int8": "amx_int8", "amx-bf16": "amx_bf16",
                 "amx-tile": "amx_tile"}  # fmt: skip
"""Flags that other systems spell differently."""


def _cpu(name: str, cores: int, flags: Iterable[str], *, known: bool) -> Cpu:
    has = set(flags)
    return Cpu(name, platform.machine() or _UNKNOWN, cores, _usable(),
               tuple(each for each in FLAGS if each in has), known)  # fmt: skip


def _usable() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
