"""A protocol in words, for files and the command line (standard library only)."""

from __future__ import annotations

from sr_desktop.core.bench.plan import ExtraMetric, Protocol

_CHANNELS = {"y": "Y (BT.601 studio range)", "rgb": "RGB (all channels together, SSIM as their mean)"}
_LOW = {"float": "not rounded", "uint8": "rounded to 8 bit"}
_EXTRA = {
    "ms_ssim": "5 scales, weights of Wang et al. 2003",
    "distance": "mean squared difference of VGG-19's activations conv3_1 (less is better)",
}


def described(protocol: Protocol, extra: tuple[ExtraMetric, ...] = ()) -> dict[str, str]:
    """What stands beside every figure, so that it can be compared with others: a name and a text for each part.

    shave is "scale" or "none"; extra: metrics measured besides PSNR and SSIM.
    """
    return {
        "channel": _CHANNELS[protocol.channel],
        "shave": protocol.shave,
        "lr_kernel": f"MATLAB imresize bicubic, antialiased, {_LOW[protocol.low]}",
        "rounding": "8 bit, half up",
        "ssim": "11x11 Gaussian, sigma 1.5, valid",
        **{name: _EXTRA[name] for name in extra},
    }
