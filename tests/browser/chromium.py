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
# A camera that shows a clock, and nobody who has to allow it. Browsers on one machine find each other by
# its own address; the made-up names that stand in for it elsewhere need a network that passes them on.
FAKE_MEDIA = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]


def executable() -> str:
    """Where it is on this machine."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "There is no Chromium on the PATH: bin/install-test-services installs one."
    return found
