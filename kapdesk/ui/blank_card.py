"""The shelf of blank paper forms: which one, for which route, with or without a name on it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kapdesk.domain.routes import Route
from kapdesk.ui.appearing import appear
from kapdesk.ui.card import Card
from kapdesk.ui.controls import Option, PlainButton, Sign
from kapdesk.ui.said import Said
from kapdesk.ui.slip import Slip

NAMED, NOBODY = "named", "nobody"
WHAT = "a record only when transcribed"
_ROUTES = {route.label: route for route in Route}


@dataclass(frozen=True, slots=True)
class Offer:
    """One form on the shelf: key, name, what it is for, and whether its times are those of a route."""

    key: str
    title: str
    about: str
    routes: bool = False


class BlankCard(Card):
    """Every blank form; one that is asked for is looked at like any document."""

    asked = Signal(str, object, bool)  # the form's key, the route (or None), whether for this client

    def __init__(self, *, for_client: bool, parent: QWidget | None = None) -> None:
        """Offer nothing until the forms are known."""
        super().__init__("Blank paper forms", WHAT, parent=parent)
        self._for_client = for_client
        self._forms: dict[str, Offer] = {}
        self.pick, self.of, self.how = Slip(), Slip(), Slip()
        self.form = self.pick.pick("form", "Form", [], "type any part of its name")
        self.route = self.of.pick("route", "Route", list(_ROUTES), "for the times at which looks are due")
        whose = [Option(NAMED, "For this client"), Option(NOBODY, "Without a name")]
        self.whose = self.how.choice("whose", "Whose", whose)
        self.show_it, self.said = PlainButton("Preview the form"), Said()
        for part in (self.pick, self.of, self.how, self.said):
            self.add(part)
        self.body.addWidget(self.show_it, 0, Qt.AlignmentFlag.AlignLeft)
        appear(self.of, shown=False)
        appear(self.how, shown=for_client)
        # Connect Signals
        self.pick.edited.connect(self._fit)
        self.show_it.clicked.connect(self._ask)

    def show_forms(self, forms: tuple[Offer, ...]) -> None:
        """Offer these forms, once; what is chosen stays."""
        if self._forms:
            return
        self._forms = {one.title: one for one in forms}
        was_blocked = self.pick.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.form.offer(list(self._forms))
        self.pick.blockSignals(was_blocked)
        self._fit()

    def _chosen(self) -> Offer | None:
        return self._forms.get(self.pick.text("form"))

    def _fit(self) -> None:
        one = self._chosen()
        appear(self.of, shown=one is not None and one.routes)
        self.set_subtitle(one.about if one else WHAT)

    def _ask(self) -> None:
        one = self._chosen()
        if one is None:
            self.said.say("No form is chosen. Nothing was made. Choose one of the list.", Sign.MISSING)
            return
        self.said.say("")
        route = _ROUTES.get(self.of.text("route")) if one.routes else None
        self.asked.emit(one.key, route, self._for_client and self.how.text("whose") == NAMED)
