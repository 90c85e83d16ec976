"""Work on a part of a picture by several processors at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import torch

from sr_desktop.core.resize import Box

_LEAST_PIXELS = 1 << 15
"""Of a strip: for fewer, threads wait for each other as long as they work."""
_USUAL_PIXELS = 1 << 16
"""Of a strip, if there are many: what is made of so many stays in the cache."""


def by_strips(box: Box, work: Callable[[Box], None]) -> None:
    """Call `work` for strips of `box` that together are all of it, on as many threads as torch has, and wait for the end.

    numpy computes on one processor, and lets others go on meanwhile. Raises what `work` does.
    """
    pixels, threads = box.height * box.width, torch.get_num_threads()
    # As many for each thread.
    usual = -(-pixels // (_USUAL_PIXELS * threads)) * threads
    count = max(1, min(box.height, usual, pixels // _LEAST_PIXELS))
    edges = [box.top + box.height * number // count for number in range(count + 1)]
    strips = [Box(top, bottom, box.left, box.right) for top, bottom in pairwise(edges)]
    if min(count, threads) == 1:
        for strip in strips:
            work(strip)
        return
    # Begun anew each time: that takes a tenth of a millisecond, and nothing has to be ended with the process.
    with ThreadPoolExecutor(min(count, threads), thread_name_prefix="strip") as pool:
        # The list lets what went wrong come out.
        list(pool.map(work, strips))
