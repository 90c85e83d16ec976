"""SRGAN: a generator that learns from the truth and from a discriminator in turn (Ledig et al., CVPR 2017)."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from sr_desktop.core.errors import BadJob
from sr_desktop.core.job import GanOptions, JobSpec
from trainer.discriminator import Discriminator
from trainer.optim import AveragedWeights, clip_gradients, initialise, make_optimizer, rate_factor, set_rate
from trainer.vgg import VggFeatures, find_vgg

_VGG_LAYERS = {"vgg22": "2_2", "vgg54": "5_4"}


class Srgan:
    """Generator, discriminator and their optimizers; one update of each a step (k = 1, section 3.2)."""

    # PSNR falls while pictures become sharper (tables 1 and 2 of the paper): by it, the start would be the best.
    psnr_decides = False

    def __init__(self, job: JobSpec, module: nn.Module, device: torch.device) -> None:
        gan = job.gan
        if gan is None:
            raise BadJob(field="gan", value="missing", allowed="a [gan] table for the recipe srgan")
        self._options, self._gan, self._device = job.optim, gan, device
        self._content = _content_features(gan, device)
        _refuse_bad_start(job, gan)
        initialise(module, job.optim, job.seed)
        self.module = module.to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.module.train()
        self.discriminator = _discriminator(job, device)
        self._optimizer = make_optimizer(self.module, job.optim)
        self._judge_optimizer = torch.optim.Adam(
            [{"params": list(self.discriminator.parameters()), "peak": job.optim.lr}], lr=job.optim.lr
        )
        self.averaged = AveragedWeights(self.module, job.optim.ema)
        self.rate = 0.0
        self.rate_scale = 1.0

    def step(self, step: int, low: torch.Tensor, high: torch.Tensor) -> dict[str, torch.Tensor]:
        """One update of the discriminator, then one of the generator. Values that are no numbers change no weights."""
        factor = self.rate_scale * rate_factor(self._options, step)
        self.rate = set_rate(self._optimizer, factor)
        set_rate(self._judge_optimizer, factor)
        answer = self.module(low)
        judged = self._judge(high, answer.detach())
        made = self._generate(answer, high)
        if all(bool(torch.isfinite(loss)) for loss in (judged["discriminator"], made["generator"])):
            self._optimizer.step()
            self.averaged.update(self.module, step)
        return {name: loss.detach() for name, loss in {**made, **judged}.items()}

    def state(self) -> dict[str, Any]:
        """All that the next step depends on."""
        return {
            "module": self.module.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "discriminator": self.discriminator.state_dict(),
            "judge_optimizer": self._judge_optimizer.state_dict(),
            "averaged": self.averaged.state,
            "rate_scale": self.rate_scale,
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """Go on from what `state` gave."""
        self.module.load_state_dict(state["module"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.discriminator.load_state_dict(state["discriminator"])
        self._judge_optimizer.load_state_dict(state["judge_optimizer"])
        self.averaged.state = state["averaged"]
        self.rate_scale = float(state["rate_scale"])

    def _judge(self, high: torch.Tensor, answer: torch.Tensor) -> dict[str, torch.Tensor]:
        real, fake = self.discriminator(high), self.discriminator(answer)
        loss = _cross_entropy(real, is_real=True) + _cross_entropy(fake, is_real=False)
        self._judge_optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        if bool(torch.isfinite(loss)):
            self._judge_optimizer.step()
        return {"discriminator": loss, "d_real": real.sigmoid().mean(), "d_fake": fake.sigmoid().mean()}

    def _generate(self, answer: torch.Tensor, high: torch.Tensor) -> dict[str, torch.Tensor]:
        # -log D(G(x)) rather than log(1 - D(G(x))): stronger gradients (section 2.2.2).
        deceived = _cross_entropy(self.discriminator(answer), is_real=True)
        parts = {
            "content": self._gan.content_weight * self._content_loss(answer, high),
            "adversarial": self._gan.adversarial * deceived,
        }
        if self._gan.pixel_weight:
            # As ESRGAN does (Wang et al. 2018, section 3.3): VGG's features leave colours and fine grids nearly free.
            parts["pixel"] = self._gan.pixel_weight * nn.functional.l1_loss(answer, high)
        loss = torch.stack(list(parts.values())).sum()
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        clip_gradients(self.module.parameters(), self._options, self.rate)
        return {"generator": loss, **parts}

    def _content_loss(self, answer: torch.Tensor, high: torch.Tensor) -> torch.Tensor:
        if self._content is None:
            # On -1..1, as in the paper: four times the error on 0..1.
            return 4.0 * nn.functional.mse_loss(answer, high)
        with torch.no_grad():
            wanted = self._content(high)
        return nn.functional.mse_loss(self._content(answer), wanted)


def _cross_entropy(logits: torch.Tensor, *, is_real: bool) -> torch.Tensor:
    wanted = torch.ones_like(logits) if is_real else torch.zeros_like(logits)
    return nn.functional.binary_cross_entropy_with_logits(logits, wanted)


def _discriminator(job: JobSpec, device: torch.device) -> Discriminator:
    side = job.data.patch * job.scales[0]
    try:
        discriminator = Discriminator(side)
    except ValueError as error:
        raise BadJob(field="data.patch", value=str(job.data.patch), allowed=str(error)) from None
    discriminator.to(device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return discriminator


def _content_features(gan: GanOptions, device: torch.device) -> VggFeatures | None:
    if gan.content == "mse":
        return None
    return VggFeatures(find_vgg(gan.vgg, gan.content), _VGG_LAYERS[gan.content]).to(device)


def _refuse_bad_start(job: JobSpec, gan: GanOptions) -> None:
    if not job.optim.start and not gan.from_scratch:
        allowed = (
            "weights of an SRResNet trained before: without, the discriminator wins at once and the generator learns "
            "nothing (gan.from_scratch = true does it all the same)"
        )
        raise BadJob(field="optim.start", value="empty", allowed=allowed)
