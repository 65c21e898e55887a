"""The requests of a debugger that Noodle answers its own way; ipykernel and debugpy do the rest.

* It attaches also while a cell runs: debugpy is started here, not by a cell.
* Variables have Noodle's types and short previews; what only the compiler uses is left out.
* `evaluate` runs Noodle source in the frame; conditions and messages of breakpoints are Noodle too.
* `pause` reaches native code.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, Final, final

import debugpy
from ipykernel.compiler import get_tmp_directory
from ipykernel.debugger import Debugger
from IPython.core.getipython import get_ipython

from noodle_kernel.debugging import breakpoints, pausing
from noodle_kernel.debugging.errands import ERRANDS

Message = dict[str, Any]

_PATIENCE_S: Final = 0.3
"""How long a pause may take before native code is asked for."""
_HIDDEN: Final = re.compile(r"__nbc_|__warningregistry__$|_noodle_")
_OWN_REQUESTS: Final = ("evaluate", "pause")


@final
class NoodleDebugger(Debugger):
    """The debugger of one kernel."""

    def __init__(self, *arguments: Any, extras: breakpoints.Extras) -> None:
        super().__init__(*arguments)
        self.extras = extras
        for command in _OWN_REQUESTS:
            self.started_debug_handlers[command] = getattr(self, command)

    def start(self) -> bool:
        """debugpy listens from this thread: a cell may be running in the other one."""
        if not self.debugpy_initialized:
            Path(get_tmp_directory()).mkdir(mode=0o700, parents=True, exist_ok=True)
            host, port = self.debugpy_client.get_host_port()
            debugpy.listen((host, int(port)))
            self.debugpy_initialized = True
        return bool(super().start())

    def stop(self) -> None:
        super().stop()
        pausing.stop_tracing()

    async def attach(self, message: Message) -> Message:
        reply: Message = await super().attach(message)
        pausing.trace_everything()
        return reply

    async def process_request(self, message: Message) -> Message:
        if message["command"] not in ("debugInfo", "modules"):
            from noodle_kernel.debugging import presenting  # lazy: nbc loads after the start

            presenting.install()
            if message["command"] == "initialize":
                presenting.CLIENT.name = str(message["arguments"].get("clientID"))
        reply: Message = await super().process_request(message)
        return reply

    def accept_variable(self, variable_name: str) -> bool:
        return bool(super().accept_variable(variable_name)) and not _HIDDEN.match(variable_name)

    async def setBreakpoints(self, message: Message) -> Message:
        """Those whose condition is no Noodle are refused, each with the reason."""
        arguments = message["arguments"]
        path = arguments["source"]["path"]
        self.extras.keep(path, [each.get("line", 0) for each in arguments.get("breakpoints", [])])
        points = [self.extras.added(path, point) for point in arguments.get("breakpoints", [])]
        refused = {place: text for place, point in enumerate(points) if (text := _wrong(point))}
        kept = [breakpoints.for_debugpy(p) for at, p in enumerate(points) if at not in refused]
        reply: Message = await super().setBreakpoints(
            message | {"arguments": arguments | {"breakpoints": kept}}
        )
        shown = reply.get("body", {}).get("breakpoints")
        for place, text in refused.items() if shown is not None else ():
            point = {"verified": False, "line": points[place].get("line"), "message": text}
            shown.insert(place, point | {"source": arguments["source"]})
        return reply

    async def modules(self, message: Message) -> Message:
        """Those in Noodle too: their sources are opened from the list, and can have breakpoints."""
        reply: Message = await super().modules(message)
        found = [
            {"id": f"noodle {name}", "name": name, "path": str(path)}
            for name, module in sys.modules.copy().items()
            if str(path := getattr(module, "__file__", None)).endswith(".noodle")
        ]
        reply["body"]["modules"] = [*found, *reply["body"]["modules"]]
        return reply

    async def pause(self, message: Message) -> Message:
        reply: Message = await self._forward_message(message)
        asyncio.get_running_loop().call_later(_PATIENCE_S, pausing.insist)
        return reply

    async def evaluate(self, message: Message) -> Message:
        """Noodle source in the frame, or among the variables of the cells where none is stopped."""
        from noodle_kernel.debugging import evaluating  # lazy: nbc loads after the start

        arguments = message["arguments"]
        source = str(arguments.get("expression", ""))
        frame_id = arguments.get("frameId")
        tells = arguments.get("context") in (None, "repl")
        if frame_id is None or not self.stopped_threads:
            return _evaluated_between_cells(message, source)
        work = partial(evaluating.evaluate_and_tell if tells else evaluating.evaluate, source)
        reply, result = await self._run_in_frame(message, work, frame_id)
        if isinstance(result, BaseException):
            return _failed(message, evaluating.described(result, source), result)
        if result is None and tells:
            reply["body"] = {"result": "", "variablesReference": 0}
        return reply

    async def richInspectVariables(self, message: Message) -> Message:
        arguments = message["arguments"]
        name, frame_id = str(arguments["variableName"]), arguments.get("frameId")
        if not name.isidentifier():
            return _succeeded(message, {"data": {}, "metadata": {}})
        shell: Any = get_ipython()
        if frame_id is None or not self.stopped_threads:
            found: Any = _picture_of(shell.user_ns, name)
        else:
            _, found = await self._run_in_frame(
                message, lambda frame: _picture_of(frame.f_globals | frame.f_locals, name), frame_id
            )
        if isinstance(found, BaseException):
            return _failed(message, f"{type(found).__name__}: {found}", found)
        return _succeeded(message, {"data": found[0], "metadata": found[1]})

    async def _run_in_frame(
        self, message: Message, work: Callable[[FrameType], Any], frame_id: int
    ) -> tuple[Message, Any]:
        """debugpy's reply for the result of some work on the stopped thread, and the result."""
        number, expression = ERRANDS.add(work, frame_id)
        reply: Message = await self._forward_message({
            "type": "request", "seq": message["seq"], "command": "evaluate",
            "arguments": {"expression": expression, "frameId": frame_id, "context": "hover"},
        })  # fmt: skip
        try:
            result = ERRANDS.take(number)
        except LookupError:
            result = LookupError("nothing is stopped there: the program ran on")
        return reply, result


def _evaluated_between_cells(message: Message, source: str) -> Message:
    from noodle_kernel.debugging import evaluating, presenting  # lazy: nbc loads after the start
    from noodle_kernel.live.previews import preview  # lazy: as above

    shell: Any = get_ipython()
    try:
        value = evaluating.evaluate_in(source, shell.user_ns)
    except BaseException as error:  # noqa: BLE001  # dispatch: it is the person's
        return _failed(message, evaluating.described(error, source), error)
    text = "" if value is None else preview(value)
    return _succeeded(
        message, {"result": text, "type": presenting.type_text(value), "variablesReference": 0}
    )


def _wrong(point: Message) -> str | None:
    """Why a breakpoint cannot be set so."""
    wrong = breakpoints.wrong_hits(str(point.get("hitCondition") or ""))
    if wrong is not None:
        return wrong
    texts = breakpoints.sources(point)
    if not texts:
        return None
    from noodle_kernel.debugging import evaluating  # lazy: nbc loads after the start

    for text in texts:
        try:
            evaluating.check(text)
        except Exception as error:  # noqa: BLE001  # dispatch: of the person's condition
            return evaluating.described(error, text)
    return None


def _picture_of(names: dict[str, Any], name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    from noodle_kernel.debugging.pictures import picture  # lazy: nbc loads after the start

    if name not in names:
        raise NameError(f"name {name!r} is not defined")
    shell: Any = get_ipython()
    return picture(names[name], shell.display_formatter.format)


def _succeeded(message: Message, body: Message) -> Message:
    return _reply(message, success=True) | {"body": body}


def _failed(message: Message, text: str, error: BaseException) -> Message:
    """As the protocol says it; `noodle` has the error for those who know it."""
    to_json = getattr(error, "to_json", None)
    known = to_json() if to_json is not None else {"name": type(error).__name__}
    return _reply(message, success=False) | {
        "message": text, "body": {"error": {"id": 1, "format": text}, "noodle": known},
    }  # fmt: skip


def _reply(message: Message, *, success: bool) -> Message:
    return {"type": "response", "seq": message["seq"], "request_seq": message["seq"],
            "command": message["command"], "success": success}  # fmt: skip
