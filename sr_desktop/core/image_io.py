"""Reading and writing of pictures: the door to `image_read` and `image_write`."""

from __future__ import annotations

from sr_desktop.core.image_formats import check_format_limit
from sr_desktop.core.image_read import read_picture
from sr_desktop.core.image_write import WrittenFile, check_target, write_picture

__all__ = ["WrittenFile", "check_format_limit", "check_target", "read_picture", "write_picture"]
