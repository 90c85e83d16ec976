"""SRGAN: a generator that learns from the truth and from a discriminator in turn (Ledig et al., CVPR 2017)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn

from sr_desktop.core.errors import BadJob
from sr_desktop.core.training.job import GanOptions, JobSpec
from trainer.discriminator import Discriminator
from trainer.distributed import ALONE, Group
from trainer.optim import (
    AveragedWeights,
    autocast,
    clip_gradients,
    initialise,
    make_optimizer,
    mean_of,
    parts,
    rate_factor,
    set_rate,
)
from trainer.placement import move
from trainer.spectrum import SIDE, spectral_distance
from trainer.vgg import VggFeatures, find_vgg

Part = tuple[torch.Tensor, torch.Tensor]
_VGG_LAYERS = {"vgg22": "2_2", "vgg54": "5_4"}


class Srgan:
    """Generator, discriminator and their optimizers; one update of each a step (k = 1, section 3.2)."""

    # PSNR falls while pictures become sharper (tables 1 and 2 of the paper): by it, the start would be the best.
    psnr_decides = False

    def __init__(self, job: JobSpec, module: nn.Module, device: torch.device, group: Group = ALONE) -> None:
        gan = job.gan
        if gan is None:
            raise BadJob(field="gan", value="missing", allowed="a [gan] table for the recipe srgan")
        self._options, self._gan, self._device, self._group = job.optim, gan, device, group
        self._content = _content_features(gan, device)
        _refuse_bad_start(job, gan)
        _refuse_small_patches(job, gan)
        initialise(module, job.optim, job.seed)
        self.module = move(group.synchronise_statistics(module, device), device)
        self.module.train()
        self.discriminator = move(group.synchronise_statistics(_discriminator(job), device), device)
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
        passes = parts(low, high, self._options)
        # What the generator answers is kept from the discriminator's turn to its own where it is one pass; that of more
        # would fill the memory that passes are to save, so that it is made again.
        answers = [self._answer(low)] if len(passes) == 1 else []
        judged = self._update_judge(passes, answers)
        made = self._update_generator(passes, answers, step, judged)
        return {**made, **judged}

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
        self.averaged.load(state["averaged"])
        self.rate_scale = float(state["rate_scale"])

    def _update_judge(self, passes: list[Part], answers: list[torch.Tensor]) -> dict[str, torch.Tensor]:
        self._judge_optimizer.zero_grad(set_to_none=True)
        figures = []
        for number, (low, high) in enumerate(passes):
            answer = answers[number].detach() if answers else self._look(low)
            figures.append(self._judge(high, answer, share=1 / len(passes)))
        judged = self._group.mean(mean_of(figures))
        self._group.average_gradients(self.discriminator)
        if bool(torch.isfinite(judged["discriminator"])):
            self._judge_optimizer.step()
        return judged

    def _update_generator(
        self, passes: list[Part], answers: list[torch.Tensor], step: int, judged: dict[str, torch.Tensor]
    ) -> dict[str, torch.Tensor]:
        self._optimizer.zero_grad(set_to_none=True)
        figures = []
        for number, (low, high) in enumerate(passes):
            answer = answers[number] if answers else self._answer(low)
            figures.append(self._generate(answer, high, share=1 / len(passes)))
        made = self._group.mean(mean_of(figures))
        self._group.average_gradients(self.module)
        clip_gradients(self.module.parameters(), self._options, self.rate)
        if all(bool(torch.isfinite(loss)) for loss in (judged["discriminator"], made["generator"])):
            self._optimizer.step()
            self.averaged.update(self.module, step)
        return made

    def _answer(self, low: torch.Tensor) -> torch.Tensor:
        with autocast(self._device, self._options):
            return self.module(low)  # type: ignore[no-any-return]

    @torch.no_grad()
    def _look(self, low: torch.Tensor) -> torch.Tensor:
        """As `_answer`, without a trace: the statistics are counted when the answer is made again."""
        with _kept_statistics(self.module):
            return self._answer(low)

    def _logits(self, patches: torch.Tensor) -> torch.Tensor:
        with autocast(self._device, self._options):
            logits: torch.Tensor = self.discriminator(patches)
        return logits.float()

    def _judge(self, high: torch.Tensor, answer: torch.Tensor, *, share: float) -> dict[str, torch.Tensor]:
        real, fake = self._logits(high), self._logits(answer)
        loss = _cross_entropy(real, is_real=True) + _cross_entropy(fake, is_real=False)
        (loss * share).backward()  # type: ignore[no-untyped-call]
        return {"discriminator": loss, "d_real": real.sigmoid().mean(), "d_fake": fake.sigmoid().mean()}

    def _generate(self, answer: torch.Tensor, high: torch.Tensor, *, share: float) -> dict[str, torch.Tensor]:
        # -log D(G(x)) rather than log(1 - D(G(x))): stronger gradients (section 2.2.2).
        deceived = _cross_entropy(self._logits(answer), is_real=True)
        answer = answer.float()
        terms = {
            "content": self._gan.content_weight * self._content_loss(answer, high),
            "adversarial": self._gan.adversarial * deceived,
        }
        if self._gan.pixel_weight:
            # As ESRGAN does (Wang et al. 2018, section 3.3): VGG's features leave colours and fine grids nearly free.
            terms["pixel"] = self._gan.pixel_weight * nn.functional.l1_loss(answer, high)
        if self._gan.spectrum_weight:
            terms["spectrum"] = self._gan.spectrum_weight * spectral_distance(answer, high)
        loss = torch.stack(list(terms.values())).sum()
        (loss * share).backward()  # type: ignore[no-untyped-call]
        return {"generator": loss, **terms}

    def _content_loss(self, answer: torch.Tensor, high: torch.Tensor) -> torch.Tensor:
        if self._content is None:
            # On -1..1, as in the paper: four times the error on 0..1.
            return 4.0 * nn.functional.mse_loss(answer, high)
        with autocast(self._device, self._options):
            with torch.no_grad():
                wanted = self._content(high)
            features = self._content(answer)
        return nn.functional.mse_loss(features.float(), wanted.float())


def _cross_entropy(logits: torch.Tensor, *, is_real: bool) -> torch.Tensor:
    wanted = torch.ones_like(logits) if is_real else torch.zeros_like(logits)
    return nn.functional.binary_cross_entropy_with_logits(logits, wanted)


@contextmanager
def _kept_statistics(module: nn.Module) -> Iterator[None]:
    """A block in which batches are normalised by their own statistics, which are not counted."""
    layers = [layer for layer in module.modules() if isinstance(layer, nn.modules.batchnorm._BatchNorm)]
    counted = [layer.momentum for layer in layers]
    for layer in layers:
        layer.momentum = 0.0
    try:
        yield
    finally:
        for layer, momentum in zip(layers, counted, strict=True):
            layer.momentum = momentum


def _discriminator(job: JobSpec) -> Discriminator:
    side = job.data.patch * job.scales[0]
    try:
        return Discriminator(side)
    except ValueError as error:
        raise BadJob(field="data.patch", value=str(job.data.patch), allowed=str(error)) from None


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


def _refuse_small_patches(job: JobSpec, gan: GanOptions) -> None:
    if gan.spectrum_weight and job.data.patch * job.scales[0] < SIDE:
        least = -(-SIDE // job.scales[0])
        raise BadJob(field="data.patch", value=str(job.data.patch), allowed=f"at least {least} with gan.spectrum_weight")
