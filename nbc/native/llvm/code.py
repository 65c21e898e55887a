"""From IR text to callable code: `machine_code`, its disk cache, and what can be asked of it later.

A `Loaded` owns its code: keep it while an address is in use. It keeps its IR compressed, so that
assembly, optimised IR and remarks can be made on demand; compiling pays nothing for them.
The steps are in machine.py and passes.py, symbols in symbols.py, the cache in store.py.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, final

from nbc.errors import InternalError
from nbc.native.llvm import machine, passes, remarks, store, symbols, vector_math
from nbc.native.llvm.remarks import Remark


@final
@dataclass(frozen=True, slots=True)
class Loaded:
    """Code in memory. `keep` frees it when dropped; `metadata` is what was stored with it."""

    addresses: Mapping[str, int]
    keep: Any = field(repr=False)
    level: str = "full"
    metadata: Mapping[str, Any] = field(default_factory=dict)
    from_cache: bool = False
    size_bytes: int = 0
    packed_ir: bytes = field(default=b"", repr=False)

    @property
    def ir(self) -> str:
        return zlib.decompress(self.packed_ir).decode()

    def assembly(self) -> str:
        module, target = _compile(self.ir, self.level)
        with machine.LOCK:
            return str(target.emit_assembly(module))

    def optimised_ir(self) -> str:
        module, _ = _compile(self.ir, self.level)
        with machine.LOCK:
            return str(module)

    def remarks(self) -> list[Remark]:
        """What LLVM's optimiser did to each source line. Needs debug locations in the IR."""
        return remarks.of_ir(self.ir, self.level)


def machine_code(
    ir: str,
    names: Sequence[str],
    *,
    key: bytes | None = None,
    level: str = "full",
    metadata: Mapping[str, Any] | None = None,
) -> Loaded:
    """Compile IR text and load it, or load it from the disk cache. `key` stands for the program
    that the IR was made of (then `cached` finds the code before there is IR); without it the text
    itself is the key. `metadata` (JSON) is stored too. Raises InternalError where LLVM refuses."""
    key = key or text_key(ir)
    if known := cached(key, names, level=level):
        return known
    object_code = machine.emit(*_compile(ir, level))
    imports = symbols.imports_of(ir)
    packed, facts = zlib.compress(ir.encode(), 1), dict(metadata or {})
    image = _link(object_code, names, imports)
    store.put(_key(key, level), object_code, {"imports": imports, "facts": facts}, packed)
    return Loaded(image.addresses, image, level, facts, False, len(object_code), packed)


def text_key(ir: str) -> bytes:
    """The key of the code of a text."""
    return hashlib.blake2b(ir.encode(), digest_size=20, person=b"ir").digest()


def cached(key: bytes, names: Sequence[str], *, level: str = "full") -> Loaded | None:
    """The code of `key` from the disk cache, loaded, with the metadata that was stored. What can
    not be linked here counts as not there."""
    entry = store.find_entry(_key(key, level))
    if entry is None:
        return None
    vector_math.vectors("exp", "f64")  # loads libmvec, which the code may call
    try:
        image = _link(entry.object_code, names, entry.metadata["imports"])
    except InternalError:
        return None
    facts, size_bytes = entry.metadata["facts"], len(entry.object_code)
    return Loaded(image.addresses, image, level, facts, True, size_bytes, entry.ir)


def warm_up() -> None:
    """Do what the first compilation would wait for: import llvmlite, make the target machine and
    the JIT, load libmvec and the support module, and run every pass once. Idempotent; about
    0.1 s, mostly without the GIL, so a kernel calls it from a background thread."""
    _warm_up()


@machine.once
def _warm_up() -> None:
    machine.link(machine.emit(*_compile(_TINY, "full")), ["tiny"], {})
    vector_math.vectors("exp", "f64")
    symbols.support()
    store.prepare()


def _compile(ir: str, level: str) -> tuple[Any, Any]:
    return passes.compile_module(vector_math.complete(ir), level)


def _link(object_code: bytes, names: Sequence[str], imports: Sequence[str]) -> machine.Image:
    addresses = symbols.resolve(imports)
    try:
        return machine.link(object_code, names, addresses)
    except InternalError as error:
        unknown = symbols.unknown(name for name in imports if name not in addresses)
        if unknown:
            error.notes += (f"symbols that nobody defines: {', '.join(unknown)}",)
        raise


def _key(key: bytes, level: str) -> bytes:
    return key + level.encode()


_TINY = """
define void @tiny(ptr noalias %a, ptr noalias %b, i64 %n) nounwind {
entry:
  %some = icmp sgt i64 %n, 0
  br i1 %some, label %loop, label %done
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %from = getelementptr double, ptr %a, i64 %i
  %to = getelementptr double, ptr %b, i64 %i
  %x = load double, ptr %from
  %y = fmul double %x, %x
  store double %y, ptr %to
  %next = add nsw i64 %i, 1
  %more = icmp slt i64 %next, %n
  br i1 %more, label %loop, label %done
done:
  ret void
}
"""
