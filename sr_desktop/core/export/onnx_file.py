"""A network as an ONNX file for pictures of any size.

By torch's older exporter: beside torch it needs the package onnx alone, where the newer one needs onnxscript as well, and
it writes what depends on the size of a picture as such.
"""

from __future__ import annotations

import warnings
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.export.errors import ExportFailed, ExportNeedsPackages
from sr_desktop.core.models.checkpoint import LoadedNet
from sr_desktop.core.pictures.picture import FloatArray

_PACKAGES = ("onnx", "onnxruntime")
_OPSET = 18
_INPUTS = {
    InputSpace.LUMA_UPSCALED: "luminance_enlarged",
    InputSpace.LUMA_LOW: "luminance",
    InputSpace.RGB_LOW: "rgb",
}


class OnnxFile:
    """An Exported. Raises ExportNeedsPackages, ExportFailed."""

    def __init__(self, net: LoadedNet, picture: FloatArray) -> None:
        for package in _PACKAGES:
            if find_spec(package) is None:
                raise ExportNeedsPackages(package=package, wanted=" ".join(_PACKAGES))
        self._input = _INPUTS[net.spec.input_space]
        self._title = net.info.title
        self.data = self._described(self._traced(net, picture), net)
        self._session: Any = None

    def answer(self, picture: FloatArray) -> FloatArray:
        """See Exported: by onnxruntime on the CPU."""
        import onnxruntime  # noqa: PLC0415 - optional

        try:
            if self._session is None:
                options = onnxruntime.SessionOptions()
                # What it finds becomes an error of ours; it shall not print it as well.
                options.log_severity_level = 4
                self._session = onnxruntime.InferenceSession(self.data, options, providers=["CPUExecutionProvider"])
            answer: FloatArray = self._session.run(None, {self._input: picture})[0]
        except Exception as error:  # noqa: BLE001 - the runtime has no error class of its own to name here
            raise ExportFailed(model=self._title, detail=_first_line(error)) from None
        return answer

    def _traced(self, net: LoadedNet, picture: FloatArray) -> bytes:
        with TemporaryDirectory(prefix="sr-export-") as folder, warnings.catch_warnings():
            path = Path(folder) / "net.onnx"
            # That this exporter will go one day, and that a trace may miss something: which the comparison finds out.
            warnings.simplefilter("ignore")
            try:
                torch.onnx.export(
                    net.module,
                    (torch.from_numpy(picture),),
                    path,
                    dynamo=False,
                    opset_version=_OPSET,
                    input_names=[self._input],
                    output_names=["answer"],
                    dynamic_axes={self._input: {2: "height", 3: "width"}, "answer": {2: "answer_height", 3: "answer_width"}},
                )
            except Exception as error:  # noqa: BLE001 - whatever an architecture does that ONNX cannot say
                raise ExportFailed(model=self._title, detail=_first_line(error)) from None
            return path.read_bytes()

    def _described(self, data: bytes, net: LoadedNet) -> bytes:
        """With what another program must know: how pictures are to be fed, and whose it is."""
        import onnx  # noqa: PLC0415 - optional

        model = onnx.load_from_string(data)
        geometry = net.spec.geometry(net.config)
        facts = {
            "title": net.info.title,
            "licence": net.info.licence,
            "scales": ", ".join(f"{scale:g}" for scale in net.info.scales),
            "input": f"{self._input}, 1 x {geometry.channels} x height x width in 0..1",
            "sides_are_multiples_of": str(geometry.step),
            "weights_sha256": net.info.sha256,
        }
        for key, value in facts.items():
            model.metadata_props.add(key=key, value=value)
        model.producer_name = "SR Desktop"
        described: bytes = model.SerializeToString()
        return described


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:200]
