"""The people of the clinic: who observes, decides and signs; and the limits they have set."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kapdesk.domain.people import Person, Role
from kapdesk.ui.card import Card, Row, Rows
from kapdesk.ui.controls import NumberField, Option, PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.slip import Slip
from kapdesk.ui.theme import give_role

ROLES = tuple(Option(role.value, role.value.capitalize()) for role in Role if role is not Role.OWNER)


class PeopleCard(Card):
    """Who works here, with credential and role; a former one stays named in what they recorded."""

    added = Signal(str, str, str)  # name, credential, role
    opened = Signal(object)  # whose role and sign-in is asked for
    ended = Signal(object)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty."""
        super().__init__("People", parent=parent)
        self.rows = Rows()
        self.more = PlainButton("Add a person", small=True)
        self.slip = Slip()
        self.slip.row()
        self.slip.line("name", "Name")
        self.slip.line("credential", "Credential")
        self.slip.row()
        self.slip.choice("role", "Role", ROLES)
        self.add_button, self.back = PrimaryButton("Add person", small=True), QuietButton("Close", small=True)
        self._writing = QWidget()
        self._sheet: Sheet | None = None
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        column = QVBoxLayout(self._writing)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(12)
        column.addWidget(self.slip)
        column.addLayout(buttons)
        self._writing.hide()
        self.add(self.rows)
        self.add(self._writing)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        # Connect Signals
        self.more.clicked.connect(self.open_slip)
        self.back.clicked.connect(self.close_slip)
        self.add_button.clicked.connect(self._add)
        self.slip.edited.connect(self.edited)

    def show_people(
        self, people: Sequence[Person], me: UUID, words: Mapping[UUID, str] | None = None
    ) -> None:
        """Show who works here; `words` say of each how they sign in, where that is known."""
        known = words or {}
        self.rows.show_rows([self._row(one, known.get(one.id, ""), is_me=one.id == me) for one in people])

    def open_slip(self) -> None:
        """Open the slip for a new person."""
        self._writing.show()
        self.more.hide()
        self.slip.parts["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    def close_slip(self) -> None:
        """Close the slip; what was typed stays in it."""
        self._writing.hide()
        self.more.show()

    def taken(self) -> None:
        """Empty the slip: the person is in the record."""
        self.slip.clear()
        self.close_slip()

    def _row(self, person: Person, words: str, *, is_me: bool) -> Row:
        role = f"{person.role.value}, writing now" if is_me else person.role.value
        row = Row(person.signature, f"{role} · {words}" if words else role)
        if words:
            more = QuietButton("Role and sign-in", small=True)
            more.setAccessibleName(f"Role and sign-in of {person.name}")
            more.clicked.connect(partial(self._open, person.id))
            row.add(more)
        elif not is_me:
            end = QuietButton("End", small=True)
            end.setAccessibleName(f"End {person.name}")
            end.clicked.connect(partial(self._ask_end, person))
            row.add(end)
        return row

    def _open(self, person: UUID) -> None:
        self.opened.emit(person)

    def _ask_end(self, person: Person) -> None:
        sheet = Sheet(
            f"{person.signature} no longer works here",
            "They are not offered for new entries any more. What they recorded keeps their name.",
            act="End this person", parent=self.window(),
        )  # fmt: skip
        sheet.agreed.connect(partial(self._end, person.id))
        self._sheet = sheet
        sheet.ask()

    def _end(self, person_id: UUID) -> None:
        self.ended.emit(person_id)

    def _add(self) -> None:
        missing = {} if self.slip.text("name") else {"name": "write the name"}
        missing |= {} if self.slip.text("role") else {"role": "choose the role"}
        self.slip.flag(missing)
        if not missing:
            self.added.emit(*(self.slip.text(part) for part in ("name", "credential", "role")))


class LimitsCard(Card):
    """Whole numbers the clinic sets: a number that is refused goes back to what stands."""

    chosen = Signal(str, int)

    def __init__(
        self, title: str, hint: str, fields: Mapping[str, str], unit: str, parent: QWidget | None = None
    ) -> None:
        """Ask for one whole number for each field, named by its label."""
        super().__init__(title, parent=parent)
        self.fields: dict[str, NumberField] = {}
        said = QLabel(hint)
        said.setWordWrap(True)
        give_role(said, "hint")
        self.add(said)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(8)
        for line, (id_, label) in enumerate(fields.items()):
            name = QLabel(label)
            name.setWordWrap(True)
            field = NumberField(label, unit)
            name.setBuddy(field)
            field.entered.connect(partial(self._choose, id_))
            self.fields[id_] = field
            grid.addWidget(name, line, 0)
            grid.addWidget(field, line, 1)
        self.body.addLayout(grid)

    def show_numbers(self, numbers: Mapping[str, int]) -> None:
        """Show the numbers that count now."""
        for id_, field in self.fields.items():
            field.set_value(numbers.get(id_))

    def _choose(self, id_: str, value: object) -> None:
        if isinstance(value, Decimal):
            self.chosen.emit(id_, int(value))
