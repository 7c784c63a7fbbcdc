"""Sessions in the demo world, in the order in which they are planted."""

from sessions.seeds import programme

from sessions.seeds import afterwards  # isort: skip  # stands on the programme

__all__ = ["afterwards", "programme"]
