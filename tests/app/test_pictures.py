"""Pictures come out small and clean, whatever hides in them; what is no picture is refused in words."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from app import pictures
from app.errors import Refused


def a_picture(kind="PNG", size=(60, 40), mode="RGB", **more):
    """A file with an even picture."""
    file = BytesIO()
    Image.new(mode, size, "red" if mode in ("RGB", "RGBA") else 1).save(file, kind, **more)
    return file.getvalue()


def huge_png(width, height):
    """A small file that says it holds a very large picture."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * 64, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def drawn(content, *box, **how):
    """The picture that comes out."""
    result = pictures.drawn_anew(content, *box, **how)
    picture = Image.open(BytesIO(result))
    assert picture.format == "WEBP"
    return picture


@pytest.fixture(autouse=True)
def a_page(app):
    """Somebody reads the refusals."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize("kind", pictures.KINDS)
def test_every_kind_becomes_webp(kind):
    assert drawn(a_picture(kind), 640, 320).size == (60, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_way_to_write_colours(mode):
    assert drawn(a_picture("JPEG" if mode == "CMYK" else "PNG", mode=mode), 640, 320).size == (60, 40)


def test_a_large_picture_fits_the_box_and_keeps_its_shape():
    assert drawn(a_picture(size=(3000, 1000)), 640, 320).size == (640, 213)


def test_a_photo_fills_its_box():
    assert drawn(a_picture("JPEG", (900, 300)), 320, 320, fill=True).size == (320, 320)


def test_what_a_camera_wrote_is_gone_and_the_photo_stands_upright():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Secret camera", 6
    content = a_picture("JPEG", (60, 40), exif=exif)
    assert b"Secret camera" in content
    result = pictures.drawn_anew(content, 320, 320)
    assert b"Secret camera" not in result
    assert not Image.open(BytesIO(result)).getexif()
    assert Image.open(BytesIO(result)).size == (40, 60)


def test_what_hides_behind_a_picture_stays_behind():
    result = pictures.drawn_anew(a_picture() + b"<script>alert(1)</script>", 320, 320)
    assert b"script" not in result


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b'  <?xml version="1.0"?><svg/>',
        b"<!-- hello --><SVG/>",
    ],
)
def test_drawings_are_refused(content):
    with pytest.raises(Refused, match="SVG"):
        pictures.drawn_anew(content, 320, 320)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><script>alert(1)</script>",
        b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script></html>",
        a_picture()[:-30],
        a_picture("JPEG")[:200],
        a_picture("TIFF"),
        b"GIF89a/*" + b"x" * 100,
        b"%PDF-1.4",
    ],
)
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(Refused, match="niet lezen"):
        pictures.drawn_anew(content, 320, 320)


@pytest.mark.parametrize("size", [(20_000, 20_000), (7_000, 7_000)])
def test_a_small_file_with_a_huge_picture_is_refused(size):
    content = huge_png(*size)
    assert len(content) < 10_000
    with pytest.raises(Refused, match="te groot"):
        pictures.drawn_anew(content, 320, 320)
