"""What a benchmark times: each model on each engine with each size of batch."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, final

from ahr.bench.cpu import features
from ahr.bench.inputs import Inputs, batch_sizes, inputs_of, shapes_of
from ahr.bench.results import Result
from ahr.formats.loading import load
from ahr.models import Model
from ahr.running.engines import Engine, Run, onnx_bytes
from nbc.errors import ModelError

Outputs = tuple[Any, ...]
_ROUNDINGS: Final = frozenset({"quantize_linear", "dynamic_quantize_linear"})


@final
@dataclass(slots=True)
class Case:
    """A row in the making; `run` is there once it has run, and `outputs` what that gave."""

    model: Model
    row: Engine
    precision: str
    inputs: Inputs
    result: Result
    run: Run | None = None
    outputs: Outputs = field(default=())


def models_by_name(models: Any) -> dict[str, Model]:
    """By name. Those without parameters raise here."""
    if isinstance(models, Mapping):
        named = {str(name): model_of(each) for name, each in models.items()}
    elif isinstance(models, (list, tuple)):
        listed = [model_of(each) for each in models]
        named = {}
        for each in listed:
            names = (f"{each.name}{f' {count}' if count else ''}" for count in _numbers())
            named[next(name for name in names if name not in named)] = each
    else:
        one = model_of(models)
        named = {one.name: one}
    for each in named.values():
        _ = each.parameters
    return named


def _numbers() -> Iterator[int]:
    """0, 2, 3, 4 ..."""
    yield 0
    count = 2
    while True:
        yield count
        count += 1


def model_of(given: Any) -> Model:
    if isinstance(given, Model):
        return given
    if isinstance(given, (str, os.PathLike)):
        return load(given)
    raise ModelError("N6010", f"benchmark() wants models, got {type(given).__name__}",
                     hint="give it a @model function, or what ahr.load() returns")  # fmt: skip


def cases_by_batch(
    models: Mapping[str, Model], data: Any, rows: Sequence[tuple[Engine, str]],
    wanted: Sequence[int],
) -> dict[int, list[Case]]:  # fmt: skip
    """What is timed together, by the size of the batch."""
    groups: dict[int, list[Case]] = {}
    for name, model in models.items():
        size = _size(model)
        for batch in batch_sizes(model.graph, wanted):
            inputs = inputs_of(model, data, batch)
            shapes = shapes_of(model.graph, inputs)
            for row, precision in rows:
                title = f"{row.name}:{precision}" if precision else row.name
                result = Result(name, title, batch, shapes, size_bytes=size, note=_remark(model))
                case = Case(model, row, precision, inputs, result)
                groups.setdefault(batch, []).append(case)
    return groups


def _size(model: Model) -> int | None:
    """None where there is no ONNX of it."""
    try:
        return len(onnx_bytes(model))
    except ModelError:
        return None


def _remark(model: Model) -> str:
    if is_quantised(model) and features().is_known and not features().has_fast_int8:
        return "int8 gains little here: the processor multiplies bytes no faster than floats"
    return ""


def is_quantised(model: Model) -> bool:
    return any(node.op in _ROUNDINGS for node in model.graph.walk())
