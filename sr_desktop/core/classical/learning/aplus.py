"""How A+ learns (Timofte et al., ACCV 2014, section 3.2): anchors, their neighbours, a regressor for each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sr_desktop.core.classical.aplus import AplusConfig
from sr_desktop.core.classical.face import Arrays, Learned, Lesson, StageProgress
from sr_desktop.core.classical.learning.anchors import place_anchors
from sr_desktop.core.classical.learning.ridge import fit, on_main_components
from sr_desktop.core.classical.learning.samples import Samples, draw_samples, main_components, read_planes
from sr_desktop.core.picture import FloatArray

SEARCHING = "finding neighbours"
FITTING = "fitting regressors"
SAMPLES = 5_000_000
ANCHORS = 1024
NEIGHBOURS = 2048
_PENALTY = 0.1
_ANCHOR_SAMPLES = 100_000
_SAMPLES_AN_ANCHOR = 32
_SAMPLES_A_NEIGHBOUR = 16
"""Where samples are few, there are fewer anchors, and their neighbourhoods stay a small part of all samples."""
_LEAST = 2000
_AT_ONCE = 32768
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


def find_neighbours(features: FloatArray, anchors: FloatArray, count: int, progress: StageProgress) -> npt.NDArray[np.intp]:
    """anchors x count: the samples of largest absolute correlation with each anchor."""
    likeness = np.full((len(anchors), count), -1.0, dtype=np.float32)
    rows = np.zeros((len(anchors), count), dtype=np.intp)
    starts = range(0, len(features), _AT_ONCE)
    for done, start in enumerate(starts, start=1):
        found = np.abs(anchors @ features[start : start + _AT_ONCE].T)
        worst = likeness.min(axis=1)
        for anchor in range(len(anchors)):
            better = np.flatnonzero(found[anchor] > worst[anchor])
            if len(better):
                all_likeness = np.concatenate([likeness[anchor], found[anchor, better]])
                best = np.argpartition(-all_likeness, count - 1)[:count]
                likeness[anchor] = all_likeness[best]
                rows[anchor] = np.concatenate([rows[anchor], better + start])[best]
        progress(SEARCHING, done, len(starts))
    return rows


def _fit_all(samples: Samples, neighbours: npt.NDArray[np.intp], progress: StageProgress) -> FloatArray:
    regressors = []
    for done, rows in enumerate(neighbours, start=1):
        # Sorted, so that memory is read from front to back.
        ordered = np.sort(rows)
        regressors.append(fit(samples.features[ordered], samples.missing(ordered), _PENALTY))
        if done % _REPORT_EVERY == 0 or done == len(neighbours):
            progress(FITTING, done, len(neighbours))
    return np.stack(regressors)
