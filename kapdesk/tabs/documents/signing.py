"""What the Documents tab does about signing: sign, co-sign, add, and put right a wrong chart."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial

from PySide6.QtCore import QObject

from kapdesk.desk import Tab
from kapdesk.domain.audit import Action
from kapdesk.domain.clock import local
from kapdesk.domain.dates import parse_date, parse_time
from kapdesk.domain.errors import KapdeskError, WrongPassphrase
from kapdesk.domain.wall_time import instant
from kapdesk.services import addenda, audit, hands, notes, signing
from kapdesk.services.hands import Hand
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.services.signing import Signable
from kapdesk.tabs.documents.signing_card import ADD, SIGN, SigningCard
from kapdesk.tabs.documents.signing_moving import WrongChartWork, told
from kapdesk.ui.card import Columns
from kapdesk.ui.jobs import Job, Jobs
from kapdesk.ui.secret import Entry
from kapdesk.ui.signs import Sign

SIGNING = "signing"
UNREAD = "A day or a time cannot be read as it is typed. Nothing was added. Correct it, or empty it."


class SigningWork(QObject):
    """Binds the card to the record; the own key is opened behind the window and let go after one act."""

    def __init__(self, tab: Tab, show: Callable[[str], None]) -> None:
        """Bind to a tab; `show` makes a page anew once it is signed."""
        super().__init__(tab)
        self._tab, self._show, self._why_not = tab, show, ""
        self._one: Signable | None = None
        self._every: tuple[Signable, ...] = ()
        self._jobs = Jobs(threads=1, parent=self)
        self.card = SigningCard(self._parse_day, _parse_time)
        self.wrong = WrongChartWork(tab, self._done)
        if tab.desk.record.rehearsal:
            for entry in (self.card.entry, self.card.form.entry):
                entry.offer("Sign")
        # Connect Signals
        self.card.chosen.connect(self._choose)
        self.card.signed.connect(self._sign)
        self.card.added.connect(self._add)
        tab.desk.refused.connect(self._note_refusal)

    def load(self, columns: Columns | None) -> None:
        """Show the card first beside the page, and how everything of this chart stands."""
        if columns is not None and self.card.parentWidget() is None:
            columns.context.insertWidget(0, self.card)
        desk, chart = self._tab.desk, self._tab.chart
        self._every = desk.read(signing.signables, chart.client, chart.session)
        self.card.show_all(self._every, desk.record.author.id)
        self.card.setVisible(bool(self._every))
        self.wrong.load(columns)

    def takes(self, field: str) -> bool:
        """Return whether a field is one of this card: signing itself, or an addendum that is being typed."""
        return field == SIGNING or field.startswith(addenda.DRAFT)

    def go(self, field: str = SIGNING, position: int = 0) -> None:
        """Put the keyboard where this chart's session is signed, or where an addendum was being typed."""
        drafts = {addenda.draft_of(one.id): one for one in self._every}
        here = next((one for one in self._every if one.id == self._tab.chart.session), None)
        one = drafts.get(field, here)
        button = self.card.button(one.id) if one is not None else None
        if one is not None and button is not None and not button.isHidden():
            button.click()
            if field in drafts and field in self._tab.notes:
                self._tab.notes[field].setFocus()
                self._tab.notes[field].set_caret(position)

    def close(self) -> None:
        """Let nothing more come home."""
        self._jobs.close()
        self.wrong.close()

    def _choose(self, one: Signable, act: str) -> None:
        self._let_go()
        self._one, desk = one, self._tab.desk
        points = desk.read(signing.points, one.of, one.id) if act == SIGN else ()
        self.card.ask(one, act, points)
        self.wrong.aim(one)
        if act == ADD:
            field, owner = addenda.draft_of(one.id), Owner(self._tab.chart.client)
            self._tab.keep(owner, field, self.card.form.words.note, desk.read(notes.text, owner, field))
            self.card.form.kind.setFocus()
        else:
            self.card.entry.setFocus()

    def _let_go(self) -> None:
        """Write what waits in the addendum that was chosen before."""
        if self._one is not None:
            self._tab.let_go(addenda.draft_of(self._one.id))

    def _sign(self, passphrase: str) -> None:
        self._with_hand(self.card.entry, passphrase, self._put_signature)

    def _put_signature(self, hand: Hand) -> None:
        one = self._one
        if one is None:
            return
        verb = signing.sign if one.standing is None else signing.cosign
        if self._tab.desk.do(self._tab, verb, hand, one.of, one.id) is None:
            self.card.entry.refuse(self._why_not, counts=False)
            return
        self._done(f"Signed: {one.title}." if verb is signing.sign else f"Co-signed: {one.title}.")

    def _add(self, passphrase: str) -> None:
        if self.card.form.unread():
            self.card.form.entry.refuse(UNREAD, counts=False)
            return
        self._with_hand(self.card.form.entry, passphrase, self._put_addendum)

    def _put_addendum(self, hand: Hand) -> None:
        one, form = self._one, self.card.form
        if one is None:
            return
        try:
            about = self._about()
        except KapdeskError as error:
            form.entry.refuse(error.sentence, counts=False)
            return
        done = self._tab.desk.do(
            self._tab, addenda.add, hand, one.of, one.id, kind=form.slip.text("kind"),
            reason=form.slip.text("reason"), text=form.words.note.text(), about=about,
        )  # fmt: skip
        if done is None:
            form.entry.refuse(self._why_not, counts=False)
            return
        form.taken()
        self._done(f"Added to: {one.title}.")

    def _about(self) -> datetime | None:
        day, at = self.card.form.about()
        zone, now = self._tab.desk.record.zone, self._tab.desk.now()
        if not isinstance(day, date) and not isinstance(at, time):
            return None
        here = local(now, zone)
        that_day = day if isinstance(day, date) else here.date()
        return instant(that_day, at if isinstance(at, time) else here.time(), zone)

    def _with_hand(self, entry: Entry, passphrase: str, act: Callable[[Hand], None]) -> None:
        """Open the own key behind the window, act with it once, and let it go."""
        if not self._tab.leave():
            entry.refuse("Something typed is not on the disk yet. Nothing was signed.", counts=False)
            return
        entry.set_busy(busy=True)
        self._jobs.run(
            partial(_taken, self._tab.desk.record, passphrase),
            partial(self._act, entry, act),
            partial(self._wrong, entry),
        )

    def _act(self, entry: Entry, act: Callable[[Hand], None], hand: Hand) -> None:
        entry.set_busy(busy=False)
        try:
            act(hand)
        finally:
            hand.let_go()

    def _wrong(self, entry: Entry, error: BaseException) -> None:
        if isinstance(error, WrongPassphrase):
            self._tab.desk.do(self._tab, audit.log, Action.NOT_CONFIRMED)
        entry.refuse(told(error), counts=isinstance(error, WrongPassphrase))

    def _done(self, sentence: str) -> None:
        self._let_go()
        self._one = None
        self.card.put_away()
        self._tab.load()
        self.card.said.say(sentence, Sign.RECORDED)
        key, _ = self._tab.caret()
        if key:
            self._show(key)

    def _parse_day(self, text: str) -> date | str:
        desk = self._tab.desk
        try:
            return parse_date(text, local(desk.now(), desk.record.zone).date())
        except KapdeskError as error:
            return error.sentence

    def _note_refusal(self, sentence: str, source: object) -> None:
        if source is self._tab:
            self._why_not = sentence


def _taken(record: Record, passphrase: str, _job: Job) -> Hand:
    return hands.take(record, passphrase)


def _parse_time(text: str) -> time | str:
    try:
        return parse_time(text)
    except KapdeskError as error:
        return error.sentence
