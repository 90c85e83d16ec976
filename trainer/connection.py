"""Words for what torch.distributed says when processes lose each other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sr_desktop.core.errors import GroupLost

_LONGEST = 300


@contextmanager
def connected() -> Iterator[None]:
    """Wrap nothing but calls of torch.distributed: their failures become GroupLost."""
    try:
        yield
    except RuntimeError as error:
        # The library's own errors are RuntimeErrors, too; those of gloo are nothing else.
        raise GroupLost(detail=str(error).splitlines()[0][:_LONGEST]) from error
