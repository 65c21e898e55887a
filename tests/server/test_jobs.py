"""Jobs over HTTP, in real processes: done, failed, cancelled, held to their limits, tried again."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import pytest

from tests.server.test_websockets import said

Call = Any


async def submit(call: Call, source: str, **given: Any) -> Any:
    body = {"kind": "noodle", "request": {"source_code": source, **given.pop("request", {})}}
    made = await call("POST", "/api/v1/jobs", {**body, **given})
    assert made.status == 202, made.body
    return made.body


async def ended(call: Call, job_id: str) -> Any:
    while True:
        job = (await call("GET", f"/api/v1/jobs/{job_id}")).body
        if job["state"] not in ("queued", "running"):
            return job
        await asyncio.sleep(0.05)


async def log_of(call: Call, job_id: str) -> str:
    events = (await call("GET", f"/api/v1/jobs/{job_id}/events", params={"kind": "log"})).body
    return "".join(each["payload"]["text"] for each in events["items"])


async def test_job_runs_and_gives_its_variables(call: Call) -> None:
    made = await submit(call, "y = x * 2\nprint('hello')",
                        request={"inputs": {"x": {"dtype": "f64", "shape": [2], "data": [1, 2]}},
                                 "outputs": ["y"]})  # fmt: skip
    job = await ended(call, made["id"])
    assert job["state"] == "succeeded", job["error"]
    assert job["result"]["outputs"]["y"] == {"dtype": "f64", "shape": [2], "data": [2.0, 4.0]}
    assert job["metrics"]["execution_time_s"] > 0 and job["metrics"]["peak_memory_mb"] > 1
    assert await log_of(call, made["id"]) == "hello\n"


async def test_log_is_told_while_a_job_computes(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    made = await submit(call, "print('begun')\nwhile True:\n    pass")
    while await log_of(call, made["id"]) != "begun\n":
        await asyncio.sleep(0.05)
    await call("POST", f"/api/v1/jobs/{made['id']}/cancel")
    assert (await ended(call, made["id"]))["state"] == "cancelled"


async def test_error_has_its_code_and_its_place(call: Call) -> None:
    job = await ended(call, (await submit(call, "x = 1\ny = unknown"))["id"])
    assert job["state"] == "failed" and job["error"]["error_code"] == "N2005"
    assert job["error"]["span"]["start"][0] == 2


async def test_lists_may_be_brief_and_logs_read_from_their_end(call: Call) -> None:
    source = "for n in range(1, 4):\n    print(n)"
    done = await ended(call, (await submit(call, source))["id"])
    whole = (await call("GET", "/api/v1/jobs")).body["items"]
    brief = (await call("GET", "/api/v1/jobs", params={"brief": "true"})).body["items"]
    assert whole == [done] and done["request"]["source_code"] == source
    assert brief == [{**done, "request": {}, "result": None}]
    path = f"/api/v1/jobs/{done['id']}/events"
    every = (await call("GET", path)).body["items"]
    last = (await call("GET", path, params={"before": str(2**62), "limit": "2"})).body["items"]
    assert last == every[-2:]
    before = {"before": str(last[0]["seq"]), "limit": "1"}
    assert (await call("GET", path, params=before)).body["items"] == every[-3:-2]


async def test_same_key_is_the_same_job(call: Call) -> None:
    body = {"kind": "noodle", "request": {"source_code": "x = 1"}}
    headers = {"Idempotency-Key": "one"}
    first = await call("POST", "/api/v1/jobs", body, headers=headers)
    again = await call("POST", "/api/v1/jobs", body, headers=headers)
    assert first.body["id"] == again.body["id"]
    body["request"]["source_code"] = "x = 2"  # type: ignore[index]
    other = await call("POST", "/api/v1/jobs", body, headers=headers)
    assert other.status == 409


async def test_job_that_runs_too_long_is_ended(call: Call) -> None:
    job = await ended(call, (await submit(call, "while True: pass", timeout=1.5))["id"])
    assert job["state"] == "failed" and job["error"]["error_code"] == "N7015"


async def test_job_that_takes_too_much_memory_is_ended(call: Call) -> None:
    source = "import time\nkept = []\nwhile True:\n    kept.append(bytearray(20_000_000))\n    time.sleep(0.01)"
    job = await ended(call, (await submit(call, source, memory_limit=300))["id"])
    assert job["state"] == "failed" and job["error"]["error_code"] == "N7014"


async def test_cancelled_job_ends_with_all_it_started(call: Call, tmp_path: Any) -> None:
    source = (
        "import subprocess, time\n"
        f"p = subprocess.Popen(['sleep', '1000'], start_new_session=True)\n"
        f"open({str(tmp_path / 'pid')!r}, 'w').write(str(p.pid))\n"
        "time.sleep(1000)"
    )
    made = await submit(call, source)
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
        await asyncio.sleep(0.05)
    assert (await call("POST", f"/api/v1/jobs/{made['id']}/cancel")).status == 200
    assert (await ended(call, made["id"]))["state"] == "cancelled"
    pid = int((tmp_path / "pid").read_text())
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_process_that_is_lost_by_itself_says_how(call: Call) -> None:
    source = "import os\nos.kill(os.getpid(), 9)"
    job = await ended(call, (await submit(call, source))["id"])
    assert job["state"] == "failed" and "SIGKILL" in job["error"]["error_message"]


async def test_failed_job_is_tried_again(call: Call) -> None:
    made = await submit(call, "1 / 0")
    assert (await ended(call, made["id"]))["state"] == "failed"
    again = await call("POST", f"/api/v1/jobs/{made['id']}/retry")
    assert again.body["state"] == "queued"
    assert (await ended(call, made["id"]))["error"]["error_code"] == "N7012"


async def test_job_that_has_ended_is_deleted(call: Call, jp_ws_fetch: Any) -> None:
    headers = {"Idempotency-Key": "again"}
    body = {"kind": "noodle", "request": {"source_code": "print('x')"}}
    made = (await call("POST", "/api/v1/jobs", body, headers=headers)).body
    waits = await submit(call, "import time\ntime.sleep(1000)")
    path = f"/api/v1/jobs/{made['id']}"
    await ended(call, made["id"])
    refused = await call("DELETE", f"/api/v1/jobs/{waits['id']}")
    assert (refused.status, refused.body["error_code"]) == (409, "N7005")
    socket = await jp_ws_fetch("noodle", "ws", "compilation", made["id"])
    await said(socket, "hello")
    assert (await call("DELETE", path)).status == 204
    told = (await said(socket, "event"))["event"]
    assert (told["kind"], told["topic"]) == ("deleted", f"job/{made['id']}")
    socket.close()
    for method, place in (("GET", ""), ("DELETE", ""), ("GET", "/events"), ("GET", "/files"),
                          ("POST", "/retry"), ("POST", "/cancel")):  # fmt: skip
        assert (await call(method, path + place)).status == 404, place
    listed = (await call("GET", "/api/v1/jobs")).body["items"]
    assert [each["id"] for each in listed] == [waits["id"]]
    other = await call("POST", "/api/v1/jobs", body, headers=headers)
    assert other.status == 202 and other.body["id"] != made["id"]
    assert (await call("POST", f"/api/v1/jobs/{waits['id']}/cancel")).status == 200
    assert (await ended(call, waits["id"]))["state"] == "cancelled"


async def test_compile_job_gives_code_and_disassembly(call: Call) -> None:
    body = {"kind": "compile", "request": {"source_code": "y = 1 + 2"}}
    made = await call("POST", "/api/v1/jobs", body)
    job = await ended(call, made.body["id"])
    assert job["state"] == "succeeded", job["error"]
    assert "STORE" in job["result"]["disassembly"] and job["metrics"]["instructions"] > 0


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "magic", "request": {}},
        {"kind": "noodle", "request": {}},
        {"kind": "noodle", "request": {"source_code": 3}},
        {"kind": "noodle", "request": {"source_code": ""}, "timeout": 0},
        {"kind": "noodle", "request": {"source_code": ""}, "memory_limit": 10**6},
    ],
)
async def test_request_that_does_not_fit_is_refused(call: Call, body: Any) -> None:
    found = await call("POST", "/api/v1/jobs", body)
    assert found.status == 422 and found.body["error_code"] == "N7004"
