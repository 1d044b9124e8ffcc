"""An integration session prints in the words it was asked in: setting, goals by name, aims, texts."""

from kapdesk.domain.integration import Setting
from kapdesk.services import integration, integration_settings, integration_words, notes
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record
from kapdesk.store.rows import IntegrationNoteRow, NoteRow
from tests.services.whole_day import a_client


def test_everything_said_in_a_session_is_a_line_in_the_words_it_was_asked_in(record: Record) -> None:
    client = a_client(record)
    note = integration.start(record, client).item
    assert note is not None
    owner = Owner(client, integration=note)
    integration_settings.hold(record, note, Setting.COUPLE, "husband")
    integration_settings.say_agreed(record, note, "they agree")
    integration.rate(record, note, "goal.G3", 2)
    integration.rate(record, note, "aim.A2", 7)
    for field, text in (
        ("integration.plan", "Meet on Friday."), ("integration.week", "Slept through."),
        ("goal-note.G3", "the walk"), ("aim-said.A2", "I forgot to count."), ("draft.with-whom", "husband"),
        ("progress.dap.plan", "Weekly visits."),
    ):  # fmt: skip
        notes.write(record, owner, field, text)
    with record.read() as db:
        row = db.get_one(IntegrationNoteRow, note)
        written = list(db.query(NoteRow).filter(NoteRow.integration_id == note))
    assert integration_words.lines(record, row, written) == (
        "Setting: couple, husband",
        "The others were asked whether they may be written about: they agree",
        "What happened in your week? Slept through.",
        "Plan: Meet on Friday.",
        "Getting used to relief: 7 of 10",
        "Getting used to relief, what the client says of it: I forgot to count.",
        "Insights applied: 2 working",
        "Insights applied, note, or the next small step: the walk",
        "Progress note DAP, plan: Weekly visits.",
    )
