"""What is asked where it depends on the clinic or the record: scores, tonight, the second look."""

from kapdesk.content import Content
from kapdesk.domain.readings import Reading
from kapdesk.domain.recovery_scores import Padss, RecoveryScore
from kapdesk.domain.routes import Route
from kapdesk.services.readiness import Readiness
from kapdesk.services.recovery_facts import ALDRETE, FORM_OF, RATED
from kapdesk.tabs.stabilization.asking import FACTS, of_item
from kapdesk.tabs.stabilization.editor import Editor
from kapdesk.ui.controls import PlainButton
from kapdesk.ui.form import Field

SECOND = "second-look"
TONIGHT = f"{FACTS}/tonight"
_PUNCTURED = frozenset({Route.IV, Route.IM})


def score_fields(content: Content, which: Padss, route: Route | None) -> tuple[Field, ...]:
    """Return the parts of both recovery scores that somebody rates.

    The injection site is asked for after an injection or infusion; the original PADSS asks for it always.
    """
    form = FORM_OF[which]
    asked = RATED[form]
    if which is Padss.MODIFIED and route not in _PUNCTURED:
        asked = tuple(item for item in asked if item != "bleeding")
    return tuple(
        of_item(id_, content.checklist(id_).item(item))
        for id_, items in ((ALDRETE, RATED[ALDRETE]), (form, asked))
        for item in items
    )


class SecondLookEditor(Editor):
    """The second look, each part yes or no; nothing of the first look stands in it."""

    def __init__(self, content: Content) -> None:
        """Ask what the content file asks."""
        again = content.checklist(SECOND)
        group = again.groups[0]
        fields = tuple(of_item(SECOND, item) for item in again.items)
        super().__init__(SECOND, again.title, f"{again.note} {group.hint}", fields=fields)


class TonightEditor(Editor):
    """Who is with the client tonight; a name from before is offered, and counts when it is taken."""

    def __init__(self, content: Content) -> None:
        """Ask for one name."""
        self._named = ""
        self.take = PlainButton("", small=True)
        gate = content.checklist("readiness").item("D15")
        item = content.checklist(FACTS).item("tonight")
        super().__init__("D15", gate.label, item.hint, fields=(of_item(FACTS, item),))
        # Connect Signals
        self.take.clicked.connect(self._take)

    def build(self) -> None:
        """Put what is offered over the question."""
        self.add(self.take)
        super().build()

    def show_named(self, name: str) -> None:
        """Offer who was named before the dose."""
        self._named = name
        self.take.say(f"Confirm as named before: {name}" if name else "")
        self.take.setVisible(bool(name))

    def _take(self) -> None:
        self.form.notes[TONIGHT].load(self._named)
        self.recorded.emit(self.key)


def scores_words(stands: Readiness) -> str:
    """Return both scores as they are calculated now, or why there is none."""
    base = stands.facts.baseline.value if stands.facts.baseline else Reading()
    if not base.has_pressure:
        return (
            "No blood pressure before the dose: circulation and vital signs cannot be scored, so there is "
            "no total."
        )
    scores = [seen.value for seen in (stands.facts.aldrete, stands.facts.padss) if seen is not None]
    lines = [f"{score.name}, calculated: {score.words} ({_parts(score)})" for score in scores]
    rule = (
        "Circulation, vital signs and saturation are calculated from Vitals, in percent of the reading "
        "before the dose. Bleeding counts 2, not applicable, unless an injection site is rated."
    )
    return "\n".join([*lines, rule])


def _parts(score: RecoveryScore) -> str:
    return ", ".join(
        f"{part.name} {'–' if part.points is None else part.points}" for part in score.components
    )
