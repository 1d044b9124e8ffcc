"""Why an appointment is moved or called off: a word of the clinic's list, one's own words, or both."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from kapdesk.domain.booking import Reason
from kapdesk.ui.slip import Picker
from kapdesk.ui.theme import px


def read(codes: Mapping[str, str], typed: str, own: str) -> Reason:
    """Return a reason from what was chosen or typed, with one's own words; `codes` are by their words."""
    code = codes.get(typed.strip(), "")
    return Reason(" ".join(part for part in ("" if code else typed.strip(), own.strip()) if part), code)


class ReasonPick(Picker):
    """The clinic's list to choose from by typing any part of it; nothing is preset."""

    def __init__(self, label: str = "Reason", parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__((), parent)
        self._codes: dict[str, str] = {}
        self.setMinimumHeight(px(36))
        self.setAccessibleName(label)

    def offer_reasons(self, reasons: Sequence[tuple[str, str]]) -> None:
        """Offer these reasons, by id and words; what stands there stays."""
        self._codes = {words: code for code, words in reasons}
        self.offer(tuple(self._codes))

    def reason(self, own: str = "") -> Reason:
        """Return what was chosen, with one's own words; what is on no list is one's own too."""
        return read(self._codes, self.currentText(), own)

    def clear_choice(self) -> None:
        """Empty it: it is in the record now."""
        self.setCurrentIndex(-1)
        self.setEditText("")
