"""What training starts from where nothing is said."""

from __future__ import annotations

from typing import Any

import pytest

from ahr.training.defaults import with_defaults

NOTHING = {"epochs": None, "batch_size": None, "loss": None, "lr": None, "validation": None}


def test_what_is_said_comes_first_then_the_model_then_the_usual() -> None:
    own = {"training": {"epochs": 3, "lr": 0.5, "loss": "mse"}}
    made = with_defaults(own, {**NOTHING, "lr": 0.25})
    assert made["lr"] == 0.25 and made["epochs"] == 3 and made["loss"] == "mse"
    assert made["batch_size"] == 32 and made["validation"] is None


@pytest.mark.parametrize("training", [None, 3, [], {"epochs": "many", "lr": None, "other": 1}])
def test_other_metadata_is_not_believed(training: Any) -> None:
    assert with_defaults({"training": training}, NOTHING) == with_defaults({}, NOTHING)
