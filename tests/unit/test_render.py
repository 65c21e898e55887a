"""The one renderer: format, byte columns, wide and odd characters, long lines, colours."""

from __future__ import annotations

import pytest

from nbc.errors import NoodleError, Related, SourceError, Span, collect
from nbc.render import MAX_WIDTH, display_width, render, render_all


def error(start: tuple[int, int], end: tuple[int, int], **more: object) -> NoodleError:
    return SourceError("N2001", "expected int, got str", Span("cell 3", start, end), **more)  # type: ignore[arg-type]


def drawn(source: str, start: tuple[int, int], end: tuple[int, int], **more: object) -> list[str]:
    return render(error(start, end, **more), source=lambda _: source).splitlines()


def test_the_format_is_that_of_the_style_guide() -> None:
    source = "x: int = 3\ny: int = 'a'\n"
    assert drawn(source, (2, 9), (2, 12), hint="convert with int(...)") == [
        "error[N2001]: expected int, got str",
        "  --> cell 3:2:10",
        "   2 | y: int = 'a'",
        "     |          ^^^",
        "  hint: convert with int(...)",
    ]


def test_both_sides_and_notes_follow() -> None:
    other = Related(Span("cell 3", (1, 0), (1, 1)), "declared here")
    lines = drawn("a\nb", (2, 0), (2, 1), related=[other], notes=["one\ntwo"])
    assert lines[4:] == [
        "  --> cell 3:1:1",
        "   1 | a",
        "     | ^ declared here",
        "  note: one",
        "        two",
    ]


@pytest.mark.parametrize(
    ("source", "start", "end", "text", "carets"),
    [
        ("é + 1", 0, 2, "é + 1", "^"),
        ("é + 1", 5, 6, "é + 1", "    ^"),
        ("名前 + 1", 0, 6, "名前 + 1", "^^^^"),
        ("名前 + 1", 9, 10, "名前 + 1", "       ^"),
        ("🙂 = 1", 0, 1, "🙂 = 1", "^^"),
        ("e\u0301x", 3, 4, "e\u0301x", " ^"),
        ("\tx", 1, 2, "    x", "    ^"),
        ("a\0b", 1, 2, "a␀b", " ^"),
        ("a\u202eb", 1, 4, "a\ufffdb", " ^"),
        ("x\x1b[31m", 0, 1, "x␛[31m", "^"),
        ("ab", 2, 2, "ab", "  ^"),
        ("ab", 9, 12, "ab", "  ^"),
    ],
)
def test_carets_stand_under_what_is_meant(
    source: str, start: int, end: int, text: str, carets: str
) -> None:
    lines = drawn(source, (1, start), (1, end))
    assert lines[2] == "   1 | " + text
    assert lines[3] == "     | " + carets


def test_a_span_over_lines_stops_at_the_end_of_its_first() -> None:
    assert drawn("f(1,\n  2)", (1, 0), (2, 4))[2:] == ["   1 | f(1,", "     | ^^^^..."]


def test_a_long_line_is_cut_around_the_carets() -> None:
    lines = drawn("x" * 5000 + "here" + "y" * 5000, (1, 5000), (1, 5004))
    assert len(lines[2]) <= MAX_WIDTH + 10 and "here" in lines[2]
    assert lines[2].index("here") == lines[3].index("^^^^")
    everything = drawn("z" * 5000, (1, 0), (1, 5000))
    assert len(everything[3]) <= MAX_WIDTH


def test_lines_are_those_of_the_parser() -> None:
    assert drawn("a = '\x0c\u2028'\nb", (2, 0), (2, 1))[2] == "   2 | b"
    assert drawn("a\r\nb\rc", (3, 0), (3, 1))[2] == "   3 | c"


@pytest.mark.parametrize(("start", "source"), [((9, 0), "a"), ((0, 0), "a"), ((1, 0), None)])
def test_a_place_without_text_is_named_only(start: tuple[int, int], source: str | None) -> None:
    text = render(error(start, start), source=lambda _: source)
    assert text.splitlines()[1].startswith("  --> cell 3:") and "|" not in text


def test_an_error_without_a_place_is_drawn_too() -> None:
    assert render(NoodleError("N4006", "the container is damaged")) == (
        "error[N4006]: the container is damaged"
    )


def test_all_errors_come_in_source_order() -> None:
    both = collect([error((2, 0), (2, 1)), error((1, 0), (1, 1))])
    text = render_all(both, source=lambda _: "a\nb")
    assert text.index("cell 3:1:1") < text.index("cell 3:2:1")


def test_colours_change_nothing_but_colours() -> None:
    plain = render(error((1, 0), (1, 1), hint="h"), source=lambda _: "a")
    ansi = render(error((1, 0), (1, 1), hint="h"), source=lambda _: "a", ansi=True)
    assert "\x1b[" in ansi and "\x1b[" not in plain
    for code in ("\x1b[1m", "\x1b[31m", "\x1b[32m", "\x1b[34m", "\x1b[0m"):
        ansi = ansi.replace(code, "")
    assert ansi == plain


def test_a_warning_says_so() -> None:
    assert render(error((1, 0), (1, 1)), source=lambda _: "a", warning=True).startswith(
        "warning[N2001]: "
    )


def test_width_counts_columns() -> None:
    assert (display_width("abc"), display_width("名"), display_width("e\u0301")) == (3, 2, 1)
