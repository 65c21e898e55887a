"""Models in torch: their exported source as it is (eager), or compiled by torch.compile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from ahr.running.torch_module import torch_module

if TYPE_CHECKING:
    from ahr.models import Model

_Run = Callable[[Mapping[str, Any]], tuple[Any, ...]]


def opened(model: Model, threads: int, precision: str) -> _Run:
    """A function of inputs by name. Raises CannotWrite."""
    return _runner(torch_module(model.graph, model.parameters), model, threads, precision)


def compiled(model: Model, threads: int, precision: str) -> _Run:
    """The same, compiled when it first runs, and again for inputs of other shapes."""
    import torch  # lazy: heavy

    module = torch.compile(torch_module(model.graph, model.parameters), dynamic=False)
    return _runner(module, model, threads, precision)


def _runner(module: Any, model: Model, threads: int, precision: str) -> _Run:
    import torch  # lazy: heavy

    names = model.graph.inputs

    def run(inputs: Mapping[str, Any]) -> tuple[Any, ...]:
        was = torch.get_num_threads()
        torch.set_num_threads(threads or was)
        try:
            with torch.inference_mode():
                result = module(*[_tensor(inputs[name]) for name in names])
        finally:
            torch.set_num_threads(was)
        results = result if isinstance(result, tuple) else (result,)
        return tuple(_array(each) for each in results)

    def narrow(inputs: Mapping[str, Any]) -> tuple[Any, ...]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return run(inputs)

    return narrow if precision == "bf16" else run


def _tensor(value: Any) -> Any:
    """Without a copy where torch takes the array: it wants one that may be written."""
    import torch  # lazy: heavy

    array = np.ascontiguousarray(value) if np.ndim(value) else np.asarray(value)
    return torch.from_numpy(array if array.flags.writeable else array.copy())


def _array(value: Any) -> Any:
    import torch  # lazy: heavy

    if not isinstance(value, torch.Tensor):
        return value
    return (value.float() if value.dtype == torch.bfloat16 else value).numpy()
