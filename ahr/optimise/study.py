"""`Study`: a search for smaller and faster models, what it found so far, and what came of it.

It can be interrupted, cancelled, saved, reopened and gone on with; `optimize` makes one and runs
it. Figures of different studies are comparable only where the machine is the same.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Self, cast, final

from ahr.bench.cpu import Cpu, features
from ahr.models import Model
from ahr.optimise import listing, store
from ahr.optimise.candidate import Candidate, Lineage, State, key_of
from ahr.optimise.data import Data, Feed, checked_data
from ahr.optimise.fragility import Sensitivity, measured
from ahr.optimise.metrics import Outputs, scored
from ahr.optimise.search import search
from ahr.optimise.settings import Settings, named_settings, refuse_missing
from ahr.optimise.steps.row import Materials
from ahr.optimise.steps.table import TECHNIQUES, step
from ahr.packages import naming_packages
from ahr.progress import Progress
from ahr.running.engines import engine, open_engine
from nbc.errors import ModelError

if TYPE_CHECKING:
    import pandas as pd

    from ahr.widgets import Comparison, Heat
    from ahr.widgets.showing import Shown

Run = Callable[[Mapping[str, Any]], tuple[Any, ...]]
_SAME: Final = 0.01
"""Within this part of each other two scores are those of the same metric."""


@final
class Study:
    """What was tried for one model. `state` says how far it is; `candidates` are all that were
    tried, the original first; `now` is what is being done, and the part of that."""

    def __init__(
        self, model: Model, settings: Settings, data: Data | None, *, folder: Path | None = None,
        cpu: Cpu | None = None,
    ) -> None:  # fmt: skip
        self.model = model
        self.settings = settings
        self.cpu = cpu or features()
        self.state: State = "new"
        self.candidates: list[Candidate] = []
        self.now: tuple[str, float] = ("", 0.0)
        self.sensitivity: dict[str, float] = {}
        """How much worse the metric gets where one layer alone is quantised."""
        self.fragile: dict[str, Sensitivity] = {}
        """What `layers` measured, for each choice of ops."""
        self.made: dict[str, Model] = {}
        self.reference: Outputs = ()
        self.folder = folder
        self.identity: dict[str, Any] = {}
        self.measured_on = self.cpu
        """The processor that the figures are of."""
        self._data = data
        self._cancelled = threading.Event()
        self._baseline_run: Run | None = None
        self.shown_in: object = None
        """The cell that shows it already, because it ran there."""
        self.explorer: Any = None
        """The live picture, once a notebook shows it."""
        self._shown: Shown = Progress(self, is_on=False)
        self._watchers: list[Callable[[], None]] = []
        self._started_s = 0.0

    @property
    def data(self) -> Data:
        """Raises ModelError N6015 where the study was reopened without."""
        if self._data is None:
            raise ModelError("N6015", "a reopened study has no data",
                             hint="call ahr.optimize(..., folder=...) to go on")  # fmt: skip
        return self._data

    @property
    def baseline(self) -> Candidate:
        """The original model, as ONNX Runtime runs it."""
        found = self.tried(())
        if found is None:
            raise ModelError("N6015", "the study has not begun", hint="call its run()")
        return found

    @property
    def rejected(self) -> list[Candidate]:
        """Those that were tried and are not worth having, with the reason."""
        return [each for each in self.candidates if each.verdict == "rejected"]

    def pareto(self) -> list[Candidate]:
        """Those that none is better than, the fastest first."""
        kept = (each for each in self.candidates if each.verdict == "kept")
        return sorted(kept, key=lambda each: each.latency_s)

    def best(self, objective: str = "latency") -> Candidate:
        """The fastest ("latency") or the smallest ("size") of them."""
        kept = self.pareto() or [self.baseline]
        return min(kept, key=lambda each: each.latency_s if objective == "latency" else
                   each.size_bytes)  # fmt: skip

    def __getitem__(self, key: str) -> Candidate:
        """By key or by name. Raises KeyError."""
        for each in self.candidates:
            if key in (each.key, each.name):
                return each
        raise KeyError(key)

    def __len__(self) -> int:
        return len(self.candidates)

    @naming_packages()
    def run(self, *, progress: bool = True) -> Self:
        """Tries what was not tried yet. Raises ModelError where the original model cannot be run or
        scored; an interrupt passes through, and what was found by then stays."""
        assert self.data is not None
        self._cancelled.clear()
        from ahr.widgets.showing import shown_while_running  # lazy: it knows studies

        self._shown = shown_while_running(self, is_on=progress)
        self._started_s = time.monotonic()
        search(self)
        return self

    @property
    def is_elsewhere(self) -> bool:
        """Whether it goes on with figures of another processor. How many cores may be used does not
        matter."""
        here, there = self.cpu, self.measured_on
        return (here.name, here.flags) != (there.name, there.flags)

    def cancel(self) -> None:
        """Ends a run at the next possible moment, from any thread: `run` then returns."""
        self._cancelled.set()

    def is_cancelled(self) -> bool:
        """Also where its time is up, but for the original, which is always finished."""
        limit = self.settings.time_limit_s
        if limit is not None and self.state == "running" and self.candidates:
            return self._cancelled.is_set() or time.monotonic() - self._started_s > limit
        return self._cancelled.is_set()

    def refuse_if_cancelled(self) -> None:
        """Raises KeyboardInterrupt where it was cancelled."""
        if self.is_cancelled():
            raise KeyboardInterrupt

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes all of it to one file, models too; `ahr.open_study` reads it."""
        store.save(self, Path(path))

    @naming_packages()
    def to_pandas(self) -> pd.DataFrame:
        """A row for each candidate: its name, verdict, engine, figures and reason. Raises
        ModelError N6013 without pandas."""
        return listing.frame(self)

    def tried(self, lineage: Lineage) -> Candidate | None:
        """The candidate that a lineage gave, if it was tried."""
        key = key_of(lineage)
        return next((each for each in self.candidates if each.key == key), None)

    def layers(self, ops: str = "all") -> Sensitivity:
        """How fragile each layer is, measured once: where every op is quantised, or products with
        weights alone ("matmul"). Raises ModelError N6017 where it cannot be quantised."""
        if ops not in self.fragile:
            try:
                self.fragile[ops] = measured(self, (step("fold"),), ops)
            except MemoryError as error:
                raise ModelError("N6017", "measuring its layers ran out of memory") from error
            self.sensitivity = (self.fragile.get("all") or self.fragile[ops]).drops
            self.changed(at_once=True)
        return self.fragile[ops]

    def add(self, candidate: Candidate) -> None:
        """Takes a candidate that is finished. Raises ModelError N6005 where the folder does not
        take its model; then it is none."""
        if self.folder is not None and candidate.is_made:
            try:
                store.write_model(self.folder, candidate)
                candidate.let_go()
            except (MemoryError, ModelError) as error:
                if isinstance(error, ModelError) and error.code == "N6005":
                    raise
                candidate.fail("N6017", f"it cannot be kept: {error}")
        self.candidates.append(candidate)

    def watch(self, watcher: Callable[[], None]) -> None:
        """Has `watcher` called whenever something changed."""
        self._watchers.append(watcher)

    def report(self, text: str, part: float) -> None:
        """Says what is being done."""
        self.now = (text, part)
        self.changed()

    def changed(self, *, at_once: bool = False) -> None:
        """Shows and keeps what there is now."""
        if at_once and self.folder is not None:
            store.write_record(self.folder, self)
        for watcher in self._watchers:
            watcher()
        self._shown.update(at_once=at_once)

    def last_line(self) -> str:
        text, part = self.now
        if self.state == "running":
            return f"{len(self.candidates)} tried; {text} {part:.0%}"
        return f"{self.state}: {len(self.candidates)} tried, {len(self.pareto())} worth having"

    @property
    def materials(self) -> Materials:
        """What techniques are given."""
        said = self.settings
        return Materials(self.data, self.cpu, said.seed, self.is_cancelled, self.report,
                         said.student, said.training)  # fmt: skip

    @property
    def feed(self) -> Feed:
        """What is timed."""
        return self.data.held.one(self.model, self.settings.batch_size)

    def baseline_run(self) -> Run:
        """The original, ready to run."""
        if self._baseline_run is None:
            self._baseline_run = open_engine("onnxruntime", self.model,
                                             threads=self.settings.threads)  # fmt: skip
        return self._baseline_run

    def renew_baseline(self) -> None:
        """The outputs of the original, where a study goes on that was begun elsewhere."""
        run = self.baseline_run()
        with engine("onnxruntime")[0].explaining(self.model.name):
            self.reference = [run(feed) for feed in self.data.held.feeds]
        score = scored(self.settings.metric, self.reference, self.reference, self.data.held)
        before = self.baseline.metric or 0.0
        if not self.is_elsewhere and abs(score - before) > _SAME * max(abs(score), abs(before)):
            raise ModelError(
                "N6015",
                f"the metric {self.settings.metric.name} gives {score:.4g} for the original, and "
                f"gave {before:.4g} when the study began",
                hint="go on with the same function, or choose another folder",
            )

    def explain(self, what: Literal["slow", "worse"], candidate: Candidate) -> str:
        """What the technique has to say to a figure."""
        step = candidate.lineage[-1]
        technique = TECHNIQUES[step.kind]
        why = technique.why_slow if what == "slow" else technique.why_worse
        return why(self.model, step.settings, self.cpu)

    @property
    def selected(self) -> Candidate | None:
        """The one that was chosen in the picture of the study."""
        return None if self.explorer is None else cast("Candidate | None", self.explorer.selected)

    def compare(
        self, first: str | Candidate, second: str | Candidate, *, times: bool = True
    ) -> Comparison:  # fmt: skip
        """Two candidates layer by layer: what each takes, how far their values differ. Raises
        KeyError, and ModelError N6015 where the study was reopened without data."""
        from ahr.widgets import compare  # lazy: it knows studies

        a, b = (self[each] if isinstance(each, str) else each for each in (first, second))
        return compare(a, b, self.data.held.feeds[0], times=times)

    def graph(self, heat: Literal["time", "sensitivity"] = "time") -> Heat:
        """The graph of the original model, coloured by the time of each node, or by how much worse
        the metric gets where it alone is quantised (which is measured once, then known). Raises
        ModelError N6015 where that needs data and the study was reopened without."""
        from ahr.widgets.studied import heat_of  # lazy: it knows studies

        return heat_of(self, heat)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """What a notebook shows: the trade-off explorer."""
        from ahr.widgets.showing import mimebundle  # lazy: only notebooks draw

        return mimebundle(self)

    def __repr__(self) -> str:
        return listing.text(self)


@naming_packages()
def optimize(
    model: Model, data: Any, metric: str | Callable[..., float] = "accuracy",
    max_drop: float = 0.005, *, folder: str | os.PathLike[str] | None = None,
    progress: bool = True, watch: Callable[[Study], None] | None = None, **settings: Any,
) -> Study:  # fmt: skip
    """Looks for smaller and faster models that keep a metric: the study, which is done.

    data: (x, y, x_held, y_held), to calibrate and fine-tune with and to judge by; or (x, y), of
    which a fifth is held; y may be None. metric: accuracy, agreement, cosine, mse, mae, or a
    function of (outputs, targets); max_drop: by how much it may get worse.

    Settings: objectives, of "latency" and "size"; higher_is_better (True), of a function;
    techniques, the names of those to use (all); batch_size (1) and threads (1) of what is timed;
    rounds (15), in which all are timed by turns; seed (0); search: "enumerate" or "optuna", and
    trials (30) for it; time_limit_s; student, a model to distil into; training, what `Model.fit` is
    told when one is trained. folder: where the study is kept as it grows; where it holds one of the
    same model and data already, that goes on. watch is called whenever something changed.

    Raises ModelError: N6010 for data that do not fit, N6015 for settings that make no sense or a
    folder with another study, N6016 for a metric that fails. An interrupt passes through; then
    `folder` has what was found.
    """
    study = _begun(model, data, {"metric": metric, "max_drop": max_drop, **settings})
    refuse_missing(study.settings.techniques)
    if folder is not None:
        study.folder = Path(folder)
        store.go_on(study.folder, study)
    if watch is not None:
        study.watch(lambda: watch(study))
    return study.run(progress=progress)


@naming_packages()
def sensitivity(
    model: Model, data: Any, metric: str | Callable[..., float] = "accuracy", *, ops: str = "all",
    progress: bool = True, **settings: Any,
) -> Sensitivity:  # fmt: skip
    """How fragile each layer of a model is: what is lost where it alone is quantised, the most
    fragile first. `ops`: "all", or "matmul" where results stay in float and nothing but products
    with weights counts. The rest is as `optimize` says. Raises ModelError; an interrupt passes
    through."""
    if ops not in ("all", "matmul"):
        raise ModelError("N6015", f'ops is "all" or "matmul", not {ops!r}')
    study = _begun(model, data, {"metric": metric, **settings})
    from ahr.widgets.showing import line_while_measuring  # lazy: it knows studies

    study._shown = line_while_measuring(study, is_on=progress)
    return study.layers(ops)


def _begun(model: Model, data: Any, told: Mapping[str, Any]) -> Study:
    """A study of which nothing was tried yet. Raises ModelError."""
    if not isinstance(model, Model):
        raise ModelError("N6015", f"a study is of a model, not of a {type(model).__name__}",
                         hint="ahr.load(path) reads one from a file")  # fmt: skip
    settings = named_settings(told)
    checked = checked_data(model, data, seed=settings.seed)
    if settings.metric.needs_targets and checked.held.targets is None:
        raise ModelError("N6015", f"{settings.metric.name} compares with targets, and the held "
                         "data have none", hint='use metric="agreement" or "cosine"')  # fmt: skip
    return Study(model, settings, checked)


@naming_packages()
def open_study(path: str | os.PathLike[str]) -> Study:
    """A study that was saved, from its file or its folder: to look at, to choose from. Raises
    ModelError N6005, N6006 or N6015."""
    return store.opened_study(Path(path), Study)
