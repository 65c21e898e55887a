"""The body of a job: `python -m noodle_server.jobs.body DESCRIPTOR`; the task is standard input.

It runs the kind's function and says what happens over the pipe: `progress`, whatever else the kind
tells, and at the end one `result` or one `error`. It has no access to the database.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Mapping
from io import TextIOWrapper
from typing import Any, TextIO, final

from nbc.errors import NoodleError
from nbc.render import render_all
from noodle_server.errors import ApiError
from noodle_server.jobs.kinds import KINDS
from noodle_server.jobs.workplace import Workplace


@final
class Teller:
    """How a kind says what happens; `workplace` has the files that it is given, and takes those
    that it makes."""

    def __init__(self, pipe: TextIO, workplace: Workplace) -> None:
        self._pipe = pipe
        self.workplace = workplace

    def progress(self, text: str, part: float) -> None:
        """What is being done, and the part of the whole that is."""
        self.tell("progress", {"text": text, "part": round(min(max(part, 0.0), 1.0), 4)})

    def tell(self, kind: str, payload: Mapping[str, Any]) -> None:
        """An event of a kind of its own; JSON's values."""
        self._send({"type": kind, "payload": payload})

    def result(self, value: Any, metrics: Mapping[str, Any]) -> None:
        self._send({"type": "result", "value": value, "metrics": dict(metrics)})

    def error(self, error: Mapping[str, Any]) -> None:
        self._send({"type": "error", "error": dict(error)})

    def _send(self, message: Mapping[str, Any]) -> None:
        self._pipe.write(json.dumps(message, allow_nan=False) + "\n")
        self._pipe.flush()


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(line_buffering=True)  # who follows the log waits for no full buffer
    task = json.load(sys.stdin)
    with os.fdopen(int(sys.argv[1]), "w") as pipe:
        teller = Teller(pipe, Workplace.of(task["workplace"]))
        try:
            value, metrics = KINDS[task["kind"]].run(task["request"], teller)
        except (Exception, KeyboardInterrupt, SystemExit) as error:  # noqa: BLE001  # dispatch: jobs
            told = said(error, str(task["request"].get("source_code") or ""))
            teller.error(teller.workplace.without_places(told))
            return 1
        teller.result(value, metrics)
    return 0


def said(error: BaseException, source: str) -> dict[str, Any]:
    """An error as the API shows it; `source` is what its places are in."""
    if isinstance(error, NoodleError):
        shown = render_all(error, source=lambda _: source)
        details = {"details": error.details} if isinstance(error, ApiError) else {}
        return {"error_code": error.code, "error_message": error.message, "hint": error.hint,
                "span": _span(error), "rendered": shown, **details}  # fmt: skip
    if isinstance(error, MemoryError):
        return {"error_code": "N7014", "error_message": "it ran out of the memory it may use"}
    return {"error_code": "N7012", "error_message": f"{type(error).__name__}: {error}",
            "traceback": "".join(traceback.format_exception(error))[-20_000:]}  # fmt: skip


def _span(error: NoodleError) -> dict[str, Any] | None:
    if error.span is None:
        return None
    return {"source_id": error.span.source_id, "start": list(error.span.start),
            "end": list(error.span.end)}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
