"""Studies in folders and files: `study.json`, and a `.trm` for each model that was made.

Each file is there whole or not at all, and the record is written after the models that it names,
so that a study that was killed goes on with all that it had finished. The record has a hash of
itself and of each model: what was changed or exchanged is seen. A saved study is the same folder as
one file, nothing compressed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

import numpy as np

from ahr.bench import cpu
from ahr.formats.archive import AGAIN, Content, opened, read_content, zipped
from ahr.formats.trm import from_content, to_bytes
from ahr.formats.whole import write_whole
from ahr.models import Model
from ahr.optimise import settings as settings_json
from ahr.optimise.candidate import Candidate, State, from_json, key_of
from ahr.optimise.fragility import Layer, Sensitivity
from ahr.running.engines import onnx_bytes
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.optimise.study import Study

RECORD: Final = "study.json"
MODELS: Final = "models"
VERSION: Final = 1

_Read = Callable[[str, str], Model]
"""The model of a key, whose file has this sha256."""

_MISFITS: Final = (KeyError, TypeError, ValueError, AttributeError, OverflowError)
"""What a record that says other things than a study raises."""


def write_model(folder: Path, candidate: Candidate) -> None:
    """Keeps a candidate's model. Raises ModelError N6005 where it cannot be written."""
    data = to_bytes(candidate.model)
    place = _place(folder, candidate.key)
    _write(place, data)
    candidate.sha256 = hashlib.sha256(data).hexdigest()
    candidate.opening = partial(_read_model, folder, candidate.key, candidate.sha256)


def write_record(folder: Path, study: Study) -> None:
    """Keeps all but the models. Raises ModelError N6005 where it cannot be written."""
    _write(folder / RECORD, _record(study))


def go_on(folder: Path, study: Study) -> None:
    """Takes over what a folder has of the same study. Raises ModelError N6015 where it has that of
    another model, other data or another metric, N6005 where it is damaged or cannot be written.
    Candidates whose models are damaged are tried again."""
    if not _has_record(folder):
        write_record(folder, study)
        return
    record = _parsed(read_content(folder / RECORD).data, folder)
    study.identity = identity(study)
    for name, value in study.identity.items():
        if record["identity"].get(name) != value:
            raise ModelError("N6015", f"{folder} holds a study with another {name}",
                             hint="choose another folder")  # fmt: skip
    _fill(study, record, partial(_read_model, folder), folder)
    study.measured_on = _processor(record, folder)
    study.candidates[:] = [each for each in study.candidates if not each.is_made
                           or _is_whole(folder, each)]  # fmt: skip


def _processor(record: Mapping[str, Any], folder: Path) -> cpu.Cpu:
    try:
        return cpu.from_dict(record["cpu"])
    except _MISFITS as error:
        raise _damaged(folder, error) from None


def _has_record(folder: Path) -> bool:
    """Whether it holds a study; what a killed one was just writing is removed. Raises ModelError
    N6015 where it holds something else."""
    try:
        found = list(folder.iterdir()) if folder.exists() else []
        for part in (folder, folder / MODELS):
            for half in part.glob(".*") if part.is_dir() else ():
                if half.name.startswith(f".{RECORD}.") or ".trm." in half.name:
                    half.unlink()
                    found = [each for each in found if each != half]
    except OSError as error:
        raise ModelError("N6005", f"{folder}: {error.strerror or error}") from None
    if found and folder / RECORD not in found:
        raise ModelError("N6015", f"{folder} is not empty and holds no study",
                         hint="choose another folder")  # fmt: skip
    return bool(found)


def _is_whole(folder: Path, candidate: Candidate) -> bool:
    try:
        data = read_content(_place(folder, candidate.key)).data
    except ModelError:
        return False
    return hashlib.sha256(data).hexdigest() == candidate.sha256


def save(study: Study, path: Path) -> None:
    """One file. Raises ModelError N6005."""
    parts = {}
    for each in study.candidates:
        if each.is_made:
            parts[f"{MODELS}/{each.key}.trm"] = made = to_bytes(each.model)
            each.sha256 = hashlib.sha256(made).hexdigest()
    parts[RECORD] = _record(study)
    digest = hashlib.sha256(parts[RECORD]).hexdigest()
    _write(path, zipped(parts, digest.encode()))


def opened_study(path: Path, make: Callable[..., Study]) -> Study:
    """The study in a folder or a file, without its data. Raises ModelError: N6005 where it is
    damaged, N6006 where it holds what no study may, N6015 where nothing was finished yet."""
    if path.is_dir():
        record = _parsed(bytes(read_content(path / RECORD).data), path)
        return _made(record, path, partial(_read_model, path), make)
    content = read_content(path)
    parts = opened(content, check_sums=True).parts
    if RECORD not in parts:
        raise ModelError("N6005", f"{path} is not a study", hint=AGAIN)
    record = _parsed(bytes(parts[RECORD]), path)
    return _made(record, path, partial(_from_part, parts, content), make)


def identity(study: Study) -> dict[str, Any]:
    """What makes two studies the same."""
    settings = study.settings
    return {
        "model": hashlib.sha256(onnx_bytes(study.model)).hexdigest(),
        "data": study.data.digest(),
        "metric": settings.metric.name,
        "direction of the metric": settings.metric.higher_is_better,
        "student": None if settings.student is None else _looks(settings.student),
        "training": {
            name: each
            for name, each in sorted(settings.training.items())
            if isinstance(each, bool | int | float | str)
        },
        "batch_size": settings.batch_size,
        "threads": settings.threads,
        "seed": settings.seed,
    }


def _looks(model: Model) -> str:
    """A hash of a network, and of its weights where it has them."""
    made = hashlib.sha256(repr((model.graph.nodes, model.graph.specs)).encode())
    for name, each in sorted(model.parameters.items() if model.is_initialised else ()):
        made.update(name.encode() + np.ascontiguousarray(each).tobytes())
    return made.hexdigest()


def _record(study: Study) -> bytes:
    if not study.identity:
        study.identity = identity(study)
    made = {
        "format": "noodle study", "version": VERSION, "name": study.model.name,
        "identity": study.identity, "settings": study.settings.to_json(),
        "cpu": study.measured_on.to_dict(), "state": study.state, "sensitivity": study.sensitivity,
        "fragile": {ops: [each.to_json() for each in found.layers]
                    for ops, found in study.fragile.items()},
        "candidates": [each.to_json() | {"is_made": each.is_made, "sha256": each.sha256}
                       for each in study.candidates],
    }  # fmt: skip
    return json.dumps({**made, "sha256": _digest(made)}, indent=1).encode()


def _digest(record: Mapping[str, Any]) -> str:
    """Of all that the record says."""
    said = {name: each for name, each in record.items() if name != "sha256"}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _parsed(text: bytes, path: Path) -> Mapping[str, Any]:
    """The record, if it is one of this version."""
    try:
        made = json.loads(text)
        if made["format"] != "noodle study" or made["version"] != VERSION:
            raise ValueError(f"it is {made['format']} {made['version']}")
        assert isinstance(made["identity"], dict)
        assert isinstance(made["candidates"], list)
        if made["sha256"] != _digest(made):
            raise ValueError("it was changed")
    except (KeyError, TypeError, ValueError, AssertionError, RecursionError) as error:
        raise _damaged(path, error) from None
    return made  # type: ignore[no-any-return]


def _made(
    record: Mapping[str, Any], path: Path, read: _Read, make: Callable[..., Study]
) -> Study:  # fmt: skip
    try:
        made = {each["key"]: str(each["sha256"]) for each in record["candidates"]}
        original = key_of(())
        if original not in made:
            raise ModelError("N6015", f"{path} holds a study of which nothing is finished yet",
                             hint="call ahr.optimize(..., folder=...) to go on")  # fmt: skip
        settings = settings_json.from_json(record["settings"])
        machine = cpu.from_dict(record["cpu"])
        study = make(read(original, made[original]), settings, None, cpu=machine)
    except _MISFITS as error:
        raise _damaged(path, error) from None
    study.identity = dict(record["identity"])
    _fill(study, record, read, path)
    return study


def _fill(
    study: Study, record: Mapping[str, Any], read: _Read, path: Path
) -> None:  # fmt: skip
    """What was found so far. What was underway is "interrupted"."""
    try:
        for each in record["candidates"]:
            candidate = from_json(each)
            if each["is_made"]:
                candidate.sha256 = str(each["sha256"])
                candidate.opening = partial(read, candidate.key, candidate.sha256)
            study.candidates.append(candidate)
        study.sensitivity = {str(name): float(drop) for name, drop in record["sensitivity"].items()}
        for ops, layers in record.get("fragile", {}).items():
            study.fragile[ops] = Sensitivity(tuple(map(Layer.from_json, layers)),
                                             study.settings.metric.name)  # fmt: skip
        if record["state"] not in get_args(State):
            raise ValueError(f"its state is {record['state']!r}")
        study.state = record["state"]
        if study.state in ("new", "running"):
            study.state = "interrupted"
    except _MISFITS as error:
        raise _damaged(path, error) from None


def _place(folder: Path, key: str) -> Path:
    if not key.isalnum():
        raise ModelError("N6006", f"{folder}: a study names a model {key!r}")
    return folder / MODELS / f"{key}.trm"


def _read_model(folder: Path, key: str, sha256: str) -> Model:
    return _model(read_content(_place(folder, key)), sha256)


def _model(content: Content, sha256: str) -> Model:
    if hashlib.sha256(content.data).hexdigest() != sha256:
        raise ModelError("N6005", f"{content.path}: a model is not the one that was tried",
                         hint=AGAIN)  # fmt: skip
    return from_content(content)


def _from_part(
    parts: Mapping[str, memoryview], content: Content, key: str, sha256: str
) -> Model:  # fmt: skip
    part = parts.get(f"{MODELS}/{key}.trm")
    if part is None:
        raise ModelError("N6005", f"{content.path} lacks the model {key}", hint=AGAIN)
    return _model(Content(content.path, bytes(part), content.status), sha256)


def _write(place: Path, data: bytes) -> None:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, data)
    except OSError as error:
        raise ModelError("N6005", f"{place} cannot be written: {error.strerror or error}") from None


def _damaged(path: Path, error: Exception) -> ModelError:
    return ModelError("N6005", f"{path} is not a study that can be read: {error!r}", hint=AGAIN)
