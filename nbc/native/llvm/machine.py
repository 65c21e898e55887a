"""The machine that code is made for, and the one JIT of this process.

IR text is parsed in a context of its own, becomes an object file through the target machine, and
the object is linked by ORC's JITLink into a library of its own: names never collide, a missing
symbol is an error and not an abort (as it is with MCJIT), constants are next to the code (small
code model), and dropping the `Image` frees the code. Linking takes 0.2 ms.

Every use of llvmlite happens under `LOCK`, also held while the process forks, so that a child never
inherits a lock that nobody will release. llvmlite calls LLVM through ctypes: the GIL is released.
Optimisation is in passes.py, who calls what in code.py.
"""

from __future__ import annotations

import atexit
import itertools
import os
import platform
import re
import threading
import weakref
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeVar, final

from nbc.errors import InternalError

LOCK = threading.RLock()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=LOCK.acquire, after_in_parent=LOCK.release, after_in_child=LOCK.release
    )

_X86_OPTIONS: Final = (
    # A minimum that the next round waits for stays a conditional move: as a branch, which LLVM
    # makes of it, the inner loop of an edit distance takes 1.6 times as long on data that varies.
    "-x86-cmov-converter=0",
    # Innermost loops begin at 32 bytes: a sieve's takes up to 1.2 times as long across such a line.
    "-x86-experimental-pref-innermost-loop-alignment=5",
)
OPTIONS: Final = (
    # Loop strength reduction takes 55 of the 76 ms of code generation for a stencil; without it
    # sixteen kernels run at 0.98 of the time, and none at more than 1.04.
    "-disable-lsr",
    # Arrays in one loop that may overlap: 8 comparisons, the default, are those of five arrays.
    "-runtime-memory-check-threshold=64",
    # Late parts get a loop for each way to broadcast, but no more than LLVM makes of two tests: a
    # sum of three arrays took 150 ms, and takes 30.
    "-unswitch-num-initial-unscaled-candidates=2",
    *(_X86_OPTIONS if platform.machine() in ("x86_64", "AMD64") else ()),
)
"""LLVM's global options: they hold for whoever else uses llvmlite in this process."""

_LINE = re.compile(r"<string>:(\d+):\d+: error: (.*)")
_numbers = itertools.count()


@final
@dataclass(frozen=True, slots=True)
class Host:
    """What decides which machine code is right here; `identity` goes into the cache's keys."""

    triple: str
    cpu: str
    features: str
    layout: str
    vector_bits: int

    @property
    def identity(self) -> str:
        return " ".join((self.triple, self.cpu, self.features, *OPTIONS))


@final
@dataclass(frozen=True, slots=True)
class Image:
    """Linked code: it lives as long as this object."""

    addresses: Mapping[str, int]
    tracker: Any


T = TypeVar("T")


def once(make: Callable[[], T]) -> Callable[[], T]:
    """Like `functools.cache`, but threads that come at the same time wait for the first."""
    made: list[T] = []

    def get() -> T:
        if not made:
            with LOCK:
                if not made:
                    made.append(make())
        return made[0]

    return get


@once
def binding() -> Any:
    """`llvmlite.binding`, ready for this machine. Takes 50 to 150 ms the first time."""
    import llvmlite.binding as llvm  # type: ignore[import-untyped]  # lazy: not every cell is native

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    for option in OPTIONS:
        llvm.set_option("noodle", option)
    # LLVM's globals are destroyed when the process ends: by then nobody may be compiling.
    atexit.register(LOCK.acquire, timeout=10.0)
    return llvm


@once
def host() -> Host:
    llvm = binding()
    features = dict(llvm.get_host_cpu_features())
    cpu, triple = llvm.get_host_cpu_name(), llvm.get_process_triple()
    text = ",".join(f"{'+' if on else '-'}{name}" for name, on in sorted(features.items()))
    machine = _create_machine(triple, cpu, text, 2)
    return Host(triple, cpu, text, str(machine.target_data), _vector_bits(features))


@cache
def target_machine(codegen_level: int = 2, wide: bool = False) -> Any:
    """Vectors of 512 bits only when `wide`: for code that calls vector functions, it takes 0.79 of
    the time (Black-Scholes), for stencils and matrices 1.05 to 1.3 times as long (measured on
    Zen 4; Intel's cores prefer 256 bits too, by LLVM's own tables)."""
    here = host()
    features = here.features
    if here.vector_bits == 512:
        features += ",-prefer-256-bit" if wide else ",+prefer-256-bit"
    with LOCK:
        return _create_machine(here.triple, here.cpu, features, codegen_level)


def new_context() -> Any:
    return binding().create_context()


def parse(ir: str, context: Any = None) -> Any:
    """The verified LLVM module of IR text, in a context of its own if none is given."""
    llvm, here = binding(), host()
    if "target datalayout" not in ir:
        # On the first line, so that the numbers of lines in messages stay right.
        ir = f'target datalayout = "{here.layout}" target triple = "{here.triple}" {ir}'
    context = context or llvm.create_context()
    with LOCK:
        try:
            module = llvm.parse_assembly(ir, context)
            module.verify()
        except RuntimeError as error:
            raise _failure("parsing", str(error), ir) from None
    # Where both become garbage together (in the frames of a traceback, say), Python finalizes them
    # in any order, and a module must not outlive its context: so this one holds the context until
    # the module is finalized.
    weakref.finalize(module, _let_go, context).atexit = False
    return module


def emit(module: Any, target: Any) -> bytes:
    """The object file of an optimised module, made by a target machine."""
    with LOCK:
        try:
            return bytes(target.emit_object(module))
        except RuntimeError as error:
            raise _failure("code generation", str(error)) from None


def link(object_code: bytes, names: Iterable[str], imports: Mapping[str, int]) -> Image:
    """Load an object file. Symbols are those of `imports`, then those of the process."""
    llvm, jit = binding(), _jit()
    builder = llvm.JITLibraryBuilder().add_object_img(object_code).add_current_process()
    for name, address in imports.items():
        builder.import_symbol(name, address)
    names = tuple(names)
    for name in names:
        builder.export_symbol(name)
    with LOCK:
        try:
            tracker = builder.link(jit, f"noodle{next(_numbers)}")
        except RuntimeError as error:
            raise _failure("linking", str(error)) from None
    return Image({name: tracker[name] for name in names}, tracker)


@once
def _jit() -> Any:
    return binding().create_lljit_compiler(
        target_machine(), use_jit_link=True, suppress_errors=True
    )


def _let_go(context: Any) -> None:
    """Called when a module goes, which still has its context."""


def _create_machine(triple: str, cpu: str, features: str, codegen_level: int) -> Any:
    llvm = binding()
    return llvm.Target.from_triple(triple).create_target_machine(
        cpu=cpu, features=features, opt=codegen_level, reloc="pic", codemodel="small"
    )


def _vector_bits(features: Mapping[str, bool]) -> int:
    if features.get("avx512f") and features.get("avx512vl"):
        return 512
    return 256 if features.get("avx2") else 128


def _failure(phase: str, message: str, ir: str = "") -> InternalError:
    notes = []
    if found := _LINE.search(message):
        number, message = int(found[1]), found[2]
        lines = ir.splitlines()
        line = lines[number - 1] if number <= len(lines) else ""
        notes.append(f"line {number} of the IR: {line.strip()[-200:]}")
    return InternalError(
        "N9001",
        f"LLVM, {phase}: {message.strip()}",
        notes=notes,
        hint="the VM runs this code; please report the message with the cell",
    )
