"""The live picture of a study: it follows what the study finds, and answers what is asked of it.

Its program is `static/study.js`, which `make widgets` builds from `labextension/`. Messages come
while a cell runs only where the front end sends them over a subshell, and then in another thread.
A picture that nobody sees any more does not keep the models of its study in memory.
"""

from __future__ import annotations

import time
import weakref
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import anywidget
import traitlets

from ahr.optimise.candidate import Candidate
from ahr.widgets import figures, variables
from ahr.widgets.chart import FIELDS
from ahr.widgets.layers import compare
from ahr.widgets.still import bundle as still
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.optimise.study import Study

PROGRAM: Final = Path(__file__).parent / "static" / "study.js"
EVERY_S: Final = 0.25
"""How often changes are told at most; what ended, and new candidates, at once."""

_GONE: Final = "the study is gone: run the cell again"

Json = dict[str, Any]


class Explorer(anywidget.AnyWidget):
    """Shows a study. `selected` is the candidate that was chosen in it; observe "chosen" (its key)
    to be told. `x` and `y` are the axes: latency, size or metric."""

    _esm = PROGRAM
    about = traitlets.Dict().tag(sync=True)
    now = traitlets.Dict().tag(sync=True)
    candidates: traitlets.List[Json] = traitlets.List().tag(sync=True)
    chosen = traitlets.Unicode("").tag(sync=True)
    x = traitlets.Enum(FIELDS, "latency").tag(sync=True)
    y = traitlets.Enum(FIELDS, "size").tag(sync=True)

    def __init__(self, study: Study) -> None:
        super().__init__(about=figures.about(study), now=figures.now(study),
                         candidates=figures.candidates(study))  # fmt: skip
        self._study = weakref.ref(study)
        self._kept: Study | None = study
        self._is_mine = False
        self._views = 0
        self._told_at = 0.0
        self._seen = _progress(study)
        _answer_where_it_is_asked(self.comm)
        self.on_msg(self._answer)
        study.watch(self._follow)

    @property
    def study(self) -> Study:
        """Raises ModelError N6015 where it was let go of."""
        found = self._study()
        if found is None:
            raise ModelError("N6015", _GONE)
        return found

    @property
    def selected(self) -> Candidate | None:
        """The chosen candidate; assigning one chooses it."""
        return self.study[self.chosen] if self.chosen else None

    @selected.setter
    def selected(self, candidate: Candidate | str | None) -> None:
        key = (
            candidate if isinstance(candidate, str) else "" if candidate is None else candidate.key
        )
        self.chosen = self.study[key].key if key else ""

    def hold(self) -> Explorer:
        """Keeps the study for as long as this: somebody asked for the explorer itself."""
        self._is_mine, self._kept = True, self._study()
        return self

    def _repr_mimebundle_(self, **more: Any) -> Any:
        """With the still picture, for the saved notebook."""
        shown, rest = super()._repr_mimebundle_(**more) or ({}, {})
        study = self._study()
        return {**shown, **(still(study) if study is not None else {})}, rest

    def refresh(self) -> None:
        """Shows what there is now."""
        study = self.study
        with self.hold_sync():
            self.candidates = figures.candidates(study)
            self.now = figures.now(study)

    def _follow(self) -> None:
        """Called by the study for whatever changed."""
        study, moment = self.study, time.monotonic()
        found = _progress(study)
        if found == self._seen and moment - self._told_at < EVERY_S:
            return
        self._told_at = moment
        if found == self._seen:
            self.now = figures.now(study)
        else:
            self._seen = found
            self.refresh()

    def _answer(self, _: Any, content: Any, __: Any) -> None:
        """Answers what the picture asks; anything else is not for us."""
        asked = content if isinstance(content, dict) else {}
        if asked.get("kind") == "seen":
            self._views += 1 if asked.get("is_seen") else -1
            self._kept = self._study() if self._views > 0 or self._is_mine else None
            return
        answers = {"cancel": self._cancel, "put": self._put, "compare": self._compare}
        answer = answers.get(str(asked.get("kind")))
        if answer is not None:
            self.send(answer(asked))

    def _cancel(self, _: Json) -> Json:
        study = self._study()
        if study is not None:
            study.cancel()
        return {"kind": "cancelling"}

    def _put(self, asked: Json) -> Json:
        try:
            study = self.study
            candidate = _candidate(study, asked.get("key"))
            code = line_for(study, candidate, str(asked.get("name")))
            done = variables.put(str(asked.get("name")), lambda: candidate.model, code,
                                 is_again=bool(asked.get("is_again")))  # fmt: skip
        except (ModelError, LookupError) as error:
            done = variables.Put(False, said(error))
        return {"kind": "put", "is_done": done.is_done, "is_taken": done.is_taken,
                "text": done.text, "code": done.code}  # fmt: skip

    def _compare(self, asked: Json) -> Json:
        key, other = str(asked.get("key")), str(asked.get("other"))
        made: Json = {"kind": "comparison", "key": key, "other": other, "data": None, "text": ""}
        try:
            study = self.study
            if study.state == "running":
                made["text"] = "Wait until the study has ended: comparing now would disturb it."
            else:
                made["data"] = compare(
                    _candidate(study, key), _candidate(study, other), study.feed
                ).to_json()  # fmt: skip
        except (ModelError, LookupError) as error:
            made["text"] = said(error)
        return made


def line_for(study: Study, candidate: Candidate, name: str) -> str:
    """The line of code that gives a variable the model of a candidate."""
    same = [each for each in study.candidates if each.name == candidate.name]
    key = candidate.name if same[0] is candidate else candidate.key
    return f"{name} = {variables.name_of(study)}[{variables.quoted(key)}].model"


def said(error: Exception) -> str:
    """An error in a line."""
    return error.message if isinstance(error, ModelError) else str(error.args[0])


def _answer_where_it_is_asked(comm: Any) -> None:
    """ipykernel hands what comes for a comm to the subshell that used it last, which is the one
    that is busy with the cell; what is asked here can be answered in any."""
    if hasattr(comm, "_reply_subshell_for"):
        comm._reply_subshell_for = lambda data, default: default


def _candidate(study: Study, key: object) -> Candidate:
    found = next((each for each in study.candidates if each.key == key), None)
    if found is None:
        raise LookupError("the study has no such model any more")
    return found


def _progress(study: Study) -> tuple[Any, ...]:
    """What of a study is told at once when it is another: its state, what is finished."""
    return study.state, [(each.verdict, each.latency_s, each.reason) for each in study.candidates]
