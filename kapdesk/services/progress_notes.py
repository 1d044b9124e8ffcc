"""Progress notes: the day or the hour told as DAP, SOAP, BIRP or GIRP, edited by hand, signed by nobody.

An edited section is a text of its own, `progress.<format>.<section>`, kept with every version of it; a
section nobody edited is what the record says now.
"""

from uuid import UUID

from kapdesk.domain.change import Change, Topic
from kapdesk.domain.errors import NotFound, Refused
from kapdesk.domain.progress_notes import PREFIX, Fact, Format, Part, Section, changes, lines_of, rendered
from kapdesk.services import notes, settings
from kapdesk.services.notes import Owner
from kapdesk.services.record import Record

TABLE = "progress-notes"
SETTING = "progress.format"
_DEFAULTS, _DEFAULT = "settings-defaults", "note-format"


def chosen(record: Record) -> Format:
    """Return the format the clinic writes in: DAP until another is chosen."""
    kept = settings.get(record, SETTING)
    if kept in set(Format):
        return Format(kept)
    try:
        return Format(record.content.table(_DEFAULTS).row(_DEFAULT).text("text"))
    except (NotFound, ValueError):
        return Format.DAP


def choose(record: Record, format_: Format) -> Change:
    """Keep the format the clinic writes in; what was edited in another one stays."""
    return settings.put(record, SETTING, format_.value)


def field_of(format_: Format, section: str) -> str:
    """Return the name of the text in which an edited section is kept."""
    return f"{PREFIX}{format_.value.casefold()}.{section}"


def parts(record: Record, format_: Format, owner: Owner) -> tuple[Part, ...]:
    """Return the sections of a format in order, with the facts the content puts into each for this owner."""
    column = "integration" if owner.integration is not None else "dosing"
    prefix = f"{format_.value.casefold()}-"
    return tuple(
        Part(row.id.removeprefix(prefix), row.text("title"), row.texts(column), row.text("hint"))
        for row in record.content.table(TABLE).rows
        if row.text("format") == format_.value
    )


def sections(record: Record, owner: Owner, format_: Format) -> tuple[Section, ...]:
    """Return each section of a progress note as it stands: edited by hand, or what the record says now.

    `owner` is a dosing session or an integration note. Raises Refused for a client alone, NotFound for one
    that is not in the record.
    """
    gathered, kept = facts(record, owner), notes.texts(record, owner)
    found: list[Section] = []
    for part in parts(record, format_, owner):
        lines = lines_of(part, gathered)
        told, note = rendered(lines), kept.get(field_of(format_, part.id))
        edited = note is not None and bool(note.text.strip())
        text = note.text if note is not None and edited else told
        found.append(Section(part.id, part.title, text, lines, told, part.hint, edited))
    return tuple(found)


def would_change(record: Record, owner: Owner, format_: Format, section: str) -> tuple[tuple[str, str], ...]:
    """Return which lines rendering a section again would take away ("-") and put in ("+")."""
    one = _one(record, owner, format_, section)
    return changes(one.text, one.rendered)


def render_again(record: Record, owner: Owner, format_: Format, section: str) -> Change:
    """Put what the record says now in the place of an edited section; the edited text stays in its history.

    Raises Refused where it is signed, and where nothing would change.
    """
    one = _one(record, owner, format_, section)
    if not one.differs:
        raise Refused("This section says what the record says. Nothing was changed.")
    return notes.write(record, owner, field_of(format_, section), one.rendered)


def keep(record: Record, owner: Owner, format_: Format) -> Change:
    """Keep every section as it stands, so that it no longer follows the record: for the moment of signing.

    Nothing is signed by this. Raises Refused where the session or note is signed already.
    """
    standing = sections(record, owner, format_)
    with record.write() as db:
        for one in standing:
            if not one.edited and one.text:
                notes.put(db, record, owner, field_of(format_, one.id), one.text)
    return Change(Topic.NOTE, owner.session or owner.integration or owner.client)


def _one(record: Record, owner: Owner, format_: Format, section: str) -> Section:
    found = next((one for one in sections(record, owner, format_) if one.id == section), None)
    if found is None:
        raise NotFound(f"“{section}” is no section of {format_}. Nothing was changed. Open the note again.")
    return found


def facts(record: Record, owner: Owner) -> dict[str, Fact]:
    """Return by name everything a progress note of this session or note can be made from."""
    if owner.integration is not None:
        from kapdesk.services import progress_integration

        _same_client(record, owner.integration, owner)
        return progress_integration.facts(record, owner.integration)
    if owner.session is None:
        raise Refused("A progress note is of a session. Nothing was made. Open a session first.")
    from kapdesk.services import progress_session

    return progress_session.facts(record, owner.session)


def _same_client(record: Record, note_id: UUID, owner: Owner) -> None:
    from kapdesk.services import integration

    if integration.one(record, note_id).client != owner.client:
        raise NotFound("This integration note is not this client's. Nothing was made. Open the client again.")
