"""What the clinic sets about measures and steps: how often they are asked, how many go on at once."""

from kapdesk.desk import Desk
from kapdesk.places.practice.team import LimitsCard
from kapdesk.services import life, measure_settings

STEP, STEPS = "step", "Steps of change that go on at once"


class MeasuringCard(LimitsCard):
    """One whole number for each line of the cadence; a refused one goes back to what stands."""

    def __init__(self, desk: Desk) -> None:
        """Ask for each number by its name; nothing is read before `load`."""
        hint = "When a measure is due, and how a course is drawn. Scores and their published rules stay."
        super().__init__("Measures and steps", hint, {**desk.read(measure_settings.labels), STEP: STEPS}, "")
        self._desk = desk
        # Connect Signals
        self.chosen.connect(self._set)

    def load(self) -> None:
        """Show the numbers that count now."""
        steps = self._desk.read(life.limit, STEP)
        self.show_numbers({**self._desk.read(measure_settings.numbers), STEP: steps or 0})

    def _set(self, name: str, value: int) -> None:
        if name == STEP:
            self._desk.do(self, life.set_limit, STEP, value)
        else:
            self._desk.do(self, measure_settings.set_number, name, value)
        self.load()
