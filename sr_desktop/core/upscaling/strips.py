"""Work on a part of a picture by several processors at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import torch

from sr_desktop.core.resize import Box

_LEAST_PIXELS = 1 << 15
"""Of a strip: for fewer, threads wait for each other as long as they work."""


def by_strips(box: Box, work: Callable[[Box], None]) -> None:
    """Call `work` for strips of `box` that together are all of it, on as many threads as torch has, and wait for the end.

    numpy computes on one processor, and lets others go on meanwhile. Raises what `work` does.
    """
    count = max(1, min(torch.get_num_threads(), box.height, box.height * box.width // _LEAST_PIXELS))
    edges = [box.top + box.height * number // count for number in range(count + 1)]
    strips = [Box(top, bottom, box.left, box.right) for top, bottom in pairwise(edges)]
    if count == 1:
        work(box)
        return
    # Begun anew each time: that takes a tenth of a millisecond, and nothing has to be ended with the process.
    with ThreadPoolExecutor(count, thread_name_prefix="strip") as threads:
        # The list lets what went wrong come out.
        list(threads.map(work, strips))
