"""Published values for the curves."""

from __future__ import annotations

import pytest

from sr_desktop.core.models.published import PICTURES, known_name, method_of, published, published_at


def test_a_generator_trained_against_a_discriminator_is_srgan() -> None:
    assert {each.network for each in published("srresnet", "srgan")} == {"SRGAN"}
    assert {each.network for each in published("srresnet", "supervised")} == {"SRResNet"}
    assert published("unknown", "supervised") == ()


def test_deeper_networks_reach_more_on_every_set_and_factor() -> None:
    srcnn = {(each.dataset, each.scale): each.psnr for each in published("srcnn", "supervised")}
    vdsr = {(each.dataset, each.scale): each.psnr for each in published("vdsr", "supervised")}
    assert srcnn.keys() == vdsr.keys()
    assert all(vdsr[key] > srcnn[key] for key in srcnn)


@pytest.mark.parametrize(
    ("method", "dataset", "scale", "cell"),
    [
        ("bicubic", "Set5", 2, (33.66, 0.9299, 0.0)),
        ("aplus", "Set5", 2, (36.54, 0.9544, 0.58)),
        ("rfl", "Set14", 3, (29.05, 0.8164, 0.85)),
        ("selfex", "Urban100", 2, (29.54, 0.8967, 663.98)),
        ("srcnn", "B100", 4, (26.90, 0.7101, 2.51)),
        ("vdsr", "Urban100", 4, (25.18, 0.7524, 1.06)),
        ("srresnet", "Set5", 4, (32.05, 0.9019, None)),
        ("srgan", "B100", 4, (25.16, 0.6688, None)),
    ],
)
def test_the_tables_of_the_papers(method, dataset, scale, cell) -> None:
    row = published_at(method, dataset, scale)
    assert (row.psnr, row.ssim, row.seconds) == cell


def test_the_table_is_whole() -> None:
    for method in ("bicubic", "aplus", "rfl", "selfex", "srcnn", "vdsr"):
        assert all(published_at(method, dataset, scale) for dataset in PICTURES for scale in (2, 3, 4))
    assert published_at("vdsr", "Set5", 8) is None


def test_sets_and_models_go_by_several_names() -> None:
    assert [known_name(name) for name in ("BSD100", "bsds100", "b100", "set5", "Mine")] == [
        "B100",
        "B100",
        "B100",
        "Set5",
        "Mine",
    ]
    assert published_at("bicubic", "BSD100", 2) == published_at("bicubic", "B100", 2)
    assert [method_of("srresnet", "srgan"), method_of("aplus", ""), method_of("lanczos", "")] == ["srgan", "aplus", ""]
