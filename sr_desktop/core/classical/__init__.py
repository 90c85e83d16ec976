"""The methods from before the networks: one file and one line each. numpy and scipy alone run them."""

from __future__ import annotations

from sr_desktop.core.classical import aplus, rfl, selfex, sparse
from sr_desktop.core.classical.face import MethodSpec

METHODS: tuple[MethodSpec, ...] = (sparse.SPEC, aplus.SPEC, rfl.SPEC, selfex.SPEC)

METHOD_BY_ID = {spec.id: spec for spec in METHODS}
