"""Jobs that run notebooks: outputs while they come, the executed notebook afterwards, whatever
became of it."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest

from noodle_server.errors import ApiError
from noodle_server.jobs.kinds.notebook import OUTPUT_AT_MOST, run
from noodle_server.schemas.model_requests import NotebookRequest
from tests.server.sending import Desk, ended, fetch, job, told

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


async def test_cell_that_fails_is_named_and_the_rest_is_kept(call: Call, jp_fetch: Any) -> None:
    given = notebook("n = 1\nwords = []", "print('n is', n)\nprint(words, flag)", "n * 2",
                     "{}['nothing']", "print('never')", tags={0: "parameters"})  # fmt: skip
    parameters = {"n": 21, "words": ["a'b", None], "flag": True}
    done = await job(call, "notebook", {"notebook": given, "parameters": parameters})
    assert done["state"] == "failed" and done["error"]["error_code"] == "N7033", done["error"]
    details = done["error"]["details"]
    assert details["index"] == 5 and details["name"] == "KeyError"
    assert await told(call, done["id"], "parameters") == [
        {"index": 2, "source": """# Parameters\nn = 21\nwords = ["a'b", None]\nflag = True"""}
    ]
    cells = await told(call, done["id"], "cell")
    assert [each["index"] for each in cells if each["state"] == "done"] == [1, 2, 3, 4]
    assert cells[-1] == {"index": 5, "state": "failed"}
    outputs = [each["output"] for each in cells if each["state"] == "output"]
    assert outputs[0]["text"].startswith("n is 21")
    assert outputs[-2]["data"]["text/plain"] == "42" and outputs[-1]["ename"] == "KeyError"
    result = await executed(jp_fetch, done["id"])
    assert result["cells"][2]["metadata"]["tags"] == ["injected-parameters"]
    assert result["cells"][4]["outputs"][0]["data"]["text/plain"] == ["42"]
    assert result["cells"][5]["outputs"][0]["ename"] == "KeyError"
    assert result["cells"][6]["outputs"] == []
    bad = {"notebook": given, "parameters": {"a; b": 1}}
    assert (await call("POST", "/api/v1/jobs", {"kind": "notebook", "request": bad})).status == 422


def test_errors_may_be_allowed_and_parameters_set_again(tmp_path: Path) -> None:
    given = notebook("# Parameters\nn = 1", "1 / 0", "print('x' * n)",
                     tags={0: "injected-parameters"})  # fmt: skip
    desk = Desk(tmp_path)
    value, _ = run(NotebookRequest(notebook=given, parameters={"n": OUTPUT_AT_MOST + 10},
                                   allow_errors=True), desk)  # fmt: skip
    assert value["cells"] == 3
    result = json.loads((tmp_path / "results" / "notebook.ipynb").read_text())
    assert [each["cell_type"] for each in result["cells"]] == ["code", "markdown", "code", "code"]
    cut = next(payload["output"] for kind, payload in desk.told
               if kind == "cell" and payload["state"] == "output" and
               payload["output"]["output_type"] == "stream")  # fmt: skip
    whole = "".join(result["cells"][3]["outputs"][0]["text"])
    assert len(whole) == OUTPUT_AT_MOST + 11 and len(cut["text"]) <= OUTPUT_AT_MOST


@pytest.mark.parametrize(
    "wrong",
    [{"notebook": {"cells": 3}}, {"notebook": {"nbformat": 4}},
     {"notebook": notebook("1"), "kernel_name": "nothing"},
     {"notebook": notebook("1"), "folder": ".."}, {"notebook": notebook("1"), "folder": "/"},
     {"notebook": notebook("1"), "folder": "no such folder"}],
)  # fmt: skip
def test_what_is_no_notebook_is_refused(tmp_path: Path, wrong: Any) -> None:
    with pytest.raises(ApiError) as refused:
        run(NotebookRequest.model_validate(wrong), Desk(tmp_path))
    assert refused.value.code == "N7004"


def test_notebook_runs_where_it_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lies = tmp_path / "files" / "a b"
    lies.mkdir(parents=True)
    (lies / "given.txt").write_text("found")
    monkeypatch.setenv("NOODLE_ROOT", str(tmp_path / "files"))
    source = "print(open('given.txt').read())\nshown = display(1, display_id='a')\nshown.update(2)"
    given = notebook(source, kernel="python3")
    desk = Desk(tmp_path)
    run(NotebookRequest(notebook=given, folder="a b"), desk)
    told = [each["output"] for kind, each in desk.told if kind == "cell" and "output" in each]
    assert [(each["output_type"], each.get("display_id")) for each in told] == [
        ("stream", None), ("display_data", "a"), ("update_display_data", "a"),
    ]  # fmt: skip
    result = json.loads((tmp_path / "results" / "notebook.ipynb").read_text())
    assert result["cells"][1]["outputs"][0]["text"] == ["found\n"]


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
