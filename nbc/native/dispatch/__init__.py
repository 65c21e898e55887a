"""How native code gets behind Python functions and loops.

Comes in: the code objects of cells (`with_sites`, `bind_sites`) and, when a cell runs, its
functions and loops, which ask through `names`. Goes out: results of native code, or nothing, and
then the VM runs. Open `whole` (functions) and `loops` first; `policy` says when to compile.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from threading import Thread
from typing import Any

from nbc.native.dispatch.backend import BACKEND
from nbc.native.dispatch.codes import NativeCode, native_at, native_code
from nbc.native.dispatch.loops import LOOPS
from nbc.native.dispatch.policy import SWITCH, Policy, policy_of
from nbc.native.dispatch.records import statistics
from nbc.native.dispatch.report import TierReport, explain, tier
from nbc.native.dispatch.sites import bind_sites, with_sites
from nbc.native.dispatch.watching import on_change
from nbc.native.dispatch.whole import INSTALLED, install

__all__ = [
    "NativeCode", "Policy", "TierReport", "bind_sites", "disable", "enable", "explain", "install",
    "names", "native_at", "native_code", "policy_of", "statistics", "tier", "warm_up",
    "with_sites",
]  # fmt: skip


def names(policy: Policy) -> Mapping[str, Any]:
    """What generated code calls to become native: none of it where the policy is against it."""
    if not policy.is_on:
        return {}
    on_change(_ask_again)
    return {
        "__nbc_native__": partial(install, policy=policy),
        "__nbc_policy__": policy,
    }


def disable() -> None:
    """Everything runs on the VM until `enable`: somebody watches it line by line."""
    SWITCH.off += 1
    for installed in list(INSTALLED.values()):
        installed.disarm()
    for loop in list(LOOPS):
        loop.close()


def enable() -> None:
    """Takes one `disable` back."""
    SWITCH.off = max(0, SWITCH.off - 1)
    if not SWITCH.off:
        for installed in list(INSTALLED.values()):
            installed.arm()


def _ask_again() -> None:
    """A tracer comes or goes: what is native looks before it runs the next time."""
    for installed in list(INSTALLED.values()):
        installed.ask_again()
    for loop in list(LOOPS):
        loop.close()


def warm_up() -> Thread:
    """Loads the compiler in a thread of its own, so that the first loop need not wait for it."""
    thread = Thread(target=BACKEND.warm_up, name="noodle-native", daemon=True)
    for attribute in ("pydev_do_not_trace", "is_pydev_daemon_thread"):
        setattr(thread, attribute, True)  # a debugger that stops it would stop who waits for it
    thread.start()
    return thread
