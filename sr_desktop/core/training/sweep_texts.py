"""Titles and descriptions of the ready sweeps, where translators find them: the sweeps themselves are TOML files."""
# ruff: noqa: E501 - a text is one literal, since that is the key of its translation

from __future__ import annotations

from sr_desktop.core.texts import QT_TRANSLATE_NOOP

SWEEP_TEXTS = (
    QT_TRANSLATE_NOOP("sweeps", "SRCNN: kernel sizes"),
    QT_TRANSLATE_NOOP(
        "sweeps",
        "A larger second kernel sees more of the picture: 9-1-5, 9-3-5, 9-5-5 (SRCNN section 4.3.2, figure 7; Set5 x3: 32.52, 32.66, 32.75 dB).",
    ),
    QT_TRANSLATE_NOOP("sweeps", "SRCNN: three or four layers"),
    QT_TRANSLATE_NOOP(
        "sweeps",
        "Whether one more layer of 16 filters helps: the paper found that deeper was not better for SRCNN (section 4.3.3, figures 8 and 9).",
    ),
    QT_TRANSLATE_NOOP("sweeps", "SRCNN: number of training pictures"),
    QT_TRANSLATE_NOOP(
        "sweeps",
        "How much more pictures give, all else equal; every larger set holds the smaller ones (SRCNN section 4.1, figure 4: 91 pictures or ImageNet).",
    ),
    QT_TRANSLATE_NOOP("sweeps", "SRCNN: better training"),
    QT_TRANSLATE_NOOP(
        "sweeps",
        "What each part of today's recipe brings to the same network, added one after another: start, schedule, averaged weights, loss, optimizer, time.",
    ),
    QT_TRANSLATE_NOOP("sweeps", "SRCNN: widths"),
    QT_TRANSLATE_NOOP(
        "sweeps",
        "More filters reach more at the price of time: 32-16, 64-32, 128-64 (SRCNN section 4.3.1, table 1; Set5 x3: 32.26, 32.52, 32.60 dB).",
    ),
    QT_TRANSLATE_NOOP("sweeps", "SRGAN: content losses"),
    QT_TRANSLATE_NOOP(
        "sweeps",
        "PSNR falls while pictures look sharper: pixels compared by MSE, or features of VGG-19 after layer 2,2 or 5,4 (SRGAN section 3.4, table 1).",
    ),
    QT_TRANSLATE_NOOP("sweeps", "VDSR: depth"),
    QT_TRANSLATE_NOOP("sweeps", "The deeper, the better: 5 to 20 layers, x3 (VDSR section 4.1, figure 3)."),
    QT_TRANSLATE_NOOP("sweeps", "VDSR: residual or plain"),
    QT_TRANSLATE_NOOP(
        "sweeps",
        "Residual networks learn at high rates, plain ones hardly or not at all: depth 10, x2, rates 0.1, 0.01, 0.001 (VDSR section 4.2, table 1).",
    ),
    QT_TRANSLATE_NOOP("sweeps", "VDSR: one factor or several"),
    QT_TRANSLATE_NOOP(
        "sweeps",
        "One network for all factors is as good as one for each, and better than one used at a factor it never saw (VDSR section 4.3, table 2).",
    ),
)
"""Every one as it stands in its file; a test compares them."""
