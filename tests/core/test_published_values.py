"""Published values for the curves."""

from __future__ import annotations

from sr_desktop.core.published import published


def test_a_generator_trained_against_a_discriminator_is_srgan() -> None:
    assert {each.network for each in published("srresnet", "srgan")} == {"SRGAN"}
    assert {each.network for each in published("srresnet", "supervised")} == {"SRResNet"}
    assert published("unknown", "supervised") == ()


def test_deeper_networks_reach_more_on_every_set_and_factor() -> None:
    srcnn = {(each.dataset, each.scale): each.psnr for each in published("srcnn", "supervised")}
    vdsr = {(each.dataset, each.scale): each.psnr for each in published("vdsr", "supervised")}
    assert srcnn.keys() == vdsr.keys()
    assert all(vdsr[key] > srcnn[key] for key in srcnn)
