"""Models that are served, by name and version: several at once, changed without a gap.

A version that is loaded again is replaced once the new one is ready; the old one answers whom it
has. States and reasons are those of Triton's repository index. All of it is thread-safe; loading
and unloading, which take long, hold no lock.
"""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, final

from ahr.infer.batching import Batching
from ahr.infer.scheduler import check_seconds
from ahr.infer.serving import DRAIN_S, MAX_QUEUE, Served, check_arguments, serve
from ahr.models import Model
from ahr.packages import naming_packages
from nbc.errors import ModelError, NoodleError

if TYPE_CHECKING:
    from ahr.infer.prometheus import ServedCollector

State = Literal["LOADING", "READY", "UNLOADING", "UNAVAILABLE"]

_Key = tuple[str, int]


@final
@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the index. `reason` says why a model is not ready."""

    name: str
    version: int
    state: State
    reason: str = ""


@final
class Repository:
    """`get` finds models, `load` and `unload` change what there is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: dict[_Key, Entry] = {}
        self._served: dict[_Key, Served] = {}

    def load(
        self, name: str, model: Model | str | os.PathLike[str], version: int | None = None, *,
        batching: Batching | None = None, max_queue: int = MAX_QUEUE, threads: int | None = None,
        at_once: int | None = None, warm_up: bool = True, drain_s: float | None = DRAIN_S,
    ) -> Served:  # fmt: skip
        """Serves a model; version None: the one after the newest. What served this version before
        is unloaded when the new one is ready, and stays if that fails. Raises as `serve` does."""
        check_arguments(name, version)
        check_seconds("drain_s", drain_s)
        key = self._begin(name, version)
        is_ready = False
        try:
            served = serve(model, name=name, version=key[1], batching=batching,
                           max_queue=max_queue, threads=threads, at_once=at_once,
                           warm_up=warm_up)  # fmt: skip
            is_ready = True
        except NoodleError as error:
            self._failed(key, error.message)
            raise
        except OSError as error:
            self._failed(key, str(error))
            raise
        finally:
            if not is_ready:
                self._failed(key, "it could not be loaded")
        with self._lock:
            before = self._served.get(key)
            self._served[key] = served
            self._entries[key] = Entry(*key, "READY")
        if before is not None:
            before.unload(drain_s=drain_s)
        return served

    def unload(
        self, name: str, version: int | None = None, *, drain_s: float | None = DRAIN_S
    ) -> bool:
        """Unloads a version, or all of a name, and forgets loads that failed. Whether all requests
        were answered in the time. Raises ModelError N6018 where there is no such model."""
        check_seconds("drain_s", drain_s)
        with self._lock:
            keys = [key for key in self._entries if key[0] == name and version in (None, key[1])]
            found = {key: self._served.pop(key) for key in keys if key in self._served}
            failed = [key for key in keys if self._entries[key].state == "UNAVAILABLE"]
            if not found and not failed:
                raise self._missing(name, version)
            for key in failed:
                del self._entries[key]
            for key in found:
                self._entries[key] = Entry(*key, "UNLOADING", "it answers those who wait")
        drained = [self._unload(key, served, drain_s) for key, served in found.items()]
        return all(drained)

    def get(self, name: str, version: int | None = None) -> Served:
        """A model that answers; version None: the newest. Raises ModelError N6018."""
        with self._lock:
            if version is None:
                version = max((each for known, each in self._served if known == name), default=0)
            served = self._served.get((name, version))
            if served is None:
                raise self._missing(name, version or None)
            return served

    def served(self) -> list[Served]:
        """All that answer, by name and version."""
        with self._lock:
            return [self._served[key] for key in sorted(self._served)]

    def index(self) -> list[Entry]:
        """All that is known, by name and version."""
        with self._lock:
            return [self._entries[key] for key in sorted(self._entries)]

    @naming_packages()
    def metrics(self) -> str:
        """What was counted, as Prometheus reads it, by Triton's names. Raises ModelError N6013
        without prometheus_client."""
        from ahr.infer.prometheus import text  # lazy: optional

        return text(self.served)

    @naming_packages()
    def collector(self) -> ServedCollector:
        """The same for a registry of prometheus_client (`REGISTRY.register`)."""
        from ahr.infer.prometheus import ServedCollector  # lazy: optional

        return ServedCollector(self.served)

    def close(self, *, drain_s: float | None = DRAIN_S) -> bool:
        """Unloads everything. Whether all requests were answered in the time."""
        drained = [self.unload(name, drain_s=drain_s)
                   for name in dict.fromkeys(each.name for each in self.served())]  # fmt: skip
        return all(drained)

    def _begin(self, name: str, version: int | None) -> _Key:
        with self._lock:
            if version is None:
                taken = (key[1] for key, entry in self._entries.items()
                         if key[0] == name and entry.state != "UNAVAILABLE")  # fmt: skip
                version = max(taken, default=0) + 1
            if (name, version) not in self._served:
                self._entries[name, version] = Entry(name, version, "LOADING")
            return name, version

    def _failed(self, key: _Key, reason: str) -> None:
        """What was served before goes on."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is not None and entry.state == "LOADING":
                self._entries[key] = Entry(*key, "UNAVAILABLE", reason)

    def _unload(self, key: _Key, served: Served, drain_s: float | None) -> bool:
        try:
            return served.unload(drain_s=drain_s)
        finally:
            with self._lock:
                if self._entries[key].state == "UNLOADING":
                    del self._entries[key]

    def _missing(self, name: str, version: int | None) -> ModelError:
        known = [f"{name} {each}" for name, each in sorted(self._served)]
        what = name if version is None else f"version {version} of {name}"
        return ModelError("N6018", f"{what} is not served", hint=_served_hint(known))


_SHOWN: Final = 10


def _served_hint(known: list[str]) -> str:
    if not known:
        return "nothing is served: load a model first"
    more = f" and {len(known) - _SHOWN} more" if len(known) > _SHOWN else ""
    return f"served are {', '.join(known[:_SHOWN])}{more}"
