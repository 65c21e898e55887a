"""Jobs that run notebooks: outputs while they come, the executed notebook afterwards, whatever
became of it."""

from __future__ import annotations

import asyncio
import json
import os
from typing import Any

import pytest

from tests.server.sending import ended, fetch, job, told

Call = Any


def notebook(*sources: str, kernel: str = "noodle", tags: dict[int, str] | None = None) -> Any:
    cells: list[Any] = [
        {"cell_type": "code", "execution_count": None, "outputs": [], "source": each,
         "metadata": {"tags": [tags[number]]} if tags and number in tags else {}}
        for number, each in enumerate(sources)
    ]  # fmt: skip
    cells.insert(0, {"cell_type": "markdown", "metadata": {}, "source": "# A notebook"})
    return {"nbformat": 4, "nbformat_minor": 4, "cells": cells,
            "metadata": {"kernelspec": {"name": kernel, "display_name": kernel}}}  # fmt: skip


async def executed(jp_fetch: Any, job_id: str) -> Any:
    got = await fetch(jp_fetch, f"/api/v1/jobs/{job_id}/files/notebook.ipynb")
    assert got.status == 200
    return json.loads(got.body)


async def test_notebook_runs_cell_by_cell(call: Call, jp_fetch: Any) -> None:
    given = notebook("n = 1\nwords = []", "print('n is', n)\nprint(words, flag)", "n * 2",
                     tags={0: "parameters"})  # fmt: skip
    parameters = {"n": 21, "words": ["a'b", None], "flag": True}
    done = await job(call, "notebook", {"notebook": given, "parameters": parameters})
    assert done["state"] == "succeeded", done["error"]
    assert done["result"]["cells"] == 4
    cells = await told(call, done["id"], "cell")
    assert [each["index"] for each in cells if each["state"] == "done"] == [1, 2, 3, 4]
    outputs = [each["output"] for each in cells if each["state"] == "output"]
    assert outputs[0]["text"].startswith("n is 21")
    assert outputs[-1]["data"]["text/plain"] == "42"
    result = await executed(jp_fetch, done["id"])
    assert result["cells"][2]["metadata"]["tags"] == ["injected-parameters"]
    assert result["cells"][4]["outputs"][0]["data"]["text/plain"] == ["42"]
    # Run again, what was set before is replaced.
    again = await job(call, "notebook", {"notebook": result, "parameters": {**parameters, "n": 1}})
    assert len((await executed(jp_fetch, again["id"]))["cells"]) == 5


async def test_cell_that_fails_is_named_and_the_rest_is_kept(call: Call, jp_fetch: Any) -> None:
    given = notebook("print('before')", "{}['nothing']", "print('never')")
    done = await job(call, "notebook", {"notebook": given})
    assert done["state"] == "failed" and done["error"]["error_code"] == "N7033"
    details = done["error"]["details"]
    assert details["index"] == 2 and details["name"] == "KeyError"
    result = await executed(jp_fetch, done["id"])
    assert result["cells"][1]["outputs"][0]["text"] == ["before\n"]
    assert result["cells"][2]["outputs"][0]["ename"] == "KeyError"
    assert result["cells"][3]["outputs"] == []
    states = [(each["index"], each["state"]) for each in await told(call, done["id"], "cell")]
    assert states[-1] == (2, "failed") and (1, "done") in states
    every = ({"notebook": given, "allow_errors": True}, {"notebook": {"cells": 3}},
             {"notebook": notebook("1"), "kernel_name": "nothing"})  # fmt: skip
    allowed, wrong, none = await asyncio.gather(*(job(call, "notebook", each) for each in every))
    assert allowed["state"] == "succeeded" and allowed["result"]["cells"] == 3
    assert wrong["state"] == "failed" and wrong["error"]["error_code"] == "N7004"
    assert none["error"]["error_code"] == "N7004" and "nothing" in none["error"]["error_message"]
    bad = {"notebook": given, "parameters": {"a; b": 1}}
    assert (await call("POST", "/api/v1/jobs", {"kind": "notebook", "request": bad})).status == 422


async def test_cancelled_notebook_keeps_what_it_had(call: Call, jp_fetch: Any) -> None:
    given = notebook("import os\nprint(os.getpid())", "import time\ntime.sleep(1000)")
    made = await call("POST", "/api/v1/jobs", {"kind": "notebook", "request": {"notebook": given}})
    while True:
        cells = await told(call, made.body["id"], "cell")
        if any(each["index"] == 2 for each in cells):
            break
        await asyncio.sleep(0.05)
    pid = int(next(each["output"]["text"] for each in cells if each["state"] == "output"))
    os.kill(pid, 0)
    await call("POST", f"/api/v1/jobs/{made.body['id']}/cancel")
    assert (await ended(call, made.body["id"]))["state"] == "cancelled"
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    result = await executed(jp_fetch, made.body["id"])
    assert result["cells"][1]["outputs"][0]["text"] == [f"{pid}\n"]
