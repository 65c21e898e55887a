"""Tests of models use one thread each: they run side by side, and small tensors gain nothing."""

from __future__ import annotations

import torch

torch.set_num_threads(1)
