"""Fields for a number, a date, a time or a moment: typed as one likes, shown as the record will hold it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from kapdesk.domain.clock import show_date
from kapdesk.ui.appearing import appear
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.theme import give_role, px


@dataclass(frozen=True, slots=True)
class Check:
    """What is to be said about a number: a warning lets it through, a stop does not."""

    warning: str = ""
    stop: str = ""


class _TypedField(QWidget):
    """A line that is read when it is left; what cannot be read stays in it with a sentence beside it."""

    entered = Signal(object)  # the value, or None when the line was emptied
    edited = Signal()

    def __init__(self, label: str, hint: str, unit: str, width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: object | None = None
        self.line = QLineEdit()
        self.line.setAccessibleName(f"{label}, {unit}" if unit else label)
        self.line.setAccessibleDescription(hint)
        self.line.setMinimumHeight(36)
        self.line.setMaximumWidth(px(width))
        self._unit = QLabel(unit)
        give_role(self._unit, "hint")
        self._hint = QLabel(hint)
        give_role(self._hint, "muted")
        appear(self._hint, shown=bool(hint))
        self._message = SignLabel(Sign.CAUTION, wraps=True)
        self._message.hide()
        self.setFocusProxy(self.line)
        self._lay_out()
        # Connect Signals
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._left)

    def text(self) -> str:
        """Return the line as it was typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put back what was typed and not understood yet; nothing is announced."""
        self.line.setText(text)

    def is_stopped(self) -> bool:
        """Say whether the line holds something that cannot be recorded as it is."""
        return self.line.property("bad") == "true"

    def message(self) -> str:
        """Return the sentence beside the line, if there is one."""
        return "" if self._message.isHidden() else self._message.text()

    def settle(self) -> bool:
        """Read the line now, as leaving it does; return whether it could be read."""
        self._left()
        return not self.is_stopped()

    def _show(self, value: object | None, text: str) -> None:
        self._value = value
        self.line.setText(text)
        self._say("", stop=False)

    def _read(self, text: str) -> object:
        """Return the value of a text, or the sentence that says why there is none."""
        raise NotImplementedError

    def _echo(self, value: object) -> str:
        raise NotImplementedError

    def _remark(self, value: object) -> str:  # noqa: ARG002 - kinds with warnings use it
        return ""

    def _typed(self) -> None:
        self.edited.emit()

    def _left(self) -> None:
        text = self.line.text().strip()
        value = self._read(text) if text else None
        if isinstance(value, str):
            self._say(value, stop=True)
            return
        if value is not None:
            self.line.setText(self._echo(value))
        self._say("" if value is None else self._remark(value), stop=False)
        if value != self._value:
            self._value = value
            self.entered.emit(value)

    def _say(self, sentence: str, *, stop: bool) -> None:
        self._message.set_sign(Sign.MISSING if stop else Sign.CAUTION, sentence)
        self._message.setVisible(bool(sentence))
        give_role(self.line, "", bad="true" if stop else "false")
        spoken = ". ".join(part for part in (self._hint.text(), sentence) if part)
        self.line.setAccessibleDescription(spoken)

    def _lay_out(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(8)
        beside.addWidget(self.line, 1)
        beside.addWidget(self._unit)
        beside.addStretch(0)
        beside.setAlignment(Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(beside)
        column.addWidget(self._message)
        column.addWidget(self._hint)


class NumberField(_TypedField):
    """A number with its unit beside it; empty until somebody types one."""

    def __init__(
        self, label: str = "", unit: str = "", *, decimals: int = 0, hint: str = "",
        check: Callable[[Decimal], Check] | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Take numbers with so many decimals; `check` warns of the unusual and stops the impossible."""
        super().__init__(label, hint, unit, 120, parent)
        self._decimals, self._check = decimals, check

    def value(self) -> Decimal | None:
        """Return the number that was recorded last, or None."""
        return self._value if isinstance(self._value, Decimal) else None

    def set_value(self, value: Decimal | int | None) -> None:
        """Show what is recorded; nothing is announced."""
        number = None if value is None else Decimal(value)
        self._show(number, "" if number is None else self._echo(number))
        if number is not None:
            self._say(self._remark(number), stop=False)

    def _read(self, text: str) -> object:
        try:
            number = Decimal(text.replace(",", ".").replace("−", "-"))
        except InvalidOperation:
            return "This is not a number. Type figures only; nothing was recorded."
        if not number.is_finite():
            return "This is not a number. Type figures only; nothing was recorded."
        if number != round(number, self._decimals):
            places = f"at most {self._decimals} decimals" if self._decimals else "whole numbers only"
            return f"This takes {places}; nothing was recorded."
        return (self._check(number).stop if self._check else "") or number

    def _echo(self, value: object) -> str:
        return format(value, "f") if isinstance(value, Decimal) else str(value)

    def _remark(self, value: object) -> str:
        return self._check(value).warning if self._check and isinstance(value, Decimal) else ""


class ParsedField(_TypedField):
    """A value read by a given rule; `parse` returns the value, or a sentence that says why there is none."""

    def __init__(
        self, label: str, parse: Callable[[str], object], show: Callable[[object], str], *,
        hint: str = "", width: int = 180, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Read with `parse`, and write it back in its one form with `show`."""
        super().__init__(label, hint, "", width, parent)
        self._parse, self._show_value = parse, show

    def value(self) -> object | None:
        """Return the value that was recorded last, or None."""
        return self._value

    def set_value(self, value: object | None) -> None:
        """Show what is recorded; nothing is announced."""
        self._show(value, "" if value is None else self._echo(value))

    def _read(self, text: str) -> object:
        return self._parse(text)

    def _echo(self, value: object) -> str:
        return self._show_value(value)


def _show_day(value: object) -> str:
    return show_date(value) if isinstance(value, date) else str(value)


def _show_clock(value: object) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


class DateField(ParsedField):
    """A day, shown as 22-Nov-2026."""

    def __init__(
        self, label: str, parse: Callable[[str], date | str], *, hint: str = "day, month, year",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Read a day with `parse`; both readings of an ambiguous one belong in its sentence."""
        super().__init__(label, parse, _show_day, hint=hint, width=160, parent=parent)


class TimeField(ParsedField):
    """A time of day, 24 hours, shown as HH:mm."""

    def __init__(
        self, label: str, parse: Callable[[str], time | str], *, hint: str = "hours and minutes, 24 h",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Read a time with `parse`."""
        super().__init__(label, parse, _show_clock, hint=hint, width=110, parent=parent)


class MomentField(ParsedField):
    """A day with its time; the zone is known to the two rules it is given."""

    def __init__(
        self, label: str, parse: Callable[[str], object], show: Callable[[object], str], *,
        hint: str = "day, month, year, time", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Read a moment with `parse`, write it back with `show`."""
        super().__init__(label, parse, show, hint=hint, width=220, parent=parent)
