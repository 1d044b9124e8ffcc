"""What the clinic sets about measures: how often they are asked, and how a course is drawn."""

from kapdesk.desk import Desk
from kapdesk.places.practice.team import LimitsCard
from kapdesk.services import measure_settings


class MeasuringCard(LimitsCard):
    """One whole number for each line of the cadence; a refused one goes back to what stands."""

    def __init__(self, desk: Desk) -> None:
        """Ask for each number by its name; nothing is read before `load`."""
        hint = "When a measure is due, and how a course is drawn. Scores and their published rules stay."
        super().__init__("Measures", hint, desk.read(measure_settings.labels), "")
        self._desk = desk
        # Connect Signals
        self.chosen.connect(self._set)

    def load(self) -> None:
        """Show the numbers that count now."""
        self.show_numbers(self._desk.read(measure_settings.numbers))

    def _set(self, name: str, value: int) -> None:
        self._desk.do(self, measure_settings.set_number, name, value)
        self.load()
