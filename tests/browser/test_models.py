"""A network in the real JupyterLab, in a real browser: shown, opened, searched, inspected."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import Place
from tests.browser.lab import choose_theme, open_and_run, write_notebook

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

STACK = """
def block(x):
    n = layer_norm(x)
    x = x + linear(relu(linear(n, 64)), 32)
    return x + linear(gelu(linear(layer_norm(x), 128)), 32)

@model
def stack(x: f32[N, 16, 32]):
    for _ in range(12):
        x = block(x)
    return linear(x, 10)

stack.init(seed=0)
"""


def test_a_network_is_shown_and_explored(place: Place, page: Any) -> None:
    write_notebook(place.folder / "net.ipynb", [STACK])
    open_and_run(page, place.address, place.path("net.ipynb"))
    shown = page.locator(".ng-root").last
    shown.locator(".ng-box").first.wait_for()
    assert shown.locator(".ng-frame .ng-label").all_text_contents() == ["block × 12"]
    _check_apart(shown)
    _inspect(shown)
    _unroll_and_close(shown)
    _search(page, shown)
    page.screenshot(path=place.folder / "page.png")
    for theme in ("Dark", "Light"):
        choose_theme(page, theme)
        _check_colours(page, shown, is_dark=theme == "Dark")
    assert page.problems == []


def _check_colours(page: Any, shown: Any, *, is_dark: bool) -> None:
    """The ground is the theme's, the words on it stand out."""
    style = "element => { const found = getComputedStyle(element); return [found.backgroundColor, found.color] }"
    ground, words = (
        sum(float(part) for part in colour.partition("(")[2].rstrip(")").split(",")[:3])
        for colour in shown.evaluate(style)
    )
    assert (ground < words) == is_dark and abs(ground - words) > 350


def _check_apart(shown: Any) -> None:
    boxes = [box.bounding_box() for box in shown.locator(".ng-box").all()]
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert (
                one["x"] + one["width"] <= other["x"] + 1 or other["x"] + other["width"] <= one["x"] + 1
                or one["y"] + one["height"] <= other["y"] + 1 or other["y"] + other["height"] <= one["y"] + 1
            )  # fmt: skip


def _inspect(shown: Any) -> None:
    """A click tells shapes, costs and, from the kernel, how the weights are distributed."""
    shown.locator(".ng-op", has_text="linear").first.click()
    panel = shown.locator(".ng-panel")
    panel.locator(".ng-histogram").first.wait_for()
    text = panel.inner_text()
    assert "f32[N, 16, 64]" in text and "2,112" in text and "mean" in text
    assert panel.locator(".ng-histogram").count() == 2
    shown.locator(".ng-canvas").press("Escape")
    panel.wait_for(state="hidden")


def _unroll_and_close(shown: Any) -> None:
    ops = shown.locator(".ng-op").count()
    shown.locator(".ng-button", has_text="show 12").click()
    assert shown.locator(".ng-group").count() == 12
    shown.locator(".ng-group").first.dblclick()
    assert shown.locator(".ng-group").count() == 11
    shown.locator(".ng-button", has_text="show one").click()
    assert shown.locator(".ng-op").count() == ops
    shown.get_by_label("Close all groups").click()
    assert shown.locator(".ng-group").count() == 1
    _check_apart(shown)


def _search(page: Any, shown: Any) -> None:
    """What a closed group hides is found, and the keys lead on from it."""
    search = shown.locator(".ng-search")
    search.fill("gelu")
    search.press("Enter")
    assert shown.locator(".ng-box.ng-selected .ng-title").text_content() == "gelu"
    search.press("Escape")
    page.keyboard.press("ArrowDown")
    assert shown.locator(".ng-box.ng-selected .ng-title").text_content() == "linear"
    scale = shown.locator(".ng-canvas > g").get_attribute("transform")
    page.keyboard.press("+")
    assert shown.locator(".ng-canvas > g").get_attribute("transform") != scale
