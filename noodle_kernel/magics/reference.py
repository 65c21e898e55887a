"""Writes the page of the magics from their table: `python -m noodle_kernel.magics.reference`.

The committed page must equal it; a test says so.
"""

from __future__ import annotations

from pathlib import Path

from noodle_kernel.magics import MAGICS

PAGE = Path(__file__).parents[2] / "docs" / "generated" / "magics.md"
MARKS = {"line": "%", "cell": "%%"}


def text() -> str:
    lines = [
        "# Magics",
        "",
        "Generated from `noodle_kernel/magics/__init__.py`. All magics of IPython work too;",
        "where a name is the same, Noodle's is the one that runs.",
    ]
    for row in MAGICS:
        lines += [
            "",
            f"## {MARKS[row.kind]}{row.name}",
            "",
            f"{row.summary[0].upper()}{row.summary[1:]}.",
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(text(), encoding="utf-8")
    print(f"wrote {PAGE}")
