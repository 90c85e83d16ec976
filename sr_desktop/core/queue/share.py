"""Several processes that share one list of pictures, as torchrun starts them: each does its part, no picture is done twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

import torch
import torch.distributed as dist

from sr_desktop.core.errors import GroupLost, SrError

T = TypeVar("T")

_PATIENCE = timedelta(minutes=30)
"""How long the others wait for the first process, which alone looks through the folders."""


@dataclass(frozen=True, kw_only=True)
class Share:
    """This process's number among `size` ones, and among those of its machine."""

    rank: int = 0
    size: int = 1
    local_rank: int = 0

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> Share:
        """What torchrun's variables say; the whole without them. Raises GroupLost where they are incomplete."""
        if int(environment.get("WORLD_SIZE", "1")) == 1:
            return cls()
        missing = [name for name in ("RANK", "MASTER_ADDR", "MASTER_PORT") if name not in environment]
        if missing:
            raise GroupLost(detail=f"{', '.join(missing)} is not set; start the command with torchrun")
        rank = int(environment["RANK"])
        return cls(rank=rank, size=int(environment["WORLD_SIZE"]), local_rank=int(environment.get("LOCAL_RANK", rank)))

    @property
    def is_first(self) -> bool:
        """Whether this process speaks for all."""
        return self.rank == 0

    @property
    def device(self) -> str:
        """What "auto" means here: of several GPUs each process takes its own."""
        count = torch.cuda.device_count()
        return f"cuda:{self.local_rank % count}" if self.size > 1 and count > 1 else "auto"

    def part_of(self, items: Sequence[T]) -> Sequence[T]:
        """This process's part of a list that all have."""
        return items[self.rank :: self.size]


class Circle:
    """The processes that share a list; with one process everything is as it is. Raises GroupLost where another is gone."""

    def __init__(self, share: Share) -> None:
        self.share = share

    def gather(self, mine: T) -> list[T]:
        """What each of them gives, in the order of their numbers."""
        if self.share.size == 1:
            return [mine]
        everyone: list[Any] = [None] * self.share.size
        with _told():
            dist.all_gather_object(everyone, mine)
        return everyone

    def hear(self, first: T | SrError | None) -> T:
        """What the first of them says; an error that it met is raised by all."""
        said: list[Any] = [first]
        if self.share.size > 1:
            with _told():
                dist.broadcast_object_list(said, src=0)
        if isinstance(said[0], SrError):
            raise said[0]
        result: T = said[0]
        return result


@contextmanager
def circle(share: Share) -> Iterator[Circle]:
    """The circle of this process, joined until the block ends."""
    if share.size == 1:
        yield Circle(share)
        return
    with _told():
        dist.init_process_group("gloo", rank=share.rank, world_size=share.size, timeout=_PATIENCE)
    try:
        yield Circle(share)
    finally:
        dist.destroy_process_group()


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except (RuntimeError, ValueError) as error:
        raise GroupLost(detail=str(error).splitlines()[0][:300]) from error
