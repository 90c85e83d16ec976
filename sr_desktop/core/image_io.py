"""Reading and writing of pictures: the door to `pictures/`, which holds all that it takes."""

from __future__ import annotations

from sr_desktop.core.pictures.formats import check_format_limit
from sr_desktop.core.pictures.read import read_picture
from sr_desktop.core.pictures.write import WrittenFile, check_target, write_picture

__all__ = ["WrittenFile", "check_format_limit", "check_target", "read_picture", "write_picture"]
