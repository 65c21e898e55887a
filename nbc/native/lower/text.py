"""LLVM IR as text: one function being written.

Registers are numbered names, blocks are labels, stack slots are gathered in the entry block (LLVM
turns them into registers). `mark` and `rewind` take back what was written since, which is how a
loop is lowered again when a variable turned out to have another representation.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import final

Mark = tuple[int, int, str, bool]

ONE_AT_A_TIME = '!{!"llvm.loop.interleave.count", i32 1}'
"""For loops that are busy with elementary functions: several rounds at once are only more code."""
LIKELY = "!prof !1"
"""Branch weights: the first target is taken nearly always."""


@final
@dataclass(slots=True)
class Text:
    """`lines` of the body, `slots` of the entry block. `label` is the present block; `closed`
    is true behind a terminator, where nothing may be written. `made`: the operations behind
    registers. `location`: one more than the number of the place (`Compiled.places`) whose line is
    being lowered; a comment behind each operation says it, for `llvm/debug_lines.py`."""

    name: str
    lines: list[str]
    slots: list[str]
    label: str = "body"
    closed: bool = False
    numbers: int = 0
    location: int = 0
    made: dict[str, str] = field(default_factory=dict)

    def fresh(self, stem: str = "r") -> str:
        self.numbers += 1
        return f"%{stem}{self.numbers}"

    def let(self, operation: str) -> str:
        """Writes an operation with a result; its register."""
        self.numbers += 1
        name = f"%r{self.numbers}"
        self.lines.append(f"  {name} = {operation}{self._debug()}")
        self.made[name] = operation
        return name

    def do(self, operation: str) -> None:
        """Writes an operation without a result."""
        self.lines.append(f"  {operation}{self._debug()}")

    def slot(self, kind: str, initial: str | None = None) -> str:
        """A stack slot of the function, with a value from its entry on if `initial` is given."""
        self.numbers += 1
        name = f"%s{self.numbers}"
        self.slots.append(f"  {name} = alloca {kind}")
        if initial is not None:
            self.slots.append(f"  store {kind} {initial}, ptr {name}")
        return name

    def load(self, kind: str, address: str) -> str:
        return self.let(f"load {kind}, ptr {address}")

    def store(self, kind: str, value: str, address: str) -> None:
        self.do(f"store {kind} {value}, ptr {address}")

    # -- blocks ---------------------------------------------------------------------------------

    def new_label(self, stem: str) -> str:
        self.numbers += 1
        return f"{stem}{self.numbers}"

    def begin(self, label: str) -> None:
        """Starts a block; the one before must be closed."""
        self.lines.append(f"{label}:")
        self.label = label
        self.closed = False

    def go(self, label: str, note: str = "") -> None:
        if not self.closed:
            self.do(f"br label %{label}" + (f", {note}" if note else ""))
            self.closed = True

    def branch(self, condition: str, yes: str, no: str, note: str = "") -> None:
        self.do(f"br i1 {condition}, label %{yes}, label %{no}" + (f", {note}" if note else ""))
        self.closed = True

    def phi(self, kind: str, ways: Sequence[tuple[str, str]]) -> str:
        joined = ", ".join(f"[ {value}, %{label} ]" for value, label in ways)
        return self.let(f"phi {kind} {joined}")

    # -- taking back ----------------------------------------------------------------------------

    def mark(self) -> Mark:
        return len(self.lines), len(self.slots), self.label, self.closed

    def rewind(self, mark: Mark) -> None:
        lines, _, self.label, self.closed = mark
        del self.lines[lines:]  # slots stay: variables may still name them

    def _debug(self) -> str:
        return f" ;{self.location}" if self.location else ""


def double(value: float) -> str:
    """A float constant, exactly."""
    return f"0x{struct.unpack('<Q', struct.pack('<d', value))[0]:016X}"


def single(value: float) -> str:
    """A constant of LLVM's type `float`: written as the double of the same value."""
    return double(struct.unpack("<f", struct.pack("<f", value))[0])
