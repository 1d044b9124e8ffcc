"""What the owner asks about people in Practice: a role, a passphrase, a removal."""

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from kapdesk.app.acting import Acting
from kapdesk.app.house import House
from kapdesk.app.rooms import practice
from kapdesk.desk import Place
from kapdesk.domain.change import Change
from kapdesk.domain.people import Role
from kapdesk.services import members, people
from kapdesk.services.members import SignInFacts
from kapdesk.services.opening import Opened
from kapdesk.services.reauthentication import Confirmation, Purpose
from kapdesk.ui.jobs import Jobs
from kapdesk.ui.window import Window

if TYPE_CHECKING:
    from kapdesk.places.practice.people import MemberCard
    from kapdesk.places.practice.place import PracticePlace

_GIVEN = "They can sign in with it now."
_REMOVED = "They cannot sign in any more. Give the record a new key now if they may have kept the old one."
_ROLE = "The role counts from the next sign-in."


class Membership(Acting):
    """Acts for the people card of Practice; the practice room has one person and needs none of it."""

    def __init__(self, window: Window, house: House, opened: Opened, jobs: Jobs) -> None:
        """Stand ready until Practice is furnished."""
        super().__init__(window, house, opened, jobs)
        self._place: PracticePlace | None = None
        # Connect Signals
        house.furnished.connect(self._furnished)
        self._say_who()

    def _say_who(self) -> None:
        """Show beside the places who is signed in, and offer the desk to another where there is one."""
        several = len(self.opened.sign_ins) > 1
        self.window.rail.show_person(self.record.author.signature, switches=several)

    def _furnished(self, name: str, place: Place) -> None:
        owns = self.record.author.role is Role.OWNER and not self.record.rehearsal
        found = practice(name, place)
        if found is None or not owns:
            return
        self._place = place = found
        # Connect Signals
        place.team.wanted.connect(self._show)
        place.team.member.role_asked.connect(self._ask_role)
        place.team.member.passphrase_asked.connect(self._ask_passphrase)
        place.team.member.removal_asked.connect(self._ask_removal)
        place.team.member.name_asked.connect(self._ask_name)

    def _show(self) -> None:
        if self._place is not None:
            self._place.team.show_members(members.everyone(self.record, self.opened))
            self._say_who()

    def _ask_role(self, person: UUID, role: str, supervisor: UUID | None) -> None:
        self.confirmed(
            Purpose.PEOPLE, "Change the role of this person",
            partial(self._set_role, person, Role(role), supervisor),
            partial(self._say_done, _ROLE), self._say,
        )  # fmt: skip

    def _set_role(self, person: UUID, role: Role, supervisor: UUID | None, said: Confirmation) -> Change:
        change = members.set_supervisor(self.record, person, supervisor)
        if people.one(self.record, person).role is not role:
            change = members.set_role(self.record, self.opened, said, person, role)
        return change

    def _ask_passphrase(self, person: UUID, name: str, passphrase: str) -> None:
        self.confirmed(
            Purpose.PEOPLE, "Let this person sign in with the passphrase they typed",
            partial(self._give, person, name, passphrase), partial(self._say_done, _GIVEN), self._say,
        )  # fmt: skip

    def _give(self, person: UUID, name: str, passphrase: str, said: Confirmation) -> Change:
        there = {one.person.id for one in members.everyone(self.record, self.opened) if one.signs_in}
        if person in there:
            return members.reset(self.record, self.opened, said, person, passphrase)
        facts = SignInFacts(name, passphrase)
        return members.give_passphrase(self.record, self.opened, said, person, facts)

    def _ask_name(self, person: UUID, name: str) -> None:
        self.confirmed(
            Purpose.PEOPLE, "Change the name this person signs in with", partial(self._rename, person, name),
            partial(self._say_done, "This name counts from the next sign-in."), self._say,
        )  # fmt: skip

    def _rename(self, person: UUID, name: str, _said: Confirmation) -> Change:
        return members.set_sign_in_name(self.record, self.opened, person, name)

    def _ask_removal(self, person: UUID) -> None:
        self.confirmed(
            Purpose.PEOPLE, "Remove this person", partial(self._remove, person), self._gone, self._say
        )

    def _remove(self, person: UUID, said: Confirmation) -> Change:
        return members.remove(self.record, self.opened, said, person)

    def _gone(self, _result: object) -> None:
        if self._card is not None:
            self._card.hide()
        self.window.notice(_REMOVED)

    @property
    def _card(self) -> "MemberCard | None":
        return self._place.team.member if self._place is not None else None

    def _say(self, sentence: str) -> None:
        if self._card is not None:
            self._card.say(sentence)

    def _say_done(self, sentence: str, _result: object) -> None:
        self._show()
        if self._card is not None:
            self._card.say(sentence, done=True)
