"""Samples of recurrent layers: directions, states, lengths, peepholes, other activations."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.unit.ahr.ops.samples import Sample, floats

GATES = {"lstm": 4, "gru": 3, "rnn": 1}
STATES = {"lstm": 2, "gru": 1, "rnn": 1}
STEPS, BATCH, FEATURES, SIZE = 5, 3, 4, 2
LENGTHS = np.array([5, 2, 3], np.int32)


def recurrent(
    op: str, label: str, *, directions: int = 1, states: bool = False, lengths: bool = False,
    peepholes: bool = False, bias: bool = True, cannot: dict[str, str] | None = None,
    **attributes: Any,
) -> Sample:  # fmt: skip
    rows = GATES[op] * SIZE
    x = floats(BATCH, STEPS, FEATURES) if attributes.get("batch_first") else (
        floats(STEPS, BATCH, FEATURES))  # fmt: skip
    weights: list[Any] = [None] * 8
    for at in range(directions):
        shapes = ((rows, FEATURES), (rows, SIZE), (rows,), (rows,))
        for index, shape in enumerate(shapes if bias else shapes[:2]):
            weights[4 * at + index] = floats(*shape, seed=4 * at + index + 1)
    initial: list[Any] = [
        floats(directions, BATCH, SIZE, seed=20 + at) if states else None
        for at in range(STATES[op])
    ]
    rest = [LENGTHS if lengths else None, floats(directions, 3 * SIZE) if peepholes else None]
    return Sample(op, (x, *weights, *initial, *rest[: STATES[op]]), attributes,
                  cannot=cannot or {}, label=label,
                  data=_data(op, states, lengths))  # fmt: skip


def _data(op: str, states: bool, lengths: bool) -> tuple[int, ...]:
    first = 9 + STATES[op]
    return (0, *(range(9, first) if states else ()), *((first,) if lengths else ()))


BOTH: dict[str, Any] = {"directions": 2, "direction": "bidirectional"}


def neither(reason: str) -> dict[str, str]:
    return {"torch": reason, "keras": reason}


NO_LENGTHS, NO_ACTIVATIONS = neither("no lengths"), neither("no other activations")

SAMPLES = [
    *(recurrent(op, "plain") for op in GATES),
    *(recurrent(op, "states", states=True) for op in GATES),
    *(recurrent(op, "no-bias", bias=False) for op in GATES),
    *(recurrent(op, "reverse", direction="reverse", states=True) for op in GATES),
    *(recurrent(op, "both", **BOTH) for op in GATES),
    *(recurrent(op, "both-states", states=True, **BOTH) for op in GATES),
    *(recurrent(op, "batch-first", batch_first=True) for op in GATES),
    *(recurrent(op, "batch-first-both", batch_first=True, **BOTH) for op in GATES),
    *(recurrent(op, "lengths", lengths=True, states=True, cannot=NO_LENGTHS, **BOTH)
      for op in GATES),
    recurrent("lstm", "peepholes", peepholes=True, cannot=neither("peepholes")),
    recurrent("lstm", "coupled", input_forget=True, cannot=neither("coupled")),
    recurrent("lstm", "clip", clip=0.3, cannot=neither("bounds")),
    recurrent("gru", "reset-before", reset_after=False, states=True,
              cannot=neither("behind the product")),
    recurrent("rnn", "relu", activations=("relu",)),
    recurrent("rnn", "affine", activations=("affine",), activation_alpha=(0.5,),
              activation_beta=(0.1,), cannot=NO_ACTIVATIONS),
    recurrent("lstm", "hard", activations=("hard_sigmoid", "tanh", "tanh"), cannot=NO_ACTIVATIONS),
    recurrent("gru", "usual", activations=("sigmoid", "tanh")),
]  # fmt: skip
