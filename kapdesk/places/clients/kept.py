"""What is done with a client's record as a whole: its log, its keeping, its copy, requests, its end."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kapdesk.desk import Screen
from kapdesk.domain.change import Change
from kapdesk.domain.clients import Client
from kapdesk.domain.clock import local
from kapdesk.domain.roles import Power, may
from kapdesk.places.clients.disclosure import DisclosureCard
from kapdesk.places.clients.keeping import AmendmentCard, KeepingCard
from kapdesk.places.clients.leaving import Leaver
from kapdesk.places.clients.slip_fold import SlipFold
from kapdesk.services import amendments, disclosure_pages, disclosures, holds, retention
from kapdesk.services.amendments import Answer
from kapdesk.ui.appearing import appear
from kapdesk.ui.slip import Parse


class KeptPart(QObject):
    """The three cards under a client, and what their buttons do."""

    done = Signal(str)  # the draft whose words are in the record now

    def __init__(self, screen: Screen, parse: Parse) -> None:
        """Write through a screen; the rule reads typed days."""
        super().__init__(screen)
        self._screen, self._desk = screen, screen.desk
        self._client: Client | None = None
        self._why_not = ""
        role = self._desk.record.author.role
        self.readable = may(role, Power.READ)
        grounds = self._desk.read(disclosures.grounds)
        self.log, self.keeping, self.requests = (
            DisclosureCard(grounds, parse),
            KeepingCard(parse),
            AmendmentCard(parse),
        )
        self.cards = (self.log, self.requests, self.keeping)
        self.folds: dict[str, SlipFold] = {
            "draft.disclosure-log": self.log.hand, "draft.part2": self.log.consent,
            "draft.keep-longer": self.keeping.longer, "draft.hold": self.keeping.hold,
            "draft.hold-lift": self.keeping.lift, "draft.amendment": self.requests.ask,
            "draft.amendment-answer": self.requests.answer, "draft.amendment-longer": self.requests.longer,
            "draft.amendment-disagree": self.requests.disagree,
        }  # fmt: skip
        self.leaver = Leaver(screen, self.keeping)
        appear(self.keeping.copy, shown=may(role, Power.EXPORT))
        appear(self.keeping.delete, shown=may(role, Power.PEOPLE))
        for card in self.cards:
            appear(card, shown=self.readable)
        self._connect()

    def show_client(self, client: Client | None) -> None:
        """Show how it stands with a client's record; a role that may not read it reads nothing."""
        self._client = self.leaver.client = client
        if client is None or not self.readable:
            return
        read, key = self._desk.read, client.id
        self.log.show_log(read(disclosures.of_client, key))
        self.log.show_part2(read(disclosures.is_part2, key), read(disclosures.consent, key))
        self.keeping.show_keeping(
            read(retention.of_client, key), read(retention.rule), read(holds.of_client, key)
        )
        self.requests.show_requests(read(amendments.of_client, key))

    def restore(self, kept: dict[str, str]) -> None:
        """Put back what was typed in the slips before."""
        for field, fold in self.folds.items():
            fold.restore(kept.get(field, ""))

    def rest(self) -> None:
        """Let what is under way go: the place is taken down."""
        self.leaver.rest()
        self.log.preview.clear()

    def _connect(self) -> None:
        acts: dict[str, Callable[[UUID], bool]] = {
            "draft.disclosure-log": self._enter, "draft.part2": self._consent,
            "draft.keep-longer": self._keep_longer, "draft.hold": self._hold, "draft.hold-lift": self._lift,
            "draft.amendment": self._ask, "draft.amendment-answer": self._answer,
            "draft.amendment-longer": self._take_longer, "draft.amendment-disagree": self._disagree,
        }  # fmt: skip
        # Connect Signals
        for field, act in acts.items():
            self.folds[field].given.connect(partial(self._act, field, act))
        self._desk.refused.connect(self._note_refusal)
        self.log.part2_chosen.connect(self._set_part2)
        self.log.revoked.connect(self._revoke)
        self.log.print_asked.connect(self._show_log)
        self.log.preview.printed.connect(self._printed)

    def _act(self, field: str, act: Callable[[UUID], bool]) -> None:
        """Write what a slip asks; it empties only once that is in the record."""
        if self._client is None:
            return
        self._why_not = ""
        fold = self.folds[field]
        if act(self._client.id):
            fold.taken()
            self.done.emit(field)
        else:
            fold.refuse(self._why_not)

    def _do(self, verb: Callable[..., Change], *args: object, **named: object) -> bool:
        return self._desk.do(self._screen, verb, *args, **named) is not None

    def _note_refusal(self, sentence: str, source: object) -> None:
        if source is self._screen:
            self._why_not = sentence

    # ------------------------------------------------------------------ acts

    def _enter(self, client: UUID) -> bool:
        return self._do(disclosures.write, client, self.log.leaving(), way=self.log.way())

    def _consent(self, client: UUID) -> bool:
        return self._do(disclosures.give_consent, client, self.log.said_consent())

    def _keep_longer(self, client: UUID) -> bool:
        until = self.keeping.longer.slip.value("until")
        return self._do(retention.extend, client, until if isinstance(until, date) else None)

    def _hold(self, client: UUID) -> bool:
        slip = self.keeping.hold.slip
        return self._do(holds.put, client, slip.text("reason"), slip.text("asked_by"))

    def _lift(self, client: UUID) -> bool:
        standing = [one for one in self._desk.read(holds.of_client, client) if one.lifted_at is None]
        reason = self.keeping.lift.slip.text("reason")
        return bool(standing) and self._do(holds.lift, standing[0].id, reason)

    def _ask(self, client: UUID) -> bool:
        on = self.requests.ask.slip.value("asked_on")
        words = self.requests.ask.slip.text("words")
        return self._do(amendments.ask, client, words, on if isinstance(on, date) else None)

    def _answer(self, client: UUID) -> bool:
        slip = self.requests.answer.slip
        if not slip.text("how"):
            self._why_not = "Choose how it is answered. Nothing was changed."
            return False
        one = self._desk.read(amendments.waiting, client)
        return one is not None and self._do(
            amendments.answer, one, Answer(slip.text("how")), slip.text("words")
        )

    def _take_longer(self, client: UUID) -> bool:
        one = self._desk.read(amendments.waiting, client)
        return one is not None and self._do(
            amendments.lengthen, one, self.requests.longer.slip.text("reason")
        )

    def _disagree(self, client: UUID) -> bool:
        one = self._desk.read(amendments.denied, client)
        return one is not None and self._do(
            amendments.disagree, one, self.requests.disagree.slip.text("words")
        )

    def _set_part2(self, part2: bool | None) -> None:  # noqa: FBT001 - a signal's slot
        if self._client is not None and self._do(disclosures.set_part2, self._client.id, part2):
            self.done.emit("")

    def _revoke(self) -> None:
        if self._client is not None:
            today = local(self._desk.now(), self._desk.record.zone).date()
            self._do(disclosures.revoke_consent, self._client.id, today)
            self.done.emit("")

    def _show_log(self) -> None:
        if self._client is not None:
            self.log.show_pages(self._desk.read(disclosure_pages.log, self._client.id))

    def _printed(self, pages: int) -> None:
        if self._client is not None:
            self._do(disclosure_pages.printed, self._client.id, pages)
