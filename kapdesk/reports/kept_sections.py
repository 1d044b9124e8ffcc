"""The session summary's further sections: states, checks, plans, means, contacts, tasks, other texts."""

from kapdesk.reports.day_facts import Check
from kapdesk.reports.layout import Cell, Sheet
from kapdesk.reports.leaving_facts import Contact, Means, Passed, PlanReview, Task
from kapdesk.reports.leaving_out import left_out
from kapdesk.reports.session_facts import SessionFacts
from kapdesk.reports.wording import Wall, entry, number, said, same_minute


def passed(sheet: Sheet, facts: SessionFacts) -> None:
    """Set the states the session went through."""
    if not facts.passed:
        return
    sheet.heading("States")
    rows = [(one.state, _when(one, facts.wall), said(one.by)) for one in facts.passed]
    sheet.table(("State", "At", "By"), rows, (0.28, 0.42, 0.3))


def _when(one: Passed, wall: Wall) -> str:
    """Return when a state began, in a line."""
    return wall.happened(one.at, one.written_at).replace("\n", "   ")


def checks(sheet: Sheet, facts: SessionFacts) -> None:
    """Set each other checklist that was gone through, as it was asked."""
    for line in left_out(facts, "hand-over"):
        sheet.heading("Answered by the client on the screen")
        sheet.text(line)
    for checked in facts.checks:
        sheet.heading(checked.title)
        rows = [_check(check, facts.wall) for check in checked.checks]
        sheet.table(("Asked", "Answer", "By, at"), rows, (0.4, 0.34, 0.26))


def _check(check: Check, wall: Wall) -> tuple[str, ...]:
    """Return the cells of one line of a checklist."""
    answer = said(check.answer) + (f"\n{check.note}" if check.note else "")
    return (said(check.question), answer, wall.noted(check.by, check.at, check.written_at))


def plans(sheet: Sheet, facts: SessionFacts) -> None:
    """Set when the stay-safe plan was looked at, and what was agreed to make the client's space safer."""
    if facts.plans:
        sheet.heading("Stay-safe plan")
        sheet.facts([(f"Version {one.number}", _plan(one, facts.wall)) for one in facts.plans])
    if facts.means:
        sheet.heading("Making the client's space safer")
        rows = [_means(one, facts.wall) for one in facts.means]
        sheet.table(("What", "Status", "Who helps", "By, at"), rows, (0.42, 0.16, 0.18, 0.24))


def _plan(one: PlanReview, wall: Wall) -> str:
    """Return one review in lines."""
    return "\n".join(
        (
            f"looked at together: {wall.noted_in_line(one.by, one.at, one.written_at)}",
            f"copy in the client's hands: {said(one.copy_given)}",
            f"likelihood of using it, 0 to 10: {number(one.likelihood)}",
            f"kept: {said(one.kept_where)}",
        )
    )


def _means(one: Means, wall: Wall) -> tuple[Cell, ...]:
    """Return the cells of one step."""
    note = f"\n{one.note}" if one.note else ""
    return (
        Cell(entry(one.what + note, one.struck, wall)),
        Cell(said(one.status)),
        Cell(said(one.responsible)),
        Cell(wall.noted(one.by, one.at, one.written_at)),
    )


def contacts(sheet: Sheet, facts: SessionFacts) -> None:
    """Set each try to reach the client, and what stands to be done."""
    if facts.contacts:
        sheet.heading("Contacts after the session")
        rows = [_contact(one, facts.wall) for one in facts.contacts]
        sheet.table(("At", "How", "What came of it", "By"), rows, (0.24, 0.16, 0.42, 0.18))
    if facts.tasks:
        sheet.heading("Tasks")
        sheet.table(
            ("What", "Due", "Done"), [_task(one, facts.wall) for one in facts.tasks], (0.46, 0.24, 0.3)
        )


def _contact(one: Contact, wall: Wall) -> tuple[str, ...]:
    """Return the cells of one try."""
    words = f"\n{one.words}" if one.words else ""
    is_late = one.at and one.written_at and not same_minute(one.at, one.written_at)
    written = f"\nwritten {wall.moment(one.written_at)}" if is_late else ""
    return (wall.moment(one.at) + written, said(one.channel), said(one.outcome) + words, said(one.by))


def _task(one: Task, wall: Wall) -> tuple[str, ...]:
    """Return the cells of one task; one that is open says so."""
    done = f"{wall.moment(one.done_at)}\n{said(one.done)}" if one.done_at else "open"
    return (said(one.what), wall.moment(one.due_at), done)


def texts(sheet: Sheet, facts: SessionFacts) -> None:
    """Set what was written beside the forms."""
    left = left_out(facts, "texts")
    if facts.texts or left:
        sheet.heading("Other texts")
        for line in left:
            sheet.text(line)
    if facts.texts:
        sheet.facts(facts.texts)
