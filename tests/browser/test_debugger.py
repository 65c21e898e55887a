"""JupyterLab's own debugger on Noodle cells and files, and the stepper beside a notebook."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import open_notebook, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

CELL = """import numpy as np
def filled(n: i64):
    grid = np.zeros((3, 4))
    total = n + 1
    return total

filled(4)
"""
MODULE = """def doubled(x):
    y = x * 2
    return y

print(doubled(21))
"""
_OPEN = """path => window.jupyterapp.commands.execute('docmanager:open',
  {path, factory: 'Editor'}).then(() => undefined)"""
_OFFER = (
    "{0} .jp-DebuggerBugButton [title='Enable Debugger'],"
    " {0} .jp-DebuggerBugButton[title='Enable Debugger']"
)
_EXTRAS = "%%python\nprint(get_ipython().kernel.debugger.extras._known)"
_ASK = """async code => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel;
  if (kernel?.connectionStatus !== 'connected') {
    return 'no kernel';
  }
  const asked = kernel.requestExecute({ code, store_history: false });
  let text = '';
  asked.onIOPub = ({ header, content }) => {
    text += header.msg_type === 'stream' ? content.text : '';
  };
  await asked.done;
  return text;
}"""
"""What a cell of Python prints."""
_SETTLE = """async () => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  for (let seq = 1000; seq < 1010; seq++) {
    await kernel.requestDebug({ type: 'request', seq, command: 'debugInfo' }).done;
  }
}"""
"""Behind what the page asks its debugger for just now: a restart would cancel that, and JupyterLab
loses the breakpoints of a text that is typed meanwhile."""
_FILE = ".jp-Document:has(.jp-FileEditor)"


def execute(page: Any, command: str) -> None:
    page.evaluate(f"void window.jupyterapp.commands.execute('{command}')")


def start_debugger(page: Any, where: str) -> None:
    page.locator(_OFFER.format(where)).first.click()
    page.locator(f"{where}[data-jp-debugger=true]").first.wait_for()


def set_breakpoint(page: Any, where: str, line: int) -> None:
    number = page.locator(f"{where} .cm-lineNumbers .cm-gutterElement", has_text=str(line))
    gutter = page.locator(f"{where} .cm-breakpoint-gutter").first
    gutter.wait_for()
    at, box = number.last.bounding_box(), gutter.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, at["y"] + at["height"] / 2)
    page.locator(".jp-DebuggerBreakpoints").get_by_text(str(line), exact=True).wait_for()


def test_a_cell_is_debugged(place: Place, page: Any) -> None:
    write_notebook(place.folder / "a.ipynb", [CELL])
    open_notebook(page, place.address, place.path("a.ipynb"))
    start_debugger(page, ".jp-NotebookPanel")
    set_breakpoint(page, ".jp-Notebook .jp-CodeCell", 4)
    refuse_a_condition(page)
    execute(page, "notebook:run-all-cells")
    calls = page.locator(".jp-DebuggerCallstack-body li")
    calls.first.wait_for()
    assert [text.split()[0] for text in calls.all_inner_texts()] == ["filled", "<module>"]
    assert "Cell [" in page.locator(".jp-DebuggerCallstack-body").inner_text()
    variables = page.locator(".jp-DebuggerVariables-body:not(.lm-mod-hidden)")
    variables.get_by_text("grid").first.wait_for()
    assert "__nbc" not in variables.inner_text()
    shown = variables.inner_text()
    assert "f64[3, 4]" in shown and "i64 = 4" in shown
    execute(page, "debugger:continue")
    page.locator(".jp-OutputArea-executeResult", has_text="5").wait_for()
    keep_a_condition(page)
    page.screenshot(path=place.folder / "page.png")
    assert page.problems == []


def keep_a_condition(page: Any) -> None:
    """One that does not hold: through an edit, a restart of the kernel and a reload of the page."""
    page.locator(".jp-Notebook .cm-line", has_text="total = n + 1").click()
    execute(page, "noodle:set-breakpoint-condition")
    page.get_by_label("Only if").fill("n == 99")
    page.get_by_label("Only at a hit").fill("")
    page.get_by_label("Only if").press("Enter")
    badge = page.locator(".noodle-breakpoint-extra")
    page.get_by_text("stops if n == 99").wait_for()
    page.evaluate(_SETTLE)
    page.locator(".jp-Notebook .cm-line", has_text="import numpy").click()
    page.keyboard.press("Home")
    page.keyboard.type("# one line more\n")
    wait_for_condition(page, 5, "n == 99")
    page.evaluate(_SETTLE)
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()")
    wait_for_condition(page, 5, "n == 99")
    assert badge.count() == 1 and "total" in badge.locator("xpath=..").inner_text()
    execute(page, "notebook:run-all-cells")
    page.locator(".jp-InputPrompt", has_text="[1]").wait_for()
    page.locator(".jp-OutputArea-executeResult", has_text="5").wait_for()
    page.evaluate(_SETTLE)
    page.evaluate("window.jupyterapp.commands.execute('docmanager:save').then(() => undefined)")
    page.reload()
    page.get_by_text("stops if n == 99").wait_for()  # JupyterLab goes on debugging by itself
    page.evaluate(_SETTLE)
    page.locator(".cm-breakpoint-icon").last.click()  # without its breakpoint it is gone
    badge.wait_for(state="detached")


def wait_for_condition(page: Any, line: int, condition: str) -> None:
    """Until the kernel keeps it for the line of some text."""
    kept = f"{line}: Extra(condition={condition!r}"
    end = time.monotonic() + 60
    while kept not in (found := page.evaluate(_ASK, _EXTRAS)):
        assert time.monotonic() < end, found


def refuse_a_condition(page: Any) -> None:
    """Then sets one that holds."""
    page.locator(".jp-Notebook .cm-line", has_text="total = n + 1").click()
    execute(page, "noodle:set-breakpoint-condition")
    field = page.get_by_label("Only if")
    field.fill("n ===")
    field.press("Enter")
    page.get_by_text("The condition is not valid").wait_for()
    page.locator(".jp-Dialog button").last.click()
    assert field.input_value() == "n ==="  # it is asked again, with what was said
    field.fill("sqrt(n) == 2")
    page.get_by_label("Only at a hit").fill("1")
    field.press("Enter")
    page.locator(".jp-Dialog").wait_for(state="detached")


def test_a_file_is_debugged(place: Place, page: Any) -> None:
    """With nothing else open: JupyterLab's debugger follows what is in front, one after the other."""
    (place.folder / "part.noodle").write_text(MODULE, "utf-8")
    page.goto(f"{place.address}/lab/tree/{place.path('part.noodle')}?reset")
    page.wait_for_function("window.jupyterapp?.commands.hasCommand('noodle:run-file')")
    page.wait_for_function("window.jupyterapp.commands.isEnabled('noodle:run-file')")
    execute(page, "noodle:run-file")
    page.locator(".jp-CodeConsole .jp-OutputArea-output", has_text="42").first.wait_for()
    page.evaluate(_OPEN, place.path("part.noodle"))
    mend_a_file(page)
    start_debugger(page, _FILE)
    set_breakpoint(page, ".jp-FileEditor", 2)
    page.locator(".jp-FileEditor .cm-line", has_text="y = x * 2").click()
    execute(page, "noodle:set-breakpoint-condition")
    page.get_by_label("Only if").fill("x == 21")
    page.get_by_label("Only if").press("Enter")
    page.locator(".jp-Dialog").wait_for(state="detached")
    execute(page, "noodle:run-file")
    page.locator(".jp-DebuggerCallstack-body li", has_text="doubled").wait_for()
    page.locator(".jp-FileEditor .jp-DebuggerEditor-highlight").wait_for()
    execute(page, "debugger:continue")
    page.locator(".jp-CodeConsole .jp-OutputArea-output", has_text="42").nth(1).wait_for()
    assert page.problems == []


def mend_a_file(page: Any) -> None:
    """Its mistakes are marked too, as those of a whole module."""
    file = page.locator(".jp-FileEditor")
    file.locator(".cm-line", has_text="print(doubled(21))").click()
    page.keyboard.press("End")
    page.keyboard.type("\nlength = len([1]) + 'a'")
    file.locator(".cm-lintRange-error").first.wait_for()
    page.locator(".noodle-problems-button", has_text="1 error").click()
    page.locator(".noodle-problem-card").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("F8")
    page.locator(".noodle-problem-card").wait_for()
    for _ in range(2):
        page.keyboard.press("Control+z")
    file.locator(".cm-lintRange-error").first.wait_for(state="detached")


def test_a_cell_is_stepped_through(place: Place, page: Any) -> None:
    write_notebook(place.folder / "s.ipynb", [CELL])
    open_notebook(page, place.address, place.path("s.ipynb"))
    page.locator(".jp-Notebook .jp-CodeCell .cm-content").first.click()
    page.wait_for_function("window.jupyterapp.commands.isEnabled('noodle:step-cell')")
    execute(page, "noodle:step-cell")
    panel = page.locator(".noodle-Stepper")
    status = panel.locator("[role=status]")
    panel.get_by_label("Run to line 7").click()
    status.get_by_text("stopped at line 7").wait_for()
    page.locator(".jp-Notebook .noodle-stepper-line").wait_for()
    panel.get_by_role("button", name="Line", exact=True).click()
    panel.get_by_text("Instructions of filled").wait_for()
    panel.get_by_label("Run to line 4").click()
    status.get_by_text("stopped at line 4").wait_for()
    page.keyboard.press("F11")
    stack = panel.locator(".noodle-Stepper-stack")
    stack.get_by_text("i64").first.wait_for()
    row = panel.locator(".noodle-Stepper-variables tr", has_text="grid")
    assert "f64[3, 4]" in row.inner_text()
    assert panel.locator("[aria-current=step]").count() == 2
    panel.get_by_role("button", name="Run", exact=True).click()
    status.get_by_text("finished").wait_for()
    assert panel.locator(".noodle-Stepper-output").inner_text() == "5\n"
    assert page.problems == []
