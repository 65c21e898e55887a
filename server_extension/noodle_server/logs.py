"""What the server says, as lines of JSON: one for each request, and what `noodle_server` logs.

Python's own `logging` does the work; a formatter of a few lines is all that is added, so no library
is. Nothing a client sends can begin a line of its own (JSON has escapes for line ends), and no
secret is written: no query, no header, no body, and what looks like a token is taken out of the
rest. Lines are tied together by the request's identifier, which answers carry too.
"""

from __future__ import annotations

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

LOGGER: Final = logging.getLogger("noodle_server")
REQUESTS: Final = logging.getLogger("noodle_server.requests")
FORMATS: Final = ("json", "text")
LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")

REQUEST_ID: Final[ContextVar[str]] = ContextVar("noodle_request_id", default="")
"""Of the request that this task works for."""

_PATH_AT_MOST: Final = 500
_SECRETS: Final = re.compile(
    r"nk_[\w-]+|eyJ[\w-]+\.[\w-]+\.[\w-]*"
    r"|(?i:\b(?:bearer|token|password|secret)\b(?:[ =:]|%20)+)[^\s&\"',]+"
)
_HIDDEN: Final = "[hidden]"


class JsonLines(logging.Formatter):
    """A record as one line. What is given as `extra={"fields": {...}}` becomes members."""

    def format(self, record: logging.LogRecord) -> str:
        made = members(record)
        return json.dumps({name: _cleaned(value) for name, value in made.items()}, default=str)


class TextLines(logging.Formatter):
    """The same to read, still one line each."""

    def format(self, record: logging.LogRecord) -> str:
        made = members(record)
        first = f"{made.pop('time')} {made.pop('level')} {_quoted(made.pop('message'))}"
        rest = (f"{name}={_quoted(value)}" for name, value in made.items())
        return " ".join([first, *rest])


def members(record: logging.LogRecord) -> dict[str, Any]:
    """What a record says."""
    made: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "message": record.getMessage(),
    }
    if REQUEST_ID.get():
        made["request_id"] = REQUEST_ID.get()
    made |= getattr(record, "fields", {})
    if record.exc_info:
        made["exception"] = logging.Formatter().formatException(record.exc_info)
    return made


def say_request(handler: Any, user: str) -> None:
    """One line for a request that was answered. Those that succeed are INFO."""
    status = handler.get_status()
    level = logging.INFO if status < 400 else logging.WARNING if status < 500 else logging.ERROR
    if not REQUESTS.isEnabledFor(level):
        return
    request = handler.request
    REQUESTS.log(level, "request", extra={"fields": {
        "request_id": handler.request_id, "method": request.method,
        "path": request.path[:_PATH_AT_MOST], "status": status,
        "duration_ms": round(request.request_time() * 1000, 3), "user": user,
        "address": request.remote_ip,
    }})  # fmt: skip


def begin(*, form: str, level: str, file: str) -> logging.Handler:
    """Writes lines from here on, to the standard error or to a file, until `end`."""
    made: logging.Handler
    if file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        made = logging.FileHandler(file, encoding="utf-8")
    else:
        made = logging.StreamHandler()
    made.setFormatter(JsonLines() if form == "json" else TextLines())
    LOGGER.addHandler(made)
    LOGGER.setLevel(level)
    return made


def end(handler: logging.Handler) -> None:
    LOGGER.removeHandler(handler)
    handler.close()


def _cleaned(value: Any) -> Any:
    return _SECRETS.sub(_HIDDEN, value) if isinstance(value, str) else value


def _quoted(value: Any) -> str:
    """As it is where that is one word or several; with JSON's escapes where it is more."""
    text = str(_cleaned(value))
    return text if text.isprintable() and '"' not in text else json.dumps(text)
