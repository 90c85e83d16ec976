"""Several processes that train one network together, as torchrun starts them: each takes its share of every batch, and
all of them make the same update.

Gradients are averaged here rather than by DistributedDataParallel: the two networks of a GAN take turns within a step, an
update may need several passes, and what is saved keeps its names. The networks are small (at most some 90 MB of gradients),
so that sending them while others are still being computed would gain little.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import torch
import torch.distributed as dist
from torch import nn
from torch.distributed import PrefixStore, TCPStore  # type: ignore[attr-defined]

from sr_desktop.core.errors import GroupLost
from trainer.connection import connected
from trainer.synced_norm import synchronise_statistics

T = TypeVar("T")

_PATIENCE = timedelta(hours=2)
"""How long the others wait for the first process, which alone validates."""
_BUCKET = 4 * 1024 * 1024
"""Values that are sent at once: enough to use the line well, few enough that their copies cost little memory."""
_RUN = "run"


class FirstProcessEnded(Exception):
    """The first process could not go on, and has said why."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where torchrun put this process: its number among all and among those of its machine, how many there are of each.

    attempt: how often all were started again; restarts_left: how often they may still be. keeps_store: what is put into
    the store outlives a restart.
    """

    rank: int
    size: int
    local_rank: int
    local_size: int
    attempt: int = 0
    restarts_left: int = 0
    run_id: str = ""
    keeps_store: bool = False

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Place | None:
        """The place that the environment variables of torchrun tell, None without them."""
        if "RANK" not in environment or "WORLD_SIZE" not in environment:
            return None
        attempt = int(environment.get("TORCHELASTIC_RESTART_COUNT", "0"))
        return cls(
            rank=int(environment["RANK"]),
            size=int(environment["WORLD_SIZE"]),
            local_rank=int(environment.get("LOCAL_RANK", "0")),
            local_size=int(environment.get("LOCAL_WORLD_SIZE", "1")),
            attempt=attempt,
            restarts_left=int(environment.get("TORCHELASTIC_MAX_RESTARTS", "0")) - attempt,
            run_id=environment.get("TORCHELASTIC_RUN_ID", ""),
            keeps_store=environment.get("TORCHELASTIC_USE_AGENT_STORE") == "True",
        )


class Group:
    """The processes of a run; this class is a process that is alone."""

    def __init__(self, place: Place | None = None) -> None:
        self.place = place or Place(rank=0, size=1, local_rank=0, local_size=1)
        self.size = self.place.size

    @property
    def is_first(self) -> bool:
        """Whether this process validates, writes and speaks."""
        return self.place.rank == 0

    @property
    def leads_machine(self) -> bool:
        """Whether this process is the first one of its machine."""
        return self.place.local_rank == 0

    def highest(self, value: int) -> int:
        """The highest of what all processes give; each waits here for the others. Raises GroupLost, as all of these do."""
        return value

    def from_first(self, make: Callable[[], T]) -> T:
        """What `make` gives in the first process, which alone calls it. Where it fails, the others raise FirstProcessEnded.

        The value must be one that can be pickled, with tensors on the CPU.
        """
        return make()

    def machine_first(self, make: Callable[[], T]) -> T:
        """What `make` gives; the first process of each machine calls it before the others do."""
        return make()

    def average(self, tensors: Iterable[torch.Tensor]) -> None:
        """Replace tensors, of the same shapes everywhere, by their means over all processes."""

    def mean(self, figures: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        """Scalars by name, averaged over all processes; detached."""
        return {name: figure.detach() for name, figure in figures.items()}

    def average_gradients(self, module: nn.Module) -> None:
        """Replace the gradients of a module's parameters by their means over all processes."""
        self.average(parameter.grad for parameter in module.parameters() if parameter.grad is not None)

    def synchronise_statistics(self, module: nn.Module, device: torch.device) -> nn.Module:
        """The module with batch statistics that are those of all processes' patches."""
        return module

    def remember_run(self, path: str) -> None:
        """Keep the run's folder in mind for the processes that take over after a restart."""

    def recall_run(self) -> str:
        """The folder that `remember_run` was given before the last restart, "" for none."""
        return ""

    def leave_together(self) -> None:
        """Return when all processes are done: whoever went earlier would cut the line on which others still talk."""


ALONE = Group()


class TorchGroup(Group):
    """Processes that talk through torch.distributed: by NCCL on graphics cards, by gloo on CPUs."""

    def __init__(self, place: Place, store: PrefixStore) -> None:
        super().__init__(place)
        self._store = store

    def highest(self, value: int) -> int:
        """On the CPU, so that a graphics card need not be waited for."""
        shared = torch.tensor(value, dtype=torch.int64)
        with connected():
            dist.all_reduce(shared, op=dist.ReduceOp.MAX)
        return int(shared)

    def from_first(self, make: Callable[[], T]) -> T:
        """Through the pickles of the first process."""
        if self.is_first:
            return self._give(make)
        received: list[tuple[T] | None] = [None]
        self._broadcast(received)
        if received[0] is None:
            raise FirstProcessEnded
        return received[0][0]

    def machine_first(self, make: Callable[[], T]) -> T:
        """The others wait until it is made."""
        if self.leads_machine:
            value = make()
            self.highest(0)
            return value
        self.highest(0)
        return make()

    def average(self, tensors: Iterable[torch.Tensor]) -> None:
        """Some at a time."""
        for bucket in _buckets(tensors):
            flat = torch.cat([tensor.reshape(-1) for tensor in bucket])
            with connected():
                dist.all_reduce(flat)
            flat /= self.size
            for tensor, part in zip(bucket, torch.split(flat, [tensor.numel() for tensor in bucket]), strict=True):
                tensor.copy_(part.view_as(tensor))

    def mean(self, figures: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        """All of them at once."""
        stacked = torch.stack([figure.detach().float() for figure in figures.values()])
        self.average([stacked])
        return dict(zip(figures, stacked, strict=True))

    def synchronise_statistics(self, module: nn.Module, device: torch.device) -> nn.Module:
        """By other layers of the same names."""
        return synchronise_statistics(module, device) if self.size > 1 else module

    def remember_run(self, path: str) -> None:
        """In torchrun's store, which outlives a restart unless `place` says otherwise."""
        with connected():
            self._store.set(_RUN, path)

    def recall_run(self) -> str:
        """From torchrun's store."""
        with connected():
            return self._store.get(_RUN).decode() if self._store.check([_RUN]) else ""

    def leave_together(self) -> None:
        """Through the store, which needs no line between two processes."""
        with connected():
            self._store.set(self._gone(self.place.rank), "")
            # A store that the first process keeps goes with it: it waits for the others, and they for nobody.
            if self.is_first or self.place.keeps_store:
                self._store.wait([self._gone(rank) for rank in range(self.size)], _PATIENCE)

    def _gone(self, rank: int) -> str:
        return f"{self.place.attempt}/gone/{rank}"

    def _give(self, make: Callable[[], T]) -> T:
        try:
            value = make()
        except BaseException:
            # The others may be gone already; what went wrong here says more than that.
            with suppress(GroupLost):
                self._broadcast([None])
            raise
        self._broadcast([(value,)])
        return value

    def _broadcast(self, values: list[Any]) -> None:
        with connected():
            dist.broadcast_object_list(values, src=0, device=torch.device("cpu"))


@contextmanager
def joined_group() -> Iterator[Group]:
    """The group that torchrun made this process a part of, ALONE without torchrun; left at the end. Raises GroupLost."""
    place = Place.of(os.environ)
    if place is None:
        yield ALONE
        return
    with connected():
        store = PrefixStore(f"sr-desktop/{place.run_id}", _open_store(place))
        # One prefix an attempt: torchrun's store outlives a restart, and with it the addresses of processes that are gone.
        attempt = PrefixStore(f"{place.attempt}/{place.size}", store)
        dist.init_process_group(_backend(), store=attempt, rank=place.rank, world_size=place.size, timeout=_PATIENCE)
    try:
        yield TorchGroup(place, store)
    finally:
        dist.destroy_process_group()


def _open_store(place: Place) -> TCPStore:
    """The store that torchrun keeps, or one that the first process opens."""
    return TCPStore(
        os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"]), is_master=place.rank == 0 and not place.keeps_store
    )


def _backend() -> str:
    return "cpu:gloo,cuda:nccl" if torch.cuda.is_available() and dist.is_nccl_available() else "gloo"


def _buckets(tensors: Iterable[torch.Tensor]) -> Iterator[list[torch.Tensor]]:
    """In their order, as many together as are sent at once."""
    bucket: list[torch.Tensor] = []
    count = 0
    for tensor in tensors:
        if bucket and count + tensor.numel() > _BUCKET:
            yield bucket
            bucket, count = [], 0
        bucket.append(tensor)
        count += tensor.numel()
    if bucket:
        yield bucket
