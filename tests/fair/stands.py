"""Writing stands as staff do, with files."""

import os
import re
from io import BytesIO

from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from app import files
from app.db import db
from fair.models import Stand

PDF = b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
TEXTS = {"slogan": "Leer zorgen.", "about": "Wij **zorgen**.", "sector": "zorg", "levels": ["mbo3", "hbo"]}


def png(colour="red", size=(60, 40)):
    """An even picture."""
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "PNG")
    return file.getvalue()


def upload(content, name):
    """A file in a form."""
    return FileStorage(BytesIO(content), name)


def kept(booth_id, published=False):
    """The draft, or what students see."""
    db.session.rollback()
    return db.session.query(Stand).filter_by(booth_id=booth_id, published=published).one_or_none()


def post(visitor, booth_id, do="save", **fields):
    """Send the form about a stand, and follow."""
    boundary, body = encode_multipart(TEXTS | {"do": do} | fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return visitor.post(f"/stands/{booth_id}/bewerken", body, content_type=kind)


def fetch(visitor, url):
    """A file, read to its end."""
    return visitor.get(url, buffered=True)


def address(page, kind):
    """The first address of a picture or a download on a page."""
    return re.search(rf'(?:src|href)="(/stands/\d+/{kind}/[^"]+)"', page)[1]


def on_disk():
    """The names of all kept files."""
    return set(os.listdir(files.path_of("")))
