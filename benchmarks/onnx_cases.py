"""The node cases of ONNX's own test-suite, run on the VM tier.

A case is a model of a few nodes with inputs and the outputs that it must give; ONNX makes them when
they are asked for. What a case fails for is said in one line: `python -m benchmarks.onnx_cases`
prints the failures as tests/unit/ahr/onnx/failures.txt lists them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, final

import numpy as np
import onnx
from onnx import numpy_helper
from onnx.backend.test.loader import load_model_tests
from onnx.backend.test.runner import Runner

from ahr.formats.onnx_checking import OPSETS
from ahr.models import Model
from ahr.running.onnx_backend import NoodleBackend
from nbc.errors import ModelError

NEEDED: Final = frozenset(
    "Add AveragePool BatchNormalization Cast Clip Concat Constant ConstantOfShape Conv "
    "ConvTranspose DequantizeLinear Div Equal Erf Expand GRU Gather Gemm GlobalAveragePool "
    "HardSigmoid Identity If LSTM LayerNormalization Log MatMul MaxPool Mul Neg Not Pad Pow "
    "QuantizeLinear ReduceL2 ReduceMax ReduceMean ReduceMin ReduceSum Relu Reshape Resize Shape "
    "Sigmoid Size Slice Softmax Split Sqrt Squeeze Sub Tanh Transpose Unsqueeze Where".split()
)
"""The operators that nine of ten real models in packages are made of."""

MORE: Final = NEEDED | frozenset(
    "Exp GlobalMaxPool Max Reciprocal And GatherND GreaterOrEqual IsNaN Range".split()
)
"""Those that all of them are made of."""


@final
@dataclass(frozen=True, slots=True)
class Case:
    """`operators` are those of its nodes, with their domain where it is not ONNX's."""

    name: str
    model: onnx.ModelProto
    data: Sequence[tuple[Sequence[Any], Sequence[Any]]]
    rtol: float
    atol: float
    operators: frozenset[str]


@cache
def cases() -> tuple[Case, ...]:
    """All node cases of the opsets that are read."""
    state = np.random.get_state()  # ONNX draws from it
    np.random.seed(0)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            found = load_model_tests(kind="node")
    finally:
        np.random.set_state(state)
    return tuple(_case(each) for each in found if _opset(each.model) in range(1, OPSETS[-1] + 1))


def failure(case: Case, read: dict[str, Model]) -> str:
    """Why the case fails; empty where it passes. Its model, once it is read, is put into `read`."""
    try:
        prepared = NoodleBackend.prepare(case.model)
        read[case.name] = prepared.model
        for inputs, outputs in case.data:
            result = prepared.run(inputs)
            Runner.assert_similar_outputs(outputs, result, rtol=case.rtol, atol=case.atol)
    except ModelError as error:
        return f"{error.code} {_short(error.message)}"
    except AssertionError:
        return "the results differ"
    return ""


def failures(read: dict[str, Model] | None = None) -> dict[str, str]:
    """The reasons by the names of all cases that fail."""
    models = {} if read is None else read
    found = {case.name: failure(case, models) for case in cases()}
    return {name: why for name, why in sorted(found.items()) if why}


def _short(message: str) -> str:
    """Without the names of nodes, which say nothing here."""
    text = message.removeprefix("the model: ")
    return re.sub(r" \([^()]*\)(?=;|$)", "", text) if "not known" in text else text


def _case(case: Any) -> Case:
    data = [([_array(each) for each in given], [_array(each) for each in wanted])
            for given, wanted in case.data_sets]  # fmt: skip
    return Case(case.name, case.model, data, case.rtol, case.atol,
                frozenset(_operators(case.model.graph)))  # fmt: skip


def _array(value: Any) -> Any:
    return numpy_helper.to_array(value) if isinstance(value, onnx.TensorProto) else value


def _operators(graph: onnx.GraphProto) -> Iterator[str]:
    for node in graph.node:
        yield f"{node.domain}.{node.op_type}" if node.domain else node.op_type
        for attribute in node.attribute:
            if attribute.HasField("g"):
                yield from _operators(attribute.g)


def _opset(model: onnx.ModelProto | None) -> int:
    assert model is not None
    found = [each.version for each in model.opset_import if each.domain in ("", "ai.onnx")]
    return found[0] if found else 0


if __name__ == "__main__":
    for name, why in failures().items():
        print(f"{name}: {why}")
