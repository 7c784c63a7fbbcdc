"""Files that people hand in: kept under random names in the data folder, outside what the web shows."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path, PurePath

from flask import Response, current_app, send_file

from app import worker

ALONE = "default-src 'none'; sandbox"
# So long a file that nothing names may wait for the form that it was handed in with.
UNNAMED = timedelta(hours=1)

Names = Callable[[], set[str]]

_named: list[Names] = []


def named_by(names: Names) -> Names:
    """Say which files a package still needs; what no package names goes."""
    _named.append(names)
    return names


def keep(content: bytes) -> str:
    """Write a file; returns the name to find it by. Never call it inside a unit of work: disks are slow."""
    name = secrets.token_hex(16)
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    path_of(name).write_bytes(content)
    return name


def path_of(name: str) -> Path:
    """Where a kept file lies."""
    return _folder() / name


def remove(name: str) -> None:
    """Take a file away, if it is still there."""
    path_of(name).unlink(missing_ok=True)


def kept_before(moment: datetime) -> set[str]:
    """The names of the files that were written before a moment."""
    limit = moment.timestamp()
    paths = _folder().iterdir() if _folder().exists() else ()
    return {path.name for path in paths if path.stat().st_mtime < limit}


@worker.due
def clear_strays(now: datetime) -> int:
    """Files that nothing names go, such as those of a form that was refused."""
    strays = kept_before(now - UNNAMED).difference(*(names() for names in _named))
    for name in strays:
        remove(name)
    return len(strays)


def is_pdf(content: bytes) -> bool:
    """Whether a file is a PDF, whatever it is called."""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]


def title_of(filename: str) -> str:
    """What a file is about, by the name that it came with."""
    title = "".join(sign for sign in PurePath(filename).stem if sign.isprintable()).replace("_", " ")
    return title.strip()[:80]


def download(name: str, title: str) -> Response:
    """A kept PDF to download under a title; never opened inside the site."""
    response = send_file(
        path_of(name),
        mimetype="application/pdf",
        as_attachment=True,
        download_name=f"{title.replace('/', '-')}.pdf",
    )
    response.headers["Content-Security-Policy"] = ALONE
    return response


def _folder() -> Path:
    return Path(current_app.config["DATA"]) / "uploads"
