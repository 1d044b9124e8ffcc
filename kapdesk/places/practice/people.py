"""One person of the clinic: the role and its rights, who supervises, and with what they sign in."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kapdesk.desk import Place
from kapdesk.domain.clock import show_moment
from kapdesk.domain.people import Person, Role
from kapdesk.domain.roles import Behind, words
from kapdesk.places.practice.team import PeopleCard
from kapdesk.services import passphrases, people, settings
from kapdesk.services.members import Member
from kapdesk.ui.card import Card
from kapdesk.ui.controls import Option, PlainButton, PrimaryButton, QuietButton
from kapdesk.ui.dialog import Sheet
from kapdesk.ui.secret import SecretField
from kapdesk.ui.signs import Sign, SignLabel
from kapdesk.ui.slip import Slip
from kapdesk.ui.theme import give_role

NOBODY = "nobody"
DRAFT = "draft.person"
_ROLES = tuple(Option(role.value, role.value.capitalize()) for role in Role)
_TRUE_OF_LIMITS = (
    "A right “by encryption” is kept by the person's own keys. Every other limit is kept by the program: "
    "whoever can sign in could, with tools of their own, read everything but the process notes of others."
)
_REMOVAL = (
    "They cannot sign in any more, at once. What they recorded and signed keeps their name. Whoever had a "
    "passphrase may have kept the key of the record: give the record a new key afterwards."
)
_NEW_KEYS = (
    "A new passphrase means new own keys: what they signed stays valid, but their process notes stay closed "
    "to them, except where a co-therapist or the recovery sheet opens them."
)


class MemberCard(Card):
    """Everything about one person that only an owner decides."""

    role_asked = Signal(object, str, object)  # person, role, who supervises or None
    passphrase_asked = Signal(object, str, str)  # person, sign-in name, passphrase
    removal_asked = Signal(object)  # person
    name_asked = Signal(object, str)  # person, another sign-in name

    def __init__(self, parent: QWidget | None = None) -> None:
        """Stand empty and hidden."""
        super().__init__("", parent=parent)
        self._member: Member | None = None
        self._people: dict[str, UUID] = {}
        self._sheet: Sheet | None = None
        self._secret: list[QWidget] = []
        self.state, self.said = SignLabel(Sign.NOT_YET, wraps=True), SignLabel(Sign.MISSING, wraps=True)
        self.rights, self.hint, self.verdict, self.new_keys = QLabel(), QLabel(), QLabel(), QLabel(_NEW_KEYS)
        self.slip = Slip()
        self.slip.choice("role", "Role", _ROLES)
        self.slip.pick("supervisor", "Supervised by", (NOBODY,))
        self.keep = PrimaryButton("Keep role", small=True)
        self.sign_in = Slip()
        self.sign_in.line("name", "Sign-in name", "short, such as initials; it stands nowhere in the open")
        self.first, self.second = SecretField("Their passphrase"), SecretField("The same again")
        self.give = PlainButton("Give a passphrase", small=True)
        self.end, self.back = QuietButton("Remove", small=True), QuietButton("Close", small=True)
        self.rename = QuietButton("Change sign-in name", small=True)
        self._lay_out()
        self.hide()
        # Connect Signals
        self.keep.clicked.connect(self._keep)
        self.give.clicked.connect(self._give)
        self.end.clicked.connect(self._ask_end)
        self.back.clicked.connect(self.hide)
        self.rename.clicked.connect(self._rename)
        self.first.textChanged.connect(self._weigh)
        self.second.textChanged.connect(self._weigh)

    def show_member(self, member: Member, others: Sequence[Person], zone: str, *, is_me: bool) -> None:
        """Show one person; what was typed for another is gone from the secret fields."""
        self._member = member
        self._people = {one.name: one.id for one in others if one.id != member.person.id}
        self.set_title(member.person.signature)
        self.state.set_sign(Sign.RECORDED if member.signs_in else Sign.NOT_YET, state_words(member, zone))
        self.rights.setText(_rights(member.person.role))
        picker = self.slip.pick_of("supervisor")
        picker.offer((NOBODY, *self._people))
        self.slip.show_texts({"role": member.person.role.value, "supervisor": member.supervised_by or NOBODY})
        self.give.say("Set a new passphrase" if member.signs_in else "Give a passphrase")
        self.sign_in.clear()
        self.rename.setVisible(member.signs_in)
        self.new_keys.setVisible(member.signs_in and not is_me)
        for field in (self.first, self.second):
            field.clear()
        for part in (*self._secret, self.give, self.end):
            part.setVisible(
                not is_me
            )  # one's own passphrase has a card of its own, and nobody removes themselves
        self.say("")
        self.show()

    @property
    def person(self) -> UUID | None:
        """Return who is shown."""
        return self._member.person.id if self._member and not self.isHidden() else None

    def say(self, sentence: str, *, done: bool = False) -> None:
        """Say what came of it."""
        self.said.set_sign(Sign.RECORDED if done else Sign.MISSING, sentence)
        self.said.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        for label, role in (
            (self.rights, "value"),
            (self.hint, "hint"),
            (self.verdict, "hint"),
            (self.new_keys, "hint"),
        ):
            label.setWordWrap(True)
            give_role(label, role)
        self.hint.setText(_TRUE_OF_LIMITS)
        for part in (self.state, self.slip, self.rights, self.hint):
            self.add(part)
        self.body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.sign_in)
        self.body.addWidget(self.rename, 0, Qt.AlignmentFlag.AlignLeft)
        for field in (self.first, self.second):
            name = QLabel(field.accessibleName())
            give_role(name, "muted")
            name.setBuddy(field)
            self.add(name)
            self.add(field)
            self._secret += [name, field]
        for part in (self.verdict, self.new_keys, self.said):
            self.add(part)
        buttons = QHBoxLayout()
        for button in (self.give, self.end, self.back):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)

    def _weigh(self, _text: str = "") -> None:
        typed = self.first.text()
        judged = passphrases.judge(typed) if typed else None
        same = typed == self.second.text()
        words_of_it = judged.sentence if judged else ""
        self.verdict.setText(
            "The two are not the same yet." if judged and judged.enough and not same else words_of_it
        )
        self.give.setEnabled(bool(judged and judged.enough and same))

    def _keep(self) -> None:
        supervisor = self._people.get(self.slip.text("supervisor"))
        if self._member is not None and self.slip.text("role"):
            self.role_asked.emit(self._member.person.id, self.slip.text("role"), supervisor)

    def _give(self) -> None:
        if self._member is not None:
            self.passphrase_asked.emit(self._member.person.id, self.sign_in.text("name"), self.first.text())

    def _rename(self) -> None:
        if self._member is not None and self.sign_in.text("name"):
            self.name_asked.emit(self._member.person.id, self.sign_in.text("name"))

    def _ask_end(self) -> None:
        if self._member is None:
            return
        sheet = Sheet(
            f"Remove {self._member.person.signature}",
            _REMOVAL,
            act="Remove this person",
            parent=self.window(),
        )
        sheet.agreed.connect(self._end)
        self._sheet = sheet
        sheet.ask()

    def _end(self) -> None:
        if self._member is not None:
            self.removal_asked.emit(self._member.person.id)


class PeoplePart(QObject):
    """Who works here; names are written at once, what needs the passphrase is asked for by signal."""

    wanted = Signal()  # the list is shown: who signs in has to be told by who holds the keys

    def __init__(self, place: Place) -> None:
        """Bring the two cards."""
        super().__init__(place)
        self._place = place
        self.card, self.member = PeopleCard(), MemberCard()
        self._members: dict[UUID, Member] = {}
        # Connect Signals
        self.card.added.connect(self._add)
        self.card.ended.connect(self._end)
        self.card.edited.connect(self._keep_draft)
        self.card.opened.connect(self.open)

    def load(self) -> None:
        """Show who works here."""
        desk = self._place.desk
        self.card.show_people(desk.read(people.everyone), desk.record.author.id, self._words())
        self.wanted.emit()

    def restore(self) -> None:
        """Bring back half a slip."""
        draft = self._place.desk.read(settings.get, DRAFT)
        self.card.slip.restore(draft)
        if draft:
            self.card.open_slip()

    def show_members(self, members: Sequence[Member]) -> None:
        """Say of each person how they sign in."""
        self._members = {one.person.id: one for one in members}
        desk = self._place.desk
        self.card.show_people([one.person for one in members], desk.record.author.id, self._words())
        if self.member.person in self._members:
            self.open(self.member.person)

    def open(self, person: UUID | None) -> None:
        """Show one person by themselves."""
        member = self._members.get(person) if person else None
        if member is not None:
            others = [one.person for one in self._members.values()]
            is_me = person == self._place.desk.record.author.id
            self.member.show_member(member, others, self._place.desk.record.zone, is_me=is_me)

    def _words(self) -> dict[UUID, str]:
        zone = self._place.desk.record.zone
        return {id_: second_line(one, zone) for id_, one in self._members.items()}

    def _add(self, name: str, credential: str, role: str) -> None:
        if self._place.desk.do(self, people.add, name, credential, Role(role)) is not None:
            self.card.taken()
            self._keep_draft()
            self.load()

    def _end(self, person: UUID) -> None:
        self._place.desk.do(self, people.end, person)
        self.load()

    def _keep_draft(self) -> None:
        self._place.autosave.touched((settings.OWNER, DRAFT), self.card.slip.draft)


def state_words(member: Member, zone: str) -> str:
    """Return how somebody signs in, and when they last did."""
    if not member.signs_in:
        return "Has no passphrase, so does not sign in"
    at = member.last_signed_in
    last = f"signed in last {show_moment(at, zone)}" if at else "has not signed in yet"
    parts = ["Has a passphrase", last, "with a key file" if member.has_key_file else ""]
    parts.append("something waits for the next sign-in" if member.waits else "")
    return " · ".join(part for part in parts if part)


def second_line(member: Member, zone: str) -> str:
    """Return what stands under a name in the list."""
    above = f"supervised by {member.supervised_by}" if member.supervised_by else ""
    return " · ".join(part for part in (above, state_words(member, zone)) if part)


def _rights(role: Role) -> str:
    """Return what a role may do, by what keeps others from it."""
    lines: list[str] = []
    for kind in Behind:
        rights = [right for right, behind in words(role) if behind is kind]
        if rights:
            lines.append(f"{kind.value.capitalize()}: {', '.join(rights)}.")
    return "\n".join(lines)
