"""The system's own Chromium, which asks nobody for anything."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str:
    """Where it is on this machine."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "There is no Chromium on the PATH: bin/install-test-services installs one."
    return found
