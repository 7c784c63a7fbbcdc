"""Files that people hand in: kept under random names in the data folder, outside what the web shows."""

import secrets
from datetime import datetime
from pathlib import Path

from flask import current_app


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


def _folder() -> Path:
    return Path(current_app.config["DATA"]) / "uploads"
