"""Deployments in the real JupyterLab: a model deployed by the dialog, asked by the form, its latency
drawn, another version served, stopped, begun again and deleted."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.server.deploying import networks
from tests.server.sending import sha256

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

HOSTILE = "net <img src=nowhere onerror=document.title='taken'>"
MAKE = """async ([name, files]) => {
  const [, token] = /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie) ?? [];
  const ask = async (method, path, body, headers = {}) => {
    const isText = typeof body === 'string';
    const sent = isText ? Uint8Array.from(atob(body), each => each.charCodeAt(0)) : JSON.stringify(body);
    const kind = isText ? 'application/octet-stream' : 'application/json';
    const answer = await fetch(`/noodle/api/v1${path}`, { method, body: body === null ? undefined : sent,
      headers: { 'X-XSRFToken': token, ...(body === null ? {} : { 'Content-Type': kind }), ...headers } });
    if (!answer.ok) throw new Error(await answer.text());
    return await answer.json();
  };
  const { id } = await ask('POST', '/models', { name });
  for (const { data, size, sha256 } of files) {
    const begun = { size_bytes: size, sha256, format: 'onnx' };
    const upload = await ask('POST', `/models/${id}/uploads`, begun);
    await ask('PATCH', `/uploads/${upload.id}`, data, { 'Content-Range': `bytes 0-${size - 1}/${size}` });
    await ask('POST', `/uploads/${upload.id}/complete`, null);
    while (['receiving', 'validating'].includes((await ask('GET', `/uploads/${upload.id}`, null)).state)) {
      await new Promise(done => setTimeout(done, 100));
    }
  }
  window.askNet = async (deployment, count) => {
    for (let at = 0; at < count; at++) {
      await ask('POST', `/deployments/${deployment}/infer`, { inputs: { x: [[at, 1, 2, 3]] } });
    }
  };
  return id;
}"""
DEPLOY = (
    "model => void window.jupyterapp.commands.execute('noodle:deploy-model', { model, version: 1 })"
)
ASK = """async () => {
  const found = await (await fetch('/noodle/api/v1/deployments')).json();
  await window.askNet(found.items[0].id, 60);
}"""


def test_a_model_is_deployed_asked_changed_and_deleted(place: Place, page: Any) -> None:
    page.goto(f"{place.address}/lab?reset")
    page.wait_for_function("window.jupyterapp?.commands.hasCommand('noodle:deploy-model')")
    page.evaluate("window.jupyterapp.restored.then(() => undefined)")
    files = [{"data": base64.b64encode(each).decode(), "size": len(each), "sha256": sha256(each)}
             for each in networks()[0]]  # fmt: skip
    model = page.evaluate(MAKE, [HOSTILE, files])
    deploy(page, model)
    card = page.locator(".noodle-deployments-card")
    card.locator("[data-state=ready]").wait_for()
    assert HOSTILE in card.inner_text() and "version 1" in card.inner_text()
    try_it(page, card)
    page.evaluate(ASK)
    card.locator(".noodle-deployments-batches li").first.wait_for()
    card.locator("canvas").wait_for()
    page.wait_for_function("""() => [...document.querySelectorAll('.noodle-deployments-figures dd')]
      .some(each => /^[0-9.]+ (µs|ms) . [0-9.]+ (µs|ms|s)$/.test(each.textContent))""")
    assert "half below" in card.locator("[role=img]").get_attribute("aria-label")
    page.screenshot(path=place.folder / "deployments.png")
    serve_the_other(page, card)
    card.get_by_role("button", name="Stop").click()
    card.locator("[data-state=stopped]").wait_for()
    card.get_by_role("button", name="Start", exact=True).click()
    card.locator("[data-state=ready]").wait_for()
    card.get_by_role("button", name="Delete…").click()
    page.locator(".jp-Dialog .jp-mod-warn").click()
    card.wait_for(state="detached")
    assert page.title() != "taken"
    assert page.problems == []


def deploy(page: Any, model: str) -> None:
    page.evaluate(DEPLOY, model)
    dialog = page.locator(".jp-Dialog")
    name = dialog.get_by_label("Name")
    name.wait_for()
    assert name.input_value().startswith("net-img-src")
    name.fill("not a name")
    dialog.locator(".jp-mod-accept").click()
    dialog.get_by_role("alert").wait_for()
    name.fill("digits")
    dialog.locator(".jp-mod-accept").click()


def try_it(page: Any, card: Any) -> None:
    card.get_by_role("button", name="Try it").click()
    text = card.locator("textarea")
    assert '"x": [[0,0,0,0]]' in text.input_value()
    text.fill('{"x"')
    card.get_by_role("button", name="Ask").click()
    card.get_by_role("alert").wait_for()
    text.fill('{"x": [[1, 2, 3]]}')
    card.get_by_role("button", name="Ask").click()
    card.get_by_text("N7063").first.wait_for()
    page.problems[:] = [each for each in page.problems if "422" not in each]
    text.fill('{"x": "random"}')
    card.get_by_role("button", name="Ask").click()
    card.get_by_label("Outputs").wait_for()
    assert "in a batch of 1" in card.locator("[role=status]").inner_text()


def serve_the_other(page: Any, card: Any) -> None:
    card.get_by_role("button", name="Version…").click()
    dialog = page.locator(".jp-Dialog")
    dialog.locator("select").select_option("version:2")
    dialog.locator(".jp-mod-accept").click()
    card.get_by_text("version 2", exact=False).first.wait_for()
    card.locator(".noodle-deployments-muted", has_text="· version 2").first.wait_for()
