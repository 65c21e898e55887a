"""Loops that are native in code that is not: a `Site` stands where the VM asks before each.

`with_sites` puts a `Site` into a code object for each text that `nbc.vm.sites` wrote; `bind_sites`
tells it which loop it is. Asking costs little while the answer is no: a counter goes down, and only
at zero is it looked whether the loop has become worth compiling. An outermost loop comes first; the
loops inside sleep, which costs next to nothing, until it is known to stay on the VM.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any, Final, final

from nbc.bytecode.module import Module
from nbc.bytecode.regions import Region, regions
from nbc.functions import FUNCTIONS
from nbc.native.dispatch.loops import Loop
from nbc.native.dispatch.prologues import disarmed

MARK: Final = "\0nbc site "

Enter = Callable[..., Any]


@final
class Site:
    """What the VM calls in front of a loop. `None`: the loop runs on the VM. `awake`: whether it
    is called at all."""

    __slots__ = ("_loop", "_native", "_waiting", "awake", "number")

    def __init__(self, number: int) -> None:
        self.number = number
        self.awake = False
        self._waiting = 0
        self._native: Enter | None = None
        self._loop: Loop | None = None

    def __call__(self, *values: Any) -> Any:
        if self._native is not None:
            return self._native(*values)
        if self._waiting:
            self._waiting -= 1
            return None
        assert self._loop is not None
        return self._loop.decide(values, sys._getframe(1))

    def __reduce__(self) -> tuple[Any, ...]:
        return Site, (self.number,)  # elsewhere the loop runs on the VM

    def bind(self, loop: Loop, *, awake: bool) -> None:
        """`awake`: at once, or only when the loop around it is refused."""
        self._loop = loop
        self.awake = awake

    def wait(self, entries: int) -> None:
        """Says no as often as that."""
        self._native = None
        self._waiting = entries
        self.awake = True

    def sleep(self) -> None:
        """Says no for good, at next to no cost."""
        self._native = None
        self.awake = False

    def open(self, native: Enter) -> None:
        """From now on `native` answers."""
        self._native = native
        self.awake = True


def with_sites(code: CodeType) -> CodeType:
    """The code, and the code inside, with sites in the place of their texts, and functions in
    their plain form."""
    constants = tuple(_with_site(item) for item in code.co_consts)
    if any(new is not old for new, old in zip(constants, code.co_consts, strict=True)):
        code = code.replace(co_consts=constants)
    return disarmed(code)


def _with_site(item: Any) -> Any:
    if isinstance(item, CodeType):
        return with_sites(item)
    if isinstance(item, str) and item.startswith(MARK):
        return Site(int(item.removeprefix(MARK)))
    return item


def bind_sites(module: Module, code: CodeType) -> None:
    """Tells the sites of a cell's code (registered in FUNCTIONS) which loops they stand for."""
    for inner, index in _functions(code):
        sites = [item for item in inner.co_consts if isinstance(item, Site)]
        if sites and max(site.number for site in sites) < len(regions(module, index)):
            _bind(sites, module, index, regions(module, index), inner.co_filename)


def _functions(code: CodeType) -> Iterator[tuple[CodeType, int]]:
    yield code, 0
    waiting = [item for item in code.co_consts if isinstance(item, CodeType)]
    while waiting:
        inner = waiting.pop()
        waiting += [item for item in inner.co_consts if isinstance(item, CodeType)]
        found = FUNCTIONS.of_code(inner)
        if found is not None:
            yield inner, found[1]


def _bind(
    sites: list[Site], module: Module, index: int, found: tuple[Region, ...], filename: str
) -> None:
    loops = {site.number: Loop(site, module, index, found[site.number], filename) for site in sites}
    for site in sites:
        outer = _nearest(found, site.number, loops)
        site.bind(loops[site.number], awake=outer is None)
        if outer is not None:
            outer.inner.append(loops[site.number])


def _nearest(found: tuple[Region, ...], number: int, loops: dict[int, Loop]) -> Loop | None:
    """The loop around one that has a site too."""
    outer = found[number].outer
    while outer >= 0:
        if outer in loops:
            return loops[outer]
        outer = found[outer].outer
    return None
