"""State dicts of torch (`.pt`, `.pth`): tensors by name, unpickled by torch's own reader that makes
nothing but tensors and plain containers. What wants more is refused, and has not run.
"""

from __future__ import annotations

import io
import pickle
import warnings
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from ahr.dtypes import numpy_dtype
from ahr.formats.archive import AGAIN, Content, opened
from ahr.formats.tensors import Arrays
from nbc.errors import ModelError

_INSIDE: Final = ("state_dict", "model_state_dict", "model_state", "model", "module", "net", "ema")
"""Under which keys training scripts keep the weights."""


def read_state_dict(content: Content) -> Arrays:
    """The arrays in their order. Raises ModelError: N6005 where the file is damaged, N6006 where it
    holds more than tensors, N6007 where they are no plain ones."""
    if content.data.startswith(b"PK"):
        opened(content, check_sums=True)
    found = _unpickled(content)
    tensors = _tensors(found)
    if not tensors:
        raise ModelError("N6007", f"{content.path} holds no state dict, but "
                         f"{type(found).__name__}", hint="save model.state_dict()")  # fmt: skip
    return {name: _array(name, tensor, content) for name, tensor in tensors.items()}


def _unpickled(content: Content) -> Any:
    import torch  # lazy: heavy

    try:
        with warnings.catch_warnings(action="ignore"):  # of pickles that it reads all the same
            return torch.load(io.BytesIO(content.data), map_location="cpu", weights_only=True)
    except pickle.UnpicklingError as error:
        said = str(error).partition("\n")[2].strip().partition("\n")[0] or str(error)
        raise ModelError(
            "N6006", f"{content.path} holds what is no tensor, and was not unpickled: {said[:200]}",
            hint="save model.state_dict(), or the weights as safetensors",
        ) from None  # fmt: skip
    except (RuntimeError, EOFError, ValueError, LookupError, TypeError, AttributeError, OSError,
            AssertionError, OverflowError, MemoryError) as error:  # fmt: skip
        raise ModelError("N6005", f"{content.path}: torch cannot read it: {str(error)[:200]}",
                         hint=AGAIN) from None  # fmt: skip


def _tensors(found: Any) -> dict[str, Any]:
    """The dict of tensors, which may be one level down."""
    import torch  # lazy: heavy

    if not isinstance(found, Mapping):
        return {}
    held = {str(key): each for key, each in found.items() if isinstance(each, torch.Tensor)}
    for key in _INSIDE:
        if not held and isinstance(found.get(key), Mapping):
            held = _tensors(found[key])
    return held


def _array(name: str, tensor: Any, content: Content) -> np.ndarray[Any, Any]:
    """The numbers, where there are not more of them than the file has."""
    import torch  # lazy: heavy

    if tensor.layout != torch.strided or tensor.is_quantized or tensor.device.type != "cpu":
        raise ModelError("N6007", f"{content.path}: {name} is no plain tensor")
    if tensor.numel() * tensor.element_size() > len(content.data):
        raise ModelError("N6006", f"{content.path}: {name} says that it has {tensor.numel()} "
                         "numbers, more than the file", hint="do not trust this file")  # fmt: skip
    plain = tensor.detach().contiguous()
    if plain.dtype == torch.bfloat16:
        return np.asarray(plain.view(torch.int16).numpy().view(numpy_dtype("bf16")))
    try:
        return np.asarray(plain.numpy())
    except TypeError:
        raise ModelError("N6007", f"{content.path}: {name} has elements of {plain.dtype}") from None
