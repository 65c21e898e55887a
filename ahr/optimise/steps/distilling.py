"""Distillation: a smaller model function learns what the model says, and the labels where there are
any. The same student without its teacher is a step too, so that a study shows what the teacher did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from ahr.bench.cpu import Cpu
from ahr.models import Model
from ahr.optimise.data import Samples
from ahr.optimise.steps.row import Materials, Settings, Technique
from ahr.optimise.steps.tuning import epochs_of, last_op, tune, why_not_trainable
from ahr.running.engines import open_engine

if TYPE_CHECKING:
    from ahr.training.lesson import Lesson

TEMPERATURE: Final = 4.0
ALPHA: Final = 0.9
EPOCHS: Final = 20
"""A student learns from the beginning, unlike a network that was pruned."""

_LEAST: Final = 1e-12
"""Below which probabilities are taken for this, so that they have a logarithm."""


def make(model: Model, settings: Settings, materials: Materials) -> Model:
    """`temperature` softens the classes of both; `alpha` is the teacher's part of the loss, the
    rest is that of the labels; `epochs`; `plain`: without the teacher. `loss`: "classes" or
    "values", where the data cannot say what the outputs are."""
    assert materials.student is not None
    given = materials.student
    student = Model(given.graph, metadata=given.metadata, function=given.function)
    if given.is_initialised:
        student.load_weights({name: value.copy() for name, value in given.parameters.items()})
    else:
        student.init(materials.seed)
    said = _says(settings)
    lesson = None if settings.get("plain") else _lesson(model, student, settings, materials)
    epochs = epochs_of(settings, materials, EPOCHS)
    tune(student, materials, said=f"{said}: training", epochs=epochs, lesson=lesson,
         part=(0.0 if lesson is None else _TEACHING, 1.0))  # fmt: skip
    student.metadata["teacher"] = model.name
    return student


_TEACHING: Final = 0.1
"""The part of the time that asking the teacher is shown to take."""


def _lesson(model: Model, student: Model, settings: Settings, materials: Materials) -> Lesson:
    """What the model says to each sample."""
    from ahr.training.lesson import Lesson  # lazy: only for those who train

    train = materials.data.train
    run, outputs = open_engine("onnxruntime", model, threads=1), []
    for index, feed in enumerate(train.feeds):
        if materials.stop():
            raise KeyboardInterrupt
        materials.report(f"{_says(settings)}: asking the teacher",
                         _TEACHING * index / len(train.feeds))  # fmt: skip
        outputs.append(np.asarray(run(feed)[0], dtype=np.float32))
    scores = np.concatenate(outputs)
    is_of_classes = _is_of_classes(model, settings, train)
    if is_of_classes and last_op(model) == "softmax":
        scores = np.log(np.maximum(scores, _LEAST))
    share = float(settings.get("alpha", ALPHA)) if train.targets is not None else 1.0
    return Lesson(scores, is_of_classes, float(settings.get("temperature", TEMPERATURE)), share,
                  of_probabilities=last_op(student) == "softmax")  # fmt: skip


def _is_of_classes(model: Model, settings: Settings, train: Samples) -> bool:
    """Whether the outputs are scores of classes: the settings say it, or labels, or the network."""
    if "loss" in settings:
        return bool(settings["loss"] == "classes")
    targets = train.targets
    if targets is not None:
        return targets.dtype.kind in "iu" and targets.ndim == 1
    return last_op(model) in ("softmax", "log_softmax")


def _refuses(model: Model, settings: Settings, materials: Materials) -> str:
    student = materials.student
    if student is None:
        return "there is no student: pass student=, a smaller model function of the same inputs " \
               "and outputs"  # fmt: skip
    if settings.get("plain") and materials.data.train.targets is None:
        return "the data have no targets, so a student learns nothing without its teacher: pass y"
    return _why_unlike(model, student) or why_not_trainable(student)


def _why_unlike(model: Model, student: Model) -> str:
    """Why a student is none of this model, or ""."""
    ours, theirs = (tuple((name, each.graph.specs[name]) for name in each.graph.inputs)
                    for each in (model, student))  # fmt: skip
    if [name for name, _ in ours] != [name for name, _ in theirs]:
        return (f"the student takes {', '.join(student.graph.inputs)}, the model "
                f"{', '.join(model.graph.inputs)}: name its inputs alike")  # fmt: skip
    outputs = tuple(each.graph.specs[each.graph.outputs[0]] for each in (model, student))
    for one, other in (*((a, b) for (_, a), (_, b) in zip(ours, theirs, strict=True)), outputs):
        known = zip(one.dims or (), other.dims or (), strict=False)
        if one.dtype != other.dtype or len(one.dims or ()) != len(other.dims or ()) or any(
            isinstance(a, int) and isinstance(b, int) and a != b for a, b in known
        ):  # fmt: skip
            return f"the student has {other} where the model has {one}"
    return ""


def _says(settings: Settings) -> str:
    return "student by itself" if settings.get("plain") else "distilled"


def _why_worse(model: Model, settings: Settings, cpu: Cpu) -> str:
    if settings.get("plain"):
        return "the student learnt without a teacher"
    return "the student is too small for what the teacher knows, or had too little to learn from"


def _why_slow(model: Model, settings: Settings, cpu: Cpu) -> str:
    return "the student is no faster than its teacher: give it fewer or narrower layers"


ROWS: Final = (
    Technique(
        "distil",
        _says,
        make,
        _refuses,
        _why_slow,
        _why_worse,
        packages=("torch",),
        choices={"temperature": (2.0, 4.0, 8.0)},
        comes_first=True,
    ),
)
