"""Linear regressors, one for each kind of patch: what A+ and RFL share once a patch's kind is known."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sr_desktop.core.pictures.picture import FloatArray

Kinds = npt.NDArray[np.intp]


class Regressors:
    """`weights` (kinds x features x components) lead to coefficients on `basis` (components x pixels of a patch)."""

    def __init__(self, weights: FloatArray, basis: FloatArray) -> None:
        self._weights = np.ascontiguousarray(weights, dtype=np.float32)
        self._basis = np.ascontiguousarray(basis, dtype=np.float32)

    def predict(self, features: FloatArray, kinds: Kinds) -> FloatArray:
        """n x features and the kind of each row to n x pixels."""
        return self.coefficients(features, kinds) @ self._basis

    def coefficients(self, features: FloatArray, kinds: Kinds) -> FloatArray:
        """As `predict`, but n x components: answers of several regressors are cheaper to add before `expand`."""
        # Rows of one kind together: one product each, instead of one per patch.
        order = np.argsort(kinds, kind="stable")
        cuts = np.searchsorted(kinds[order], np.arange(len(self._weights) + 1))
        sorted_features = features[order]
        answers = np.empty((len(features), self._weights.shape[2]), dtype=np.float32)
        for kind in np.flatnonzero(np.diff(cuts)):
            start, stop = cuts[kind], cuts[kind + 1]
            np.matmul(sorted_features[start:stop], self._weights[kind], out=answers[start:stop])
        result = np.empty_like(answers)
        result[order] = answers
        return result

    def expand(self, coefficients: FloatArray) -> FloatArray:
        """n x components to n x pixels."""
        return coefficients @ self._basis
