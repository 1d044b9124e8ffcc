"""Documents: everything that can be printed, looked at from memory, printed or saved on purpose."""

from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QDir, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kapdesk.desk import Chart, Desk, Go, Tab
from kapdesk.domain.audit import Action
from kapdesk.domain.change import Change, Topic
from kapdesk.domain.withholding import FOR_THE_CLIENT, Category, Rule
from kapdesk.services import documents, notes, releases, retractions, saving, withholding
from kapdesk.services.documents import Paper, Printed
from kapdesk.services.notes import Owner
from kapdesk.tabs.documents.asking import AskedWork
from kapdesk.tabs.documents.leaving import LeavingWork
from kapdesk.tabs.documents.leaving_out import LeavingOutCard
from kapdesk.tabs.documents.panels import PreviewCard, RiskSheet, SaveSheet, ShelfCard
from kapdesk.tabs.documents.releasing import ReleasingCard
from kapdesk.tabs.documents.signing import SigningWork
from kapdesk.tabs.documents.signing_moving import told
from kapdesk.tabs.documents.transcribing import PREFIX, TRANSCRIBING, PaperWork
from kapdesk.tabs.documents.working import PageWork
from kapdesk.ui.card import Columns
from kapdesk.ui.controls import Sign
from kapdesk.ui.jobs import Cancelled
from kapdesk.ui.note import NoteField
from kapdesk.ui.preview import ask_where

LEAVING_OUT, DRAFT, RELEASING, DECIDING = "leaving-out", "draft.leaving-out", "releasing", "draft.release."
SUMMARY, HOME, COPY = "summary", "discharge", "provider"


class DocumentsTab(Tab):
    """A shelf of documents and the page that is looked at; a page is made again when its facts change."""

    refused_here = Signal(str)  # why a page could not be made

    name = "documents"
    title = "Documents"

    def __init__(self, desk: Desk, chart: Chart, parent: QWidget | None = None) -> None:
        """Bind to one chart; nothing is read before `load`."""
        super().__init__(desk, chart, parent)
        self.columns: Columns | None = None
        self.shelf, self.shown = ShelfCard(), PreviewCard()
        self.leaving_out, self.releasing = LeavingOutCard(), ReleasingCard()
        self.sheet: SaveSheet | None = None
        self.risk: RiskSheet | None = None
        self._work = PageWork(self, self.shown)
        self._key, self._made, self._stale, self._why_not = "", None, False, ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        # Connect Signals
        self._work.asked.connect(self.open_document)
        self._work.made.connect(self._show)
        self._work.failed.connect(self._fail)
        self._work.saved.connect(self._saved)
        self.shelf.asked.connect(self.open_document)
        self.shelf.paper_chosen.connect(self._choose_paper)
        self.shown.preview.save_asked.connect(self._ask_save)
        self.shown.preview.printed.connect(self._say_printed)
        self.shown.old.asked.connect(partial(desk.go, Go(place="practice")))
        self.leaving_out.asked.connect(self._record_wish)
        self.leaving_out.lifted.connect(self._lift_wish)
        self.leaving_out.ruled.connect(self._rule)
        self.leaving_out.edited.connect(self._drafted)
        self.releasing.asked.connect(self._decide)
        self.releasing.edited.connect(self._deciding)
        desk.refused.connect(self._note_refusal)
        self.on_paper, self.asking = PaperWork(self, self.open_document), AskedWork(self, self.open_document)
        self.signing, self.leaving = SigningWork(self, self.open_document), LeavingWork(self, self.shown)

    def load(self) -> None:
        """Build on first call; show the shelf on every call, and a page anew whose facts have changed."""
        if self.columns is None:
            self._build()
        self.shelf.show_paper(self.desk.read(documents.paper))
        self.shelf.show_documents(self.desk.read(documents.cards, self.chart.client, self.chart.session))
        self.shelf.mark(self._key)
        self._show_release()
        self._show_wishes()
        self.on_paper.load(self.columns)
        self.asking.load(self.columns, self.shelf)
        self.signing.load(self.columns)
        if self._stale and self._key:
            self.open_document(self._key)

    def heard(self, change: Change) -> None:
        """Know that what is shown may be older than the record; it is made anew when one comes back."""
        if change.topic is not Topic.BACKUP:
            self._stale = True

    def set_caret(self, field: str, position: int) -> None:
        """Open the preview of one document directly."""
        if documents.takes(field):
            self.open_document(field)
        elif field == TRANSCRIBING or field.startswith(PREFIX):
            self.on_paper.go(field)
        elif field == LEAVING_OUT:
            self.leaving_out.part.setFocus()
        elif self.signing.takes(field):
            self.signing.go(field, position)
        elif field == RELEASING:
            self.releasing.by.setFocus()
        else:
            super().set_caret(field, position)

    def caret(self) -> tuple[str, int]:
        """Return where the caret stands in a text, or which document is looked at."""
        field, position = super().caret()
        return (field, position) if field else (self._key, 0)

    def open_document(self, key: str) -> None:
        """Make a document behind the window and show it, as soon as the one before is saved."""
        if self._work.puts_off(key):
            return
        self._key, self._stale, self._made = key, False, None
        self.shown.wait(key)
        self.shelf.mark(key)
        self._work.make(key, self.desk.read(documents.paper))

    def close_down(self) -> None:
        """Let every page go."""
        self._work.close()
        self.signing.close()
        self.shown.preview.clear()
        self._made = None
        super().close_down()

    def _build(self) -> None:
        self.columns = Columns()
        self.columns.add_work(self.shown, 1)
        for card in (self.shelf, self.releasing, self.leaving_out):
            self.columns.add_context(card)
        owner = Owner(self.chart.client)
        self.releasing.setVisible(self.chart.session is not None)
        self.releasing.slip.restore(self.desk.read(notes.text, owner, self._deciding_field))
        self.leaving_out.restore(self.desk.read(notes.text, owner, DRAFT))
        self.columns.context.addStretch(1)
        self._column.addWidget(self.columns)
        pages = "" if self.chart.session else " The pages of a dosing day stand here once one is planned."
        self.shown.invite(f"Choose a document to look at it.{pages}")

    def _show(self, key: str, made: Printed) -> None:
        if key == self._key:
            self._made = made
            self.shown.show_page(made)

    def _fail(self, key: str, error: BaseException) -> None:
        if key != self._key:
            return
        if isinstance(error, Cancelled):
            self.shown.say("Stopped. Nothing was made, and nothing was changed.", Sign.CAUTION)
            return
        sentence = told(error, "The page could not be made")
        self.shown.say(sentence, Sign.MISSING)
        self.refused_here.emit(sentence)

    def _choose_paper(self, value: str) -> None:
        paper = Paper(value) if value in set(Paper) else self.desk.read(documents.paper)
        self.desk.do(self, documents.choose_paper, paper)
        self.shelf.show_paper(paper)
        if self._key:
            self.open_document(self._key)

    @property
    def _deciding_field(self) -> str:
        return DECIDING + (self.chart.session.hex if self.chart.session else "")

    def _show_release(self) -> None:
        if self.chart.session is not None:
            stands = self.desk.read(releases.standing, self.chart.client, self.chart.session)
            self.releasing.show_release(stands, self.desk.record.zone)

    def _decide(self, by: str, why: str) -> None:
        session = self.chart.session
        if session is None or self.desk.do(self, releases.decide, session, by, why) is None:
            self.releasing.refuse(self._why_not)
            return
        self.releasing.taken()
        self._deciding()
        self.load()
        self.open_document(COPY)

    def _deciding(self) -> None:
        self.autosave.touched((Owner(self.chart.client), self._deciding_field), self.releasing.draft)

    def _show_wishes(self) -> None:
        it = self.desk.read(withholding.look, self.chart.client, self.chart.session)
        gone = self.desk.read(retractions.of_session, self.chart.client, self.chart.session)
        self.leaving_out.show_standing(it, self.desk.record.zone, gone)
        self._show_short(it.in_short, signed=it.signed)

    def _show_short(self, parts: tuple[Category, ...], *, signed: bool) -> None:
        """Offer a text for each part that is told in short; what was written stays where it is kept."""
        for part in [one for one in self.leaving_out.short if one not in parts]:
            self.let_go(withholding.SHORT + part.value)
        fields: dict[Category, NoteField] = {}
        for part in parts:
            field = self.leaving_out.short.get(part) or NoteField(
                f"In short: {part.label}", "your own telling; left empty, a count and times stand there"
            )
            name = withholding.SHORT + part.value
            self.keep(self.chart.owner, name, field.note, self.desk.read(notes.text, self.chart.owner, name))
            field.note.setReadOnly(signed)
            fields[part] = field
        self.leaving_out.show_short(fields)

    def _record_wish(self) -> None:
        part, rule, moment, by, reason = self.leaving_out.wanted()
        if part is None or rule is None:
            what = "what is meant" if part is None else "how it stands on the page"
            self.leaving_out.refuse(f"It is not said {what}. Nothing was recorded. Choose one of the list.")
            return
        session = None if self._signed() else self.chart.session
        done = self.desk.do(
            self, withholding.ask, self.chart.client, session, part, rule, asked_by=by, reason=reason,
            of_id=moment,
        )  # fmt: skip
        if done is None:
            self.leaving_out.refuse(self._why_not)
            return
        self.leaving_out.refuse("")
        self.leaving_out.taken()
        self._drafted()
        self._wishes_changed(HOME if part in FOR_THE_CLIENT else SUMMARY)

    def _lift_wish(self, wish: UUID, reason: str) -> None:
        if self.desk.do(self, withholding.lift, wish, reason) is None:
            self.leaving_out.refuse(self._why_not)
            return
        self.leaving_out.refuse("")
        self.leaving_out.lift_done()
        self._wishes_changed(SUMMARY)

    def _rule(self, voice: str, rule: str) -> None:
        if rule:
            self.desk.do(self, withholding.choose_clinic_rule, Category(voice), Rule(rule))
        self._wishes_changed(SUMMARY)

    def _wishes_changed(self, key: str) -> None:
        """Show at once what prints now: the page that is looked at, or the one that the wish is about."""
        self._show_wishes()
        if self.chart.session is not None:
            self.open_document(self._key if self._key in {SUMMARY, HOME, COPY} else key)

    def _signed(self) -> bool:
        return self.desk.read(withholding.look, self.chart.client, self.chart.session).signed

    def _drafted(self) -> None:
        self.autosave.touched((Owner(self.chart.client), DRAFT), self.leaving_out.draft)

    def _note_refusal(self, sentence: str, source: object) -> None:
        if source is self:
            self._why_not = sentence

    def _say_printed(self, pages: int) -> None:
        entered = self._log(Action.PRINTED, pages)
        self.shown.say(f"Sent to the printer: {pages} page{'s' if pages != 1 else ''}.{entered}")

    def _log(self, action: Action, pages: int) -> str:
        self.desk.do(self, documents.left, action, self._key, self.chart.client, self.chart.session, pages)
        return self.leaving.left(action, pages)

    def _ask_save(self) -> None:
        if self._made is None:
            return
        self.sheet = SaveSheet(saving.IN_CLEAR, saving.new_password(), self)
        self.sheet.save_asked.connect(self._ask_folder)
        self.sheet.ask()

    def _ask_folder(self, password: str) -> None:
        if self._made is None:
            return
        dialog = ask_where(self, self._made.file_name)
        dialog.setDirectory(QDir.homePath())
        dialog.fileSelected.connect(partial(self._chosen, password))

    def _chosen(self, password: str, path: str) -> None:
        target = Path(path)
        if not (warning := saving.warning(target.parent)):
            self.save(password, target)
            return
        self.risk = RiskSheet(warning, target, self)
        self.risk.agreed.connect(partial(self.save, password, target))
        self.risk.left.connect(partial(self._ask_folder, password))
        self.risk.ask()

    def save(self, password: str, target: Path) -> None:
        """Write the page that is shown to a file, behind the window, and say where it is."""
        if self._made is not None:
            self._work.save(self._made, password, target)

    def _saved(self, made: Printed, target: Path, closed: str) -> None:
        entered = self._log(Action.EXPORTED, made.pages)
        self.shown.say(f"Saved {closed}, in {target.parent}.{entered}")
