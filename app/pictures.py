"""Pictures that people hand in, drawn anew: bounded in size, without what a camera wrote in them.

What comes out was made here, dot by dot, so nothing that hides in a file comes along.
"""

import threading
import warnings
from io import BytesIO
from typing import Any

from flask_babel import gettext as _
from gevent import get_hub
from PIL import Image, ImageOps

from app.errors import Refused

KINDS = ("PNG", "JPEG", "WEBP", "GIF")
MOST_DOTS = 30_000_000
QUALITY = 85

# A small file can hold a picture that fills the memory: from this size on Pillow refuses instead of warning.
Image.MAX_IMAGE_PIXELS = MOST_DOTS
warnings.simplefilter("error", Image.DecompressionBombWarning)

# Each picture takes memory while it is drawn, so two at a time.
_turns = threading.BoundedSemaphore(2)


class _TooLarge(Exception):
    """More dots than fit in memory."""


# What Pillow raises for a file that is no picture, or half of one.
FAULTS = (OSError, ValueError, SyntaxError, EOFError, MemoryError, _TooLarge)


def drawn_anew(content: bytes, width: int, height: int, fill: bool = False) -> bytes:
    """The picture as WebP that fits in a box, or fills it; refuses what is no picture, with the reason."""
    if _is_drawing(content):
        raise Refused(_("This is an SVG drawing, and that can hold more than a picture. Choose PNG or JPG."))
    with _turns:
        # In a thread of its own: drawing takes long enough for others to notice.
        result = get_hub().threadpool.apply(_try, (content, width, height, fill))
    if isinstance(result, bytes):
        return result
    if isinstance(result, _TooLarge):
        raise Refused(_("This picture is too large. Make it at most 5000 dots wide and high."))
    raise Refused(_("We cannot read this picture. Choose a PNG, JPG or WebP file."))


def _is_drawing(content: bytes) -> bool:
    start = content[:2000].lstrip().lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype svg")) or b"<svg" in start


def _try(*args: Any) -> bytes | Exception:
    # The pool would print what is raised in it, and a wrong file is nothing special.
    try:
        return _draw(*args)
    except FAULTS as fault:
        return fault


def _draw(content: bytes, width: int, height: int, fill: bool) -> bytes:
    try:
        opened = Image.open(BytesIO(content), formats=KINDS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _TooLarge from None
    opened.draft("RGB", (2 * width, 2 * height))  # a JPEG need not be read larger than it is shown
    picture = ImageOps.exif_transpose(opened).convert("RGBA")
    if fill:
        picture = ImageOps.fit(picture, (width, height))
    else:
        picture.thumbnail((width, height))
    return as_webp(picture)


def as_webp(picture: Image.Image) -> bytes:
    """A picture as a file, with its dots and nothing else."""
    clean = Image.new("RGBA", picture.size)
    clean.paste(picture)
    file = BytesIO()
    clean.save(file, "WEBP", quality=QUALITY)
    return file.getvalue()
