"""What networks can run on: one table, a row an engine.

A row says what it needs and opens a model: the result is a function from inputs by name to the
outputs. How each is opened is in the `*_engine` files. `precision` is what an engine calculates in
where it can choose ("openvino:bf16" names both); networks whose graphs are quantised need none.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, final

from ahr.ops.row import CannotWrite
from ahr.packages import naming_packages
from ahr.running import nbc_engine, onnx_engine, openvino_engine, torch_engine
from nbc.errors import ModelError, NoodleError

if TYPE_CHECKING:
    import numpy as np

    from ahr.models import Model

    Array = np.ndarray[Any, Any]

Run = Callable[[Mapping[str, Any]], tuple[Any, ...]]
"""Outputs for inputs by name. One call at a time."""

_Opener = Callable[["Model", int, str], Run]

_NOTED: Final = (nbc_engine.NativeRun, openvino_engine.OpenvinoRun)


@final
@dataclass(frozen=True, slots=True)
class Engine:
    """`packages` are what it imports; `precisions` what it can calculate in, the first unless it is
    told. `is_default`: it is among those that are compared unless some are named."""

    name: str
    title: str
    packages: tuple[str, ...]
    opener: _Opener
    precisions: tuple[str, ...] = ("f32",)
    is_default: bool = True
    warm_up: int = 0
    """Calls until it is as fast as it gets, where these are many."""

    @property
    def is_installed(self) -> bool:
        return not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """Its packages that are not there."""
        return tuple(each for each in self.packages if importlib.util.find_spec(each) is None)

    def open(self, model: Model, *, threads: int = 1, precision: str = "") -> Run:
        """The model, ready to run. threads: 0 leaves their number to the engine; what calculates
        with NumPy uses those of the process (see `nbc_engine.limited`). Raises ModelError: N6012
        where the engine cannot run the model, with the reason; N6013 where a package is missing;
        N6004 for a model without parameters; N6010 for a precision that it does not have."""
        wanted = precision or self.precisions[0]
        if wanted not in self.precisions:
            raise ModelError("N6010", f"{self.title} does not calculate in {wanted}",
                             hint=f"it has {', '.join(self.precisions)}")  # fmt: skip
        with naming_packages():
            for package in self.missing:
                raise ModuleNotFoundError(package, name=package)
            with self.explaining(model.name):
                return self.opener(model, threads, wanted)

    @contextmanager
    def explaining(self, model: str) -> Iterator[None]:
        """Raises ModelError N6012 for what the engine raises: when it opens, or first runs."""
        failures = self.failures()
        try:
            yield
        except ModelError:
            raise
        except failures as error:
            raise self._cannot(model, error) from error

    def failures(self) -> tuple[type[Exception], ...]:
        """What it raises for a model that it cannot run."""
        own = onnx_engine.failures() if "onnxruntime" in self.packages else ()
        return (CannotWrite, NoodleError, ArithmeticError, AttributeError, LookupError, MemoryError,
                OSError, RuntimeError, TypeError, ValueError, *own)  # fmt: skip

    def _cannot(self, model: str, error: Exception) -> ModelError:
        lines = str(error).strip().splitlines()
        said = lines[0] if lines else type(error).__name__
        return ModelError("N6012", f"{model} cannot run on {self.title}: {said}")


ENGINES: Final = (
    Engine("onnxruntime", "ONNX Runtime", ("onnx", "onnxruntime"), onnx_engine.opened),
    Engine("torch", "torch", ("torch",), torch_engine.opened, ("f32", "bf16")),
    Engine("torch.compile", "torch.compile", ("torch",), torch_engine.compiled, ("f32", "bf16"),
           is_default=False),
    Engine("openvino", "OpenVINO", ("onnx", "openvino"), openvino_engine.opened,
           openvino_engine.PRECISIONS),
    Engine("vm", "Noodle's VM", (), nbc_engine.on_vm),
    Engine("native", "Noodle's native tier", (), nbc_engine.on_native, warm_up=100),
    Engine("reference", "NumPy, op by op", (), nbc_engine.reference_run, is_default=False),
)  # fmt: skip
"""`torch.compile` takes 20 s and more to compile: it is compared when it is named."""


def engine(name: str) -> tuple[Engine, str]:
    """The row and the precision that "openvino:bf16" names ("" where it names none). Raises
    ModelError N6010."""
    stem, _, precision = str(name).partition(":")
    for each in ENGINES:
        if each.name == stem and (not precision or precision in each.precisions):
            return each, precision
    known = [each.name for each in ENGINES]
    known += [f"{each.name}:{other}" for each in ENGINES for other in each.precisions[1:]]
    raise ModelError("N6010", f"there is no engine {name!r}", hint=f"there are {', '.join(known)}")


def open_engine(name: str, model: Model, *, threads: int = 1) -> Run:
    """`Engine.open` by name: "onnxruntime", "openvino:bf16"."""
    row, precision = engine(name)
    return row.open(model, threads=threads, precision=precision)


@naming_packages()
def onnx_bytes(model: Model) -> bytes:
    """The model as an ONNX file: its length is the size that is reported. Raises ModelError N6012
    where ONNX cannot say it, N6013 without onnx."""
    with engine("onnxruntime")[0].explaining(model.name):
        return onnx_engine.onnx_bytes(model)


def note(run: Run) -> str:
    """What there is to say of how it runs, once it has run."""
    return run.note() if isinstance(run, _NOTED) else ""
