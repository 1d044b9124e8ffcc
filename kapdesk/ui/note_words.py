"""Whose words a text holds, and how a pasted text is broken so that typing in it stays quick."""

from enum import StrEnum

BLOCK = 2000  # bytes of one pasted paragraph; longer ones make each key stroke slow


class Voice(StrEnum):
    """Whose words a text holds."""

    CLIENT = "client"
    OBSERVER = "observer"
    NONE = ""

    @property
    def label(self) -> str:
        """Return the word that stands over such a text."""
        return {"client": "Client’s words", "observer": "Observer"}.get(self.value, "")


def broken(line: str) -> list[str]:
    """Break one paragraph into parts of at most 2 kB, at a space where there is one."""
    parts: list[str] = []
    while len(line.encode(errors="surrogatepass")) > BLOCK:
        end = BLOCK
        while len(line[:end].encode(errors="surrogatepass")) > BLOCK:
            end -= max(1, end // 8)
        at_space = line.rfind(" ", end // 2, end)
        end = at_space + 1 if at_space > 0 else end
        parts.append(line[:end].rstrip(" ") if at_space > 0 else line[:end])
        line = line[end:]
    return [*parts, line]
