"""Small parts of forms that every package may use."""


def plain(text: str | None) -> str:
    """What a person typed, without spaces around it and without the character that databases refuse."""
    return (text or "").replace("\0", "").strip()
