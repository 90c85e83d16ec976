"""What layers make of flat pictures, next to the networks themselves."""

from __future__ import annotations

import numpy as np
import pytest
from nets import loaded_net

from sr_desktop.core.archs import ARCHS
from sr_desktop.core.backends.face import Way
from sr_desktop.core.backends.levels import flat_levels
from sr_desktop.core.backends.packed_backend import PackedBackend
from sr_desktop.core.backends.packed_plan import lying_plan
from sr_desktop.core.backends.plan import plan_of
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.paths import resources_dir

SHIPPED = ["srcnn_x2", "srcnn_x3", "srcnn_x4", "vdsr", "srresnet_x4", "srgan_x4"]
SIDE = 96
"""More than our networks see, so that the middle of a flat picture is flat after each layer."""


@pytest.mark.parametrize("name", SHIPPED)
def test_they_are_what_the_network_makes_of_flat_pictures(name: str) -> None:
    steps = plan_of(load_net(resources_dir() / "weights" / f"{name}.safetensors"))
    assert steps is not None
    backend = PackedBackend(steps, Way(backend="torch", device="cpu"))
    levels = flat_levels(steps)
    for flat, wanted in zip(levels[-1], levels[len(steps) - 1], strict=True):
        planes = np.broadcast_to(flat[:, None, None], (len(flat), SIDE, SIDE))
        answer = backend.run(np.ascontiguousarray(planes))
        side = answer.shape[1] // 2
        # Pixels of a block, which a shuffle makes of channels, differ a little even there.
        middle = answer[:, side - 4 : side + 4, side - 4 : side + 4].mean(axis=(1, 2))
        assert np.allclose(middle, wanted, atol=2e-2 if answer.shape[1] > SIDE else 1e-4)


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_plans_that_lie_have_the_same(spec) -> None:
    steps = plan_of(loaded_net(spec))
    assert steps is not None
    upright, lying = (flat_levels(each) for each in (steps, lying_plan(steps)))
    assert np.allclose(upright[len(steps) - 1], list(lying.values())[-1], rtol=1e-3, atol=1e-4)


def test_networks_of_luminance_see_greys_alone() -> None:
    for spec in ARCHS:
        steps = plan_of(loaded_net(spec))
        assert steps is not None
        assert flat_levels(steps)[-1].shape == ((6, 3) if spec.channels == 3 else (3, spec.channels))
