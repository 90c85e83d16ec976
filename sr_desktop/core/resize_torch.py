"""The rules of `resize` for batches on any device; equal to the numpy ones within 1e-4."""

from __future__ import annotations

import torch

from sr_desktop.core.resize import CUBIC, Kernel, Taps, axis_taps, scaled_shape


def imresize_batch(batch: torch.Tensor, scale: float, kernel: Kernel = CUBIC) -> torch.Tensor:
    """MATLAB's imresize for N x C x H x W float tensors, antialiased when scale < 1; differentiable."""
    height, width = int(batch.shape[2]), int(batch.shape[3])
    new_height, new_width = scaled_shape((height, width), scale)
    rows = _matrix(axis_taps(height, new_height, scale, kernel), height, batch)
    columns = _matrix(axis_taps(width, new_width, scale, kernel), width, batch)
    return rows @ batch @ columns.T


def _matrix(taps: Taps, length: int, like: torch.Tensor) -> torch.Tensor:
    # Patches are small, so one dense product beats gathering tap by tap.
    matrix = torch.zeros(taps.index.shape[0], length, dtype=like.dtype, device=like.device)
    weight = torch.from_numpy(taps.weight).to(like)
    return matrix.scatter_add_(1, torch.from_numpy(taps.index).to(like.device), weight)
