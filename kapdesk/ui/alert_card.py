"""What must be seen before anything is offered: the alerts of a client, written and ended here."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.alerts import Alert, AlertKind, Allergies, NewAlert, Severity
from kapdesk.domain.clock import show_date
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import Option, PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.dialog import ReasonSheet
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Parse, Slip
from kapdesk.ui.theme import give_role

SEVERITIES = tuple(Option(severity.value, severity.value.capitalize()) for severity in Severity)
_SIGNS = {Severity.STOP: Sign.MISSING, Severity.CAUTION: Sign.CAUTION, Severity.INFO: Sign.NOT_YET}


class AlertCard(Card):
    """The alerts that stand, the gravest first; one is added in a slip below and ended with a reason."""

    added = Signal(object)  # NewAlert
    ended = Signal(object, str)  # key, reason
    none_known = Signal(bool)  # no known allergies, or that taken back
    edited = Signal()  # the slip was typed in

    def __init__(self, kinds: Sequence[AlertKind], parse: Parse, parent: QWidget | None = None) -> None:
        """Offer these kinds; `parse` reads a typed day."""
        super().__init__("Alerts", parent=parent)
        self._kinds = {kind.label: kind for kind in kinds}
        self._labels = {kind.id: kind.label for kind in kinds}
        self._allergies = Allergies.NOT_RECORDED
        self._sheets: dict[object, ReasonSheet] = {}
        self.allergies = SignLabel(Sign.NOT_YET)
        self.none = PlainButton("No known allergies", small=True)
        self.rows = Rows()
        self.more = PlainButton("Add an alert", small=True)
        self.slip = self._make_slip(parse)
        self.add_button, self.back = PrimaryButton("Add alert", small=True), QuietButton("Close", small=True)
        self._writing = QWidget()
        self._lay_out()
        # Connect Signals
        self.none.clicked.connect(self._say_none)
        self.more.clicked.connect(self.open_slip)
        self.back.clicked.connect(self.close_slip)
        self.add_button.clicked.connect(self._add_alert)
        self.slip.edited.connect(self._edited)

    def show_alerts(self, alerts: Sequence[Alert], allergies: Allergies) -> None:
        """Show the alerts that stand and how it is with allergies."""
        self._allergies = allergies
        is_known = allergies is Allergies.NONE_KNOWN
        self.allergies.set_sign(Sign.RECORDED if is_known else Sign.NOT_YET, allergies.words)
        for part in (self.allergies, self.none):
            part.setVisible(allergies is not Allergies.RECORDED)
        self.none.say("Take back" if is_known else "No known allergies")
        self.rows.show_rows([self._row(alert) for alert in alerts])
        self.set_subtitle("" if alerts else "none recorded")

    def open_slip(self) -> None:
        """Open the slip for a new alert, with what was typed in it before."""
        self._writing.show()
        self.more.hide()
        self.slip.parts["kind"].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_slip(self) -> None:
        """Close the slip; what was typed stays in it."""
        self._writing.hide()
        self.more.show()

    def taken(self) -> None:
        """Empty the slip: the alert is in the record now."""
        self.slip.clear()
        self.close_slip()

    def restore(self, draft: str) -> None:
        """Put back what was typed in the slip before."""
        self.slip.restore(draft)
        self._edit_hint()
        if draft:
            self._writing.show()
            self.more.hide()

    def _make_slip(self, parse: Parse) -> Slip:
        slip = Slip()
        slip.pick("kind", "What it is", list(self._kinds), "type any part of it, or own words")
        slip.choice("severity", "How grave", SEVERITIES)
        self._ask = QLabel()
        self._ask.setWordWrap(True)
        give_role(self._ask, "hint")
        slip.put(self._ask)
        slip.line("text", "What is known")
        slip.day("since", "Since", parse)
        return slip

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.allergies, 1)
        line.addWidget(self.none)
        self.body.addLayout(line)
        self.add(self.rows)
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        inside = self.slip
        self._writing.setLayout(_under(inside, buttons))
        self.add(self._writing)
        self._writing.hide()
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def _row(self, alert: Alert) -> Row:
        label = self._labels.get(alert.kind, alert.kind)
        since = f"since {show_date(alert.since)}" if alert.since else ""
        row = Row(label, " · ".join(part for part in (alert.text, since) if part), strong=True)
        row.add(SignLabel(_SIGNS[alert.severity], alert.severity.value))
        end = QuietButton("End", small=True)
        end.setAccessibleName(f"End {label}")
        end.clicked.connect(partial(self._ask_end, alert.id, label))
        row.add(end)
        return row

    def _ask_end(self, key: object, label: str) -> None:
        sheet = self._sheets.get(key)
        if sheet is None:
            sheet = ReasonSheet(
                f"End the alert “{label}”", "It stays readable among the ended ones.", act="End alert",
                minimum=3, parent=self.window(),
            )  # fmt: skip
            sheet.given.connect(partial(self._end, key))
            self._sheets[key] = sheet
        sheet.ask()

    def _end(self, key: object, reason: str) -> None:
        self.ended.emit(key, reason)

    def _say_none(self) -> None:
        self.none_known.emit(self._allergies is not Allergies.NONE_KNOWN)

    def _edited(self) -> None:
        self._edit_hint()
        self.edited.emit()

    def _edit_hint(self) -> None:
        kind = self._kinds.get(self.slip.text("kind"))
        usual = f"Usually {kind.usual}; the clinician decides. {kind.ask}" if kind else ""
        self._ask.setText(usual)
        self._ask.setVisible(bool(usual))

    def _add_alert(self) -> None:
        missing: dict[str, str] = {}
        if not self.slip.text("kind"):
            missing["kind"] = "say what it is"
        if not self.slip.text("severity"):
            missing["severity"] = "choose how grave it is"
        self.slip.flag(missing)
        if missing or self.slip.stopped():
            return
        label = self.slip.text("kind")
        kind = self._kinds.get(label)
        since = self.slip.value("since")
        self.added.emit(
            NewAlert(
                kind.id if kind else label,
                Severity(self.slip.text("severity")),
                self.slip.text("text"),
                since if isinstance(since, date) else None,
            )
        )


def _under(upper: QWidget, lower: QHBoxLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(12)
    column.addWidget(upper)
    column.addLayout(lower)
    return column
