"""What a study is told, checked before anything runs."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, final

from ahr.models import Model
from ahr.optimise.judging import OBJECTIVES
from ahr.optimise.metrics import METRICS, Metric, metric_of
from ahr.optimise.steps.table import TECHNIQUES
from nbc.errors import ModelError

Search = Literal["enumerate", "optuna"]
SEARCHES: Final = ("enumerate", "optuna")


@final
@dataclass(frozen=True, slots=True)
class Settings:
    """`optimize` says what they mean."""

    metric: Metric
    max_drop: float
    objectives: tuple[str, ...]
    techniques: frozenset[str]
    batch_size: int
    threads: int
    rounds: int
    seed: int
    search: str
    trials: int
    time_limit_s: float | None
    student: Model | None
    training: Mapping[str, Any]

    def to_json(self) -> dict[str, Any]:
        """All that JSON can say."""
        return {
            "metric": {"name": self.metric.name, "higher_is_better": self.metric.higher_is_better},
            "max_drop": self.max_drop, "objectives": list(self.objectives),
            "techniques": sorted(self.techniques), "batch_size": self.batch_size,
            "threads": self.threads, "rounds": self.rounds, "seed": self.seed,
            "search": self.search, "trials": self.trials, "time_limit_s": self.time_limit_s,
        }  # fmt: skip


def checked_settings(
    *, metric: str | Callable[..., float] = "accuracy", higher_is_better: bool = True,
    max_drop: float = 0.005, objectives: Iterable[str] = OBJECTIVES,
    techniques: Iterable[str] | None = None, batch_size: int = 1, threads: int = 1,
    rounds: int = 15, seed: int = 0, search: str = "enumerate", trials: int = 30,
    time_limit_s: float | None = None, student: Model | None = None,
    training: Mapping[str, Any] | None = None,
) -> Settings:  # fmt: skip
    """Raises ModelError N6015 for what makes no sense."""
    wanted = _named("objectives", objectives)
    chosen = frozenset(_installed() if techniques is None else _named("techniques", techniques))
    _refuse_names(wanted, chosen, search)
    for name, value, least in (("batch_size", batch_size, 1), ("threads", threads, 0),
                               ("rounds", rounds, 1), ("trials", trials, 1),
                               ("seed", seed, 0)):  # fmt: skip
        _refuse(type(value) is not int or value < least,
                f"{name} is a whole number from {least}, not {value!r}")  # fmt: skip
    _refuse(
        not isinstance(max_drop, int | float) or not max_drop >= 0,
        f"max_drop is how much the metric may get worse, from 0, not {max_drop!r}",
    )
    limit = math.inf if time_limit_s is None else time_limit_s
    _refuse(not isinstance(limit, int | float) or not limit > 0,
            f"time_limit_s is a number of seconds, not {time_limit_s!r}")  # fmt: skip
    _refuse(not isinstance(student, Model | None),
            f"student is a model, not {type(student).__name__}")  # fmt: skip
    _refuse(not isinstance(training, Mapping | None),
            f"training is what Model.fit is told, by name, not {training!r}")  # fmt: skip
    return Settings(
        metric_of(metric, higher_is_better=higher_is_better), float(max_drop), wanted,
        chosen | {"fold"}, batch_size, threads, rounds, seed, search, trials, time_limit_s, student,
        dict(training or {}),
    )  # fmt: skip


def named_settings(told: Mapping[str, Any]) -> Settings:
    """`checked_settings`, where names may be wrong too. Raises ModelError N6015."""
    known = inspect.signature(checked_settings).parameters
    for name in sorted(told.keys() - known.keys()):
        raise ModelError("N6015", f"there is no setting {name!r}",
                         hint=f"there are {', '.join(known)}")  # fmt: skip
    return checked_settings(**told)


def _refuse_names(objectives: tuple[str, ...], techniques: frozenset[str], search: str) -> None:
    _refuse(
        not objectives or set(objectives) - set(OBJECTIVES),
        f"objectives are among {', '.join(OBJECTIVES)}, got {', '.join(objectives) or 'none'}",
    )
    for name in sorted(techniques - TECHNIQUES.keys()):
        _refuse(True, f"there is no technique {name!r}; there are {', '.join(TECHNIQUES)}")
    _refuse(search not in SEARCHES, f"search is one of {', '.join(SEARCHES)}, not {search!r}")


def _named(what: str, given: Any) -> tuple[str, ...]:
    """Several names, or a single one."""
    names = (given,) if isinstance(given, str) else given
    _refuse(not isinstance(names, Iterable), f"{what} are a list of names, not {given!r}")
    found = tuple(names)
    _refuse(not all(isinstance(each, str) for each in found),
            f"{what} are a list of names, not {given!r}")  # fmt: skip
    return found


def _installed() -> list[str]:
    return [name for name, each in TECHNIQUES.items() if not each.missing]


def refuse_missing(techniques: Iterable[str]) -> None:
    """Raises ModuleNotFoundError for the first package that a technique lacks."""
    for name in sorted(techniques):
        for package in TECHNIQUES[name].missing:
            raise ModuleNotFoundError(package, name=package)


def from_json(made: Mapping[str, Any]) -> Settings:
    """Those of a study that was saved. A metric that was a function is only a name: it cannot be
    calculated any more. Raises KeyError, TypeError, ValueError or ModelError."""
    given = dict(made)
    name = given.pop("metric")
    metric = _gone(str(name["name"]))
    techniques = [each for each in given.pop("techniques") if each in TECHNIQUES]
    return checked_settings(metric=metric, higher_is_better=bool(name["higher_is_better"]),
                            techniques=techniques, **given)  # fmt: skip


def _gone(name: str) -> str | Callable[..., float]:
    if name in METRICS:
        return name

    def gone(*_: Any) -> float:
        raise ModelError("N6015", f"the metric {name} is not in the saved study",
                         hint="start optimize again with it and folder=")  # fmt: skip

    gone.__name__ = name
    return gone


def _refuse(is_wrong: object, text: str) -> None:
    if is_wrong:
        raise ModelError("N6015", text)
