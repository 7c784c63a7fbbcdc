"""Text that cannot become structure in a calendar."""

import unicodedata

LINE_BREAKS = ("\r\n", "\r", "\u2028", "\u2029", "\x85")
NOT_FOR_FILES = {"Cc", "Cs", "Zl", "Zp"}  # control characters, half characters, line and paragraph signs


def plain(text: str) -> str:
    """Text without anything that could end a line early or that cannot be written."""
    for sign in LINE_BREAKS:
        text = text.replace(sign, "\n")
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) not in NOT_FOR_FILES)


def address(link: str) -> str:
    """The link if it is an https address in one piece, or nothing."""
    return link if is_whole(link) and link.startswith("https://") else ""


def is_whole(text: str) -> bool:
    """Whether this is one piece without spaces, ends of lines or signs that cannot be written."""
    return "".join(plain(text).split()) == text
