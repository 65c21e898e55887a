"""jupyter_kernel_test's own suite, with nothing skipped: each message is checked by its schema."""

from __future__ import annotations

import jupyter_kernel_test
import pytest
from jupyter_kernel_test import IopubWelcomeTests, KernelTests


class Skipped(AssertionError):
    """In place of unittest's SkipTest, which a suite that must be whole does not know."""


@pytest.fixture(autouse=True)
def nothing_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jupyter_kernel_test, "SkipTest", Skipped)


class TestProtocol(KernelTests):  # type: ignore[misc]
    kernel_name = "noodle"
    language_name = "noodle"
    file_extension = ".noodle"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys\nprint('no', file=sys.stderr)"
    completion_samples = (
        {"text": "zi", "matches": {"zip"}},
        {"text": "def f(a: f64[rows], b: f64[ro", "matches": {"rows"}},
        {"text": "%%byt", "matches": {"%%bytecode"}},
    )
    complete_code_samples = ("1", "print('a')", "def f(x):\n    return x\n\n\n", "%types")
    incomplete_code_samples = ("print('''hello", "def f(x):\n    x = 1", "for i in range(3):", "f(")
    invalid_code_samples = ("import = 7q", "x = = 3", "def f(:")
    code_page_something = "zip?"
    code_generate_error = "1 / 0"
    code_execute_result = (
        {"code": "1+2", "result": "3"},
        {"code": "x = [1]\nx", "result": "[1]"},
        {"code": "%%python\n10**20", "result": "100000000000000000000"},
    )
    code_display_data = (
        {"code": "from IPython.display import HTML, display\ndisplay(HTML('<b>a</b>'))",
         "mime": "text/html"},
        {"code": "display({'image/svg+xml': '<svg/>'}, raw=True)", "mime": "image/svg+xml"},
    )  # fmt: skip
    code_history_pattern = "1?2*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "zip"
    code_clear_output = "from IPython.display import clear_output\nclear_output()"


class TestWelcome(IopubWelcomeTests):  # type: ignore[misc]
    kernel_name = "noodle"
    support_iopub_welcome = True

    @classmethod
    def setUpClass(cls) -> None:
        """Whoever subscribes while the kernel starts may see its first status before the welcome."""
        super().setUpClass()
        other = cls.km.client()
        other.start_channels()
        other.wait_for_ready(timeout=60)
        other.stop_channels()


del KernelTests, IopubWelcomeTests  # pytest would run the suites without a kernel of ours
