"""What runs before LLVM's own pipeline."""

from __future__ import annotations

import pytest

from nbc.native import llvm
from nbc.native.llvm import passes
from tests.unit.native.llvm.kernels import function

CALLER = """
define i64 @entry(i64 %x) {
  %y = call i64 @inner(i64 %x)
  ret i64 %y
}
define internal i64 @inner(i64 noundef %x) #0 {
  %y = add i64 %x, 1
  ret i64 %y
}
attributes #0 = { nounwind }
"""


def test_a_function_called_once_is_inlined() -> None:
    marked = passes.inline_single_calls(CALLER)
    assert "define internal i64 @inner(i64 noundef %x) alwaysinline #0 {" in marked
    loaded = llvm.machine_code(CALLER, ["entry"])
    assert "inner" not in loaded.optimised_ir()
    assert function(loaded.addresses["entry"])(1) == 2


@pytest.mark.parametrize(
    "ir",
    [
        CALLER.replace("{ nounwind }", "{ cold noinline nounwind }"),
        CALLER.replace(") #0 {", ") noinline #0 {"),
        CALLER.replace("define internal", "define"),
        CALLER.replace("ret i64 %y\n}\ndefine", "%z = call i64 @inner(i64 %y)\n  ret i64 %z\n}\ndefine"),
        CALLER.replace("call i64 @inner(i64 %x)", "ptrtoint ptr @inner to i64"),
    ],
    ids=["noinline group", "noinline", "external", "called twice", "address taken"],
)  # fmt: skip
def test_others_are_left_to_llvm(ir: str) -> None:
    assert passes.inline_single_calls(ir) == ir
    llvm.machine_code(ir, ["entry"])
