"""Texts of a stated length to write in."""

SHORT, LONG = 2_000, 200_000  # characters
LINE = 400
WORDS = "The sea, or something that breathed like it. I would not call it happy; it was in order. "


def text(length: int) -> str:
    """Return a text of so many characters in lines of 400."""
    line = (WORDS * (LINE // len(WORDS) + 1))[: LINE - 1]
    return "\n".join([line] * (length // LINE))
