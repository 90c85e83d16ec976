"""A network's weights by name in a safetensors file, as other programs keep them."""

from __future__ import annotations

from pathlib import Path

import safetensors.torch
import torch

from sr_desktop.core.models.checkpoint import LoadedNet, State, read_tensors
from sr_desktop.core.pictures.picture import FloatArray


class PlainWeights:
    """An Exported. Of a network from elsewhere these are the tensors that its own programs know, under their names."""

    def __init__(self, net: LoadedNet, path: Path) -> None:
        self._net = net
        state: State = read_tensors(path) if net.spec.rebuild else net.module.state_dict()
        info = net.info
        metadata = {"format": "pt", "title": info.title, "licence": info.licence, "origin_sha256": info.origin_sha256}
        self.data: bytes = safetensors.torch.save(
            {name: tensor.contiguous() for name, tensor in state.items()},
            metadata={key: value for key, value in metadata.items() if value},
        )

    @torch.inference_mode()
    def answer(self, picture: FloatArray) -> FloatArray:
        """See Exported: by the network built anew from what was written."""
        state = safetensors.torch.load(self.data)
        net = self._net
        if net.spec.rebuild:
            module = net.spec.rebuild(net.config, state, Path(net.info.origin))
        else:
            module = net.spec.build(net.config)
            module.load_state_dict(state)
        answer: FloatArray = module.eval()(torch.from_numpy(picture)).numpy()
        return answer
