"""ONNX's own node cases on the VM: all that fail are listed in failures.txt with the reason.

`python -m benchmarks.onnx_cases` prints the list anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx.backend.test.runner import Runner
from onnx.reference import ReferenceEvaluator
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, RuntimeException
from onnxruntime.capi.onnxruntime_pybind11_state import NotImplemented as Unknown

from ahr.formats.onnx_writing import to_onnx
from ahr.models import Model
from ahr.ops.row import CannotWrite
from benchmarks import onnx_cases
from benchmarks.onnx_cases import NEEDED, cases

LIST = Path(__file__).parent / "failures.txt"


@pytest.fixture(scope="module")
def models() -> dict[str, Model]:
    """Those that were read to find the failures: reading them again would take as long."""
    return {}


@pytest.fixture(scope="module")
def failures(models: dict[str, Model]) -> dict[str, str]:
    return onnx_cases.failures(models)


def test_all_failures_are_listed(failures: dict[str, str]) -> None:
    lines = [f"{name}: {why}" for name, why in failures.items()]
    assert lines == LIST.read_text().splitlines()


def test_the_cases_of_the_needed_operators_pass(failures: dict[str, str]) -> None:
    named = {case.name for case in cases() if case.operators <= NEEDED}
    assert len(named) >= 481
    assert not named & failures.keys()


def test_most_of_all_cases_pass(failures: dict[str, str]) -> None:
    assert len(cases()) - len(failures) >= 1365


ELSEWHERE = {
    "test_convinteger_with_padding": "ONNX Runtime wants the zero point of the filters",
    "test_resize_downsample_scales_linear_align_corners": "ONNX Runtime rounds the length first",
    "test_resize_downsample_scales_cubic_align_corners": "ONNX Runtime rounds the length first",
    "test_reduce_max_empty_set_bool": "ONNX Runtime has no largest of nothing",
    "test_identity_sequence": "lists of tensors are not written",
    "test_identity_opt": "lists of tensors are not written",
}
"""What cannot be compared: the first four fail in ONNX Runtime as ONNX made them, too."""


def test_what_passes_is_the_same_when_it_is_written_as_onnx_again(
    failures: dict[str, str], models: dict[str, Model]
) -> None:
    """In ONNX Runtime; where that does not know an operator or an element type, in ONNX's own
    reference."""
    wrong = {}
    for case in cases():
        if case.name in failures:
            continue
        model = models[case.name]
        try:
            written = to_onnx(model.graph, model.parameters)
        except CannotWrite as error:
            wrong[case.name] = str(error)
            continue
        for inputs, outputs in case.data:
            fed = dict(zip(model.graph.inputs, map(np.asarray, inputs), strict=True))
            try:
                result = _run(written, fed, outputs)
                Runner.assert_similar_outputs(outputs, result, rtol=case.rtol, atol=case.atol)
            except (AssertionError, Fail, RuntimeException) as error:
                wrong[case.name] = str(error)
    assert wrong.keys() == ELSEWHERE.keys(), wrong


def _run(written: onnx.ModelProto, fed: dict[str, Any], outputs: Sequence[Any]) -> Sequence[Any]:
    kinds = {np.asarray(each).dtype.kind for each in (*fed.values(), *outputs)}
    if "V" not in kinds and not any("float8" in str(np.asarray(each).dtype)
                                    for each in (*fed.values(), *outputs)):  # fmt: skip
        try:
            session = onnxruntime.InferenceSession(written.SerializeToString(), _options())
            return list(session.run(None, fed))
        except Unknown:
            pass
    with np.errstate(all="ignore"):
        return list(ReferenceEvaluator(written).run(None, fed))


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 4
    return options
