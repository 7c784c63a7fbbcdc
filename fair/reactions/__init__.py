"""What the fair does by itself when its time has come."""

from fair.reactions import queue  # noqa: F401  # loading it tells the worker
