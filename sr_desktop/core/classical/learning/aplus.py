"""How A+ learns (Timofte et al., ACCV 2014, section 3.2): anchors, their neighbours, a regressor for each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sr_desktop.core.classical.aplus import AplusConfig
from sr_desktop.core.classical.face import Arrays, Learned, Lesson, StageProgress
from sr_desktop.core.classical.learning.anchors import place_anchors
from sr_desktop.core.classical.learning.neighbours import find_neighbours
from sr_desktop.core.classical.learning.ridge import fit, on_main_components
from sr_desktop.core.classical.learning.samples import Samples, draw_samples, main_components, read_planes
from sr_desktop.core.pictures.picture import FloatArray

FITTING = "fitting regressors"
SAMPLES = 2_000_000
"""The paper takes 5 million, which bring 0.01 dB more in more than twice the time."""
ANCHORS = 1024
NEIGHBOURS = 2048
_PENALTY = 0.1
_ANCHOR_SAMPLES = 100_000
_SAMPLES_AN_ANCHOR = 32
_SAMPLES_A_NEIGHBOUR = 16
"""Where samples are few, there are fewer anchors, and their neighbourhoods stay a small part of all samples."""
_LEAST = 2000
_REPORT_EVERY = 16


def learn(lesson: Lesson, progress: StageProgress) -> Learned:
    """See face.Learn. Anchors, neighbours and the ridge's penalty are the paper's."""
    planes = read_planes(lesson, progress)
    projection = main_components(planes, lesson.factor)
    limit = lesson.samples or SAMPLES
    samples = draw_samples(planes, projection, lesson, limit=limit, least=_LEAST, progress=progress)
    features, rng = samples.features, lesson.random()
    some = rng.choice(len(features), min(len(features), _ANCHOR_SAMPLES), replace=False)
    anchors = place_anchors(features[some], min(ANCHORS, len(features) // _SAMPLES_AN_ANCHOR), rng, progress)
    neighbours = find_neighbours(features, anchors, min(NEIGHBOURS, len(features) // _SAMPLES_A_NEIGHBOUR), progress)
    regressors, basis = on_main_components(_fit_all(samples, neighbours, progress))
    arrays: Arrays = {"projection": projection, "anchors": anchors, "regressors": regressors.astype(np.float16), "basis": basis}
    return Learned(config=AplusConfig(), arrays=arrays, samples=len(features))


def _fit_all(samples: Samples, neighbours: npt.NDArray[np.intp], progress: StageProgress) -> FloatArray:
    regressors = []
    for done, rows in enumerate(neighbours, start=1):
        # Sorted, so that memory is read from front to back.
        ordered = np.sort(rows)
        regressors.append(fit(samples.features[ordered], samples.missing(ordered), _PENALTY))
        if done % _REPORT_EVERY == 0 or done == len(neighbours):
            progress(FITTING, done, len(neighbours))
    return np.stack(regressors)
